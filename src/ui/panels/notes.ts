/** @file Short notes under the drawings: what they rest on. */
import type { Answer } from "../../state/answer";
import { countOf } from "../numbers";

/** K, seed and blend of a reading with draws. */
export function drawsNote(answer: Answer | undefined): string {
  if (!answer) return "No draws: no model in use has a bottleneck.";
  const { numDraws, seed, beta } = answer.reading;
  return `K = ${numDraws}, seed ${seed}, β = ${(beta ?? 0).toFixed(2)}.`;
}

/** Says so when the text was longer than the model's window. Starts with a space. */
export function cutNote({ reading }: Answer): string {
  const { before, after } = reading.numTokensCut;
  if (before + after === 0) return "";
  return ` The text is longer than the model’s window: ${countOf(before, "sub-token")} before and ${countOf(after, "sub-token")} after were left out.`;
}

/** Says so when an answer was computed when the page was built. Starts with a space. */
export function builtNote(answers: readonly Answer[]): string {
  return answers.some(({ isBuilt }) => isBuilt)
    ? " Computed when this page was built; the live model replaces it."
    : "";
}
