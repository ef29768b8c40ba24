/** @file What the reasons of the review are called. */
import { msg, type MessageId } from "../../../messages/translate";
import type { ReviewReasonKind } from "../../../analysis/reviewReasons";

export const REASON_NAMES: Readonly<Record<ReviewReasonKind, MessageId>> = {
  againstLabel: msg("model against the label"),
  annotatorsDisagree: msg("annotators disagree"),
  followsNames: msg("answer follows the names"),
  leakyPair: msg("names give the label away"),
  conflictingPair: msg("same pair, other label"),
};
