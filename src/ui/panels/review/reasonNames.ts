/** @file What the reasons of the review are called. */
import type { ReviewReasonKind } from "../../../analysis/reviewReasons";

export const REASON_NAMES: Readonly<Record<ReviewReasonKind, string>> = {
  againstLabel: "model against the label",
  annotatorsDisagree: "annotators disagree",
  followsNames: "answer follows the names",
  leakyPair: "names give the label away",
  conflictingPair: "same pair, other label",
};
