/** @file The sentence above two models that read one sentence. */
import { t } from "../messages/translate";
import { formatFixed } from "../messages/formatNumber";
import type { Answer } from "../state/answer";
import type { PairComparison } from "../state/comparePair";
import { topLabel } from "../state/predictionRows";
import { formatLabel, formatProbability } from "./numbers";

const say = (answer: Answer) => {
  const { label, probability } = topLabel(answer);
  return t("{label} ({probability})", {
    label: formatLabel(label),
    probability: formatProbability(probability),
  });
};

export function findPair(a: Answer, b: Answer, { hasSameLabels, isSameAnswer, divergence }: PairComparison): string {
  if (!hasSameLabels) {
    return t("A says {a}, B says {b}: other relations to choose from, so their bars cannot be compared", {
      a: say(a),
      b: say(b),
    });
  }
  const said = isSameAnswer
    ? t("A and B both say {label} ({a} and {b})", {
        label: formatLabel(topLabel(a).label),
        a: formatProbability(topLabel(a).probability),
        b: formatProbability(topLabel(b).probability),
      })
    : t("A says {a}, B says {b}", { a: say(a), b: say(b) });
  if (divergence === null) return said;
  return t("{said}; their answers are {distance} bit apart", { said, distance: formatFixed(divergence, 3) });
}
