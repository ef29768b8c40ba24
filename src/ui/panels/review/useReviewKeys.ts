/** @file The keys of the review. */
import { msg } from "../../../messages/translate";
import { useViewKeys } from "../../useViewKeys";

export const REVIEW_KEYS = [
  { keys: ["j", "k"], does: msg("next row, row before") },
  { keys: ["1"], does: msg("keep the label") },
  { keys: ["2"], does: msg("relabel: type part of a relation, arrow keys, Enter; Escape leaves it") },
  { keys: ["3"], does: msg("flag the row for somebody else") },
  { keys: ["u"], does: msg("undo the last decision") },
  { keys: ["/"], does: msg("search words in the sentences; Escape leaves the field") },
  { keys: ["?"], does: msg("this list") },
] as const;

export type ReviewKey = (typeof REVIEW_KEYS)[number]["keys"][number];
const KEYS: ReadonlySet<ReviewKey> = new Set(REVIEW_KEYS.flatMap(({ keys }) => keys));

export function useReviewKeys(onKey: (key: ReviewKey) => void): void {
  useViewKeys(KEYS, onKey);
}
