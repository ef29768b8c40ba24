/** @file What precision and recall of found entities and pairs are, exactly. */
import { msg } from "../messages/translate";
import type { Definition } from "./widgets/Definitions";

export const FOUND_DEFINITIONS: readonly Definition[] = [
  {
    term: msg("Precision of what is found"),
    tex: String.raw`P = \frac{\#(\text{found and marked})}{\#\,\text{found}}`,
    meaning: msg(
      "Share of the entities or pairs above the threshold that the rows mark too. An entity agrees when both ends are the same, with type when the type is too; a pair when both spans and the relation are. A row marks its subject and its object only, so a name that is found and that no row is about counts as wrong: this is a lower bound.",
    ),
    computedBy: "computeFoundScores, src/analysis/foundScores.ts",
  },
  {
    term: msg("Recall of what is found"),
    tex: String.raw`R = \frac{\#(\text{found and marked})}{\#\,\text{marked}}`,
    meaning: msg(
      "Share of what the rows mark that stands above the threshold. Each span and each pair with a relation counts once, however many rows hold it; rows without a relation mark no pair. The interval is Wilson’s at 95%, with the marks as independent draws.",
    ),
    computedBy: "computeFoundScores, src/analysis/foundScores.ts; computeWilsonInterval, src/analysis/flips.ts",
  },
];
