/** @file Short notes under the drawings: what they rest on. */
import { t } from "../../messages/translate";
import { formatFixed, formatList } from "../../messages/formatNumber";
import type { Answer } from "../../state/answer";

/** K, seed and blend of a reading with draws. */
export function drawsNote(answer: Answer | undefined): string {
  if (!answer) return t("No draws: no model in use has a bottleneck.");
  const { numDraws, seed, beta } = answer.reading;
  return t("K = {numDraws}, seed {seed}, β = {beta}.", { numDraws, seed, beta: formatFixed(beta ?? 0, 2) });
}

/** Says so when the text was longer than the model's window. Starts with a space. */
export function cutNote({ reading }: Answer): string {
  const { before, after } = reading.numTokensCut;
  if (before + after === 0) return "";
  return t(
    " The text is longer than the model’s window: {before, plural, one {# sub-token} other {# sub-tokens}} before and {after, plural, one {# sub-token} other {# sub-tokens}} after were left out.",
    { before, after },
  );
}

/** Says so when an answer was computed when the page was built. Starts with a space. */
export function builtNote(answers: readonly Answer[]): string {
  return answers.some(({ isBuilt }) => isBuilt)
    ? t(" Computed when this page was built; the live model replaces it.")
    : "";
}

/** Says which models rank the relations instead of giving each a probability. Starts with a space. */
export function rankingNote(answers: readonly Answer[]): string {
  const names = answers.filter(({ model }) => model.ranksLabels === true).map(({ model }) => model.title);
  if (names.length === 0) return "";
  return t(
    " {names}: the head was trained to rank relations, so its bars keep their order but are not calibrated as probabilities.",
    { names: formatList(names) },
  );
}
