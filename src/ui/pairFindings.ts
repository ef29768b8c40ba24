/** @file The sentence above two models that read one sentence. */
import type { Answer } from "../state/answer";
import type { PairComparison } from "../state/comparePair";
import { topLabel } from "../state/predictionRows";
import { formatLabel, formatProbability } from "./numbers";

const say = (answer: Answer) => {
  const { label, probability } = topLabel(answer);
  return `${formatLabel(label)} (${formatProbability(probability)})`;
};

export function findPair(a: Answer, b: Answer, { hasSameLabels, isSameAnswer, divergence }: PairComparison): string {
  if (!hasSameLabels) {
    return `A says ${say(a)}, B says ${say(b)}: other relations to choose from, so their bars cannot be compared`;
  }
  const distance = divergence === null ? "" : `; their answers are ${divergence.toFixed(3)} bit apart`;
  if (isSameAnswer) {
    const values = [a, b].map((answer) => formatProbability(topLabel(answer).probability)).join(" and ");
    return `A and B both say ${formatLabel(topLabel(a).label)} (${values})${distance}`;
  }
  return `A says ${say(a)}, B says ${say(b)}${distance}`;
}
