/** @file What a model that reads types is told of an argument's type, and where that comes from, as one sentence. */
import { formatFixed } from "../messages/formatNumber";
import { t } from "../messages/translate";
import { hasTagFor } from "../data/typeMapping";
import type { FoundType } from "../state/typesSlice";

export interface TypeFacts {
  /** The argument's words. */
  readonly name: string;
  /** What the reader or the file says: "" for none, undefined for one that is to be found. */
  readonly type: string | undefined;
  /** What was found: null for nothing, undefined where it has not been looked for. */
  readonly found: FoundType | null | undefined;
  /** Types that the model has tags for. */
  readonly typesRead: readonly string[];
}

/** Empty for a type that was given and that the model reads: there is nothing to add to it. */
export function sayType({ name, type, found, typesRead }: TypeFacts): string {
  if (type === undefined) return sayFound(name, found, typesRead);
  if (type.trim() === "") return t("{name}: read without a type, as you chose.", { name });
  if (hasTagFor(typesRead, type)) return "";
  return t("{name}: the model has no tag for {type}, so it reads the name without a type.", { name, type });
}

function sayFound(name: string, found: TypeFacts["found"], typesRead: readonly string[]): string {
  if (found === undefined) return t("{name}: no type is known, so the model reads the name without one.", { name });
  if (found === null) {
    return t(
      "{name}: no entity was found here, so the model reads the name without a type. Choose one if you know it.",
      { name },
    );
  }
  const values = { name, type: found.type, score: formatFixed(found.score, 2) };
  if (!hasTagFor(typesRead, found.type)) {
    return t(
      "{name}: found to be {type} (score {score}), which the model has no tag for, so it reads the name without a type.",
      values,
    );
  }
  return found.isWeak
    ? t(
        "{name}: {type}, found in the text (score {score}, so low that it is a guess). Choose another if you know better.",
        values,
      )
    : t("{name}: {type}, found in the text (score {score}).", values);
}
