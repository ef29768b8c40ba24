/** @file Which token carries which BIO tag (paper D, section D.1 of the notes); what a tag adds is in `model/tags.ts`. */
import type { Role } from "../data/example";

/** A token as far as its tag depends on it. */
interface TaggedToken {
  readonly role: "special" | "marker" | "context" | Role;
}

/** The entity types that a model's tags tell apart, in their order. */
export function listTagTypes(tags: readonly string[]): string[] {
  return tags.flatMap((tag) => (tag.startsWith("B-") ? [tag.slice(2)] : []));
}

/**
 * Index of each token's tag: B-<TYPE> on the first sub-token of an argument, I-<TYPE> on its others, O elsewhere.
 * TYPE is the argument's type in upper case; "B" and "I" where it has none or one that the model does not know.
 * @param tags the model's tags; hold "O", "B" and "I"
 * @param types types of the two arguments
 * @returns [L]
 */
export function computeTagIds(
  tags: readonly string[],
  tokens: readonly TaggedToken[],
  types: Readonly<Record<Role, string | null | undefined>>,
): Int32Array {
  const outside = tags.indexOf("O");
  const find = (letter: "B" | "I", role: Role) => {
    const typed = tags.indexOf(`${letter}-${types[role]?.trim().toUpperCase() ?? ""}`);
    return typed < 0 ? tags.indexOf(letter) : typed;
  };
  return Int32Array.from(tokens, ({ role }, i) => {
    if (role !== "subject" && role !== "object") return outside;
    return find(tokens[i - 1]?.role === role ? "I" : "B", role);
  });
}
