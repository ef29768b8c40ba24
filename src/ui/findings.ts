/** @file The sentences above the drawings: each is computed from what is drawn. */
import { t } from "../messages/translate";
import type { Answer } from "../state/answer";
import type { DrawVote } from "../state/drawVotes";
import { topLabel } from "../state/predictionRows";
import { formatLabel, formatProbability, formatVariance } from "./numbers";

/** "VIB", "Base", or the title of another model: what a model is called in a sentence. */
export function nameOf({ model }: Pick<Answer, "model">): string {
  if (model.hasBottleneck) return "VIB";
  return /(^|-)base$/.test(model.id) ? t("Base") : model.title;
}

/** What the right answer is; says so when the model has no such label. Empty without one. */
function sayGold({ gold, model }: Answer): string {
  if (gold === null) return "";
  const label = formatLabel(gold);
  return model.labels.includes(gold)
    ? t("; the gold label is {label}", { label })
    : t("; the gold label, {label}, is none of this model’s {n}", { label, n: model.labels.length });
}

/** Two variances count as alike when they print alike. */
const isAlike = (a: number, b: number) => formatVariance(a) === formatVariance(b);

/** What the models say. Empty without answers. */
export function findPrediction(answers: readonly Answer[]): string {
  const [first, second] = answers;
  if (!first) return "";
  const say = (answer: Answer) => {
    const { label, probability } = topLabel(answer);
    return `${formatLabel(label)} (${formatProbability(probability)})`;
  };
  const verdict = (label: string) => (label === first.gold ? t(", the gold label") : sayGold(first));
  if (!second)
    return t("{first} says {first2}{label}", {
      first: nameOf(first),
      first2: say(first),
      label: verdict(topLabel(first).label),
    });
  const [one, two] = [topLabel(first), topLabel(second)];
  if (one.label === two.label) {
    const values = t("{probability} and {probability2}", {
      probability: formatProbability(one.probability),
      probability2: formatProbability(two.probability),
    });
    return t("Both models say {label} ({values}){label2}", {
      label: formatLabel(one.label),
      values,
      label2: verdict(one.label),
    });
  }
  return t("{first} says {first2}, {second} says {second2}{first3}", {
    first: nameOf(first),
    first2: say(first),
    second: nameOf(second),
    second2: say(second),
    first3: sayGold(first),
  });
}

/** Which argument is blurred more. Only for a reading with variances. */
export function findVariance(answer: Answer): string {
  const { subject, object } = answer.reading.variance;
  if (subject === null || object === null)
    return t("This model has no bottleneck: it blurs no name, and has no variance");
  const values = t("mean variance {subject} against {object}", {
    subject: formatVariance(subject),
    object: formatVariance(object),
  });
  if (isAlike(subject, object))
    return t("VIB blurs subject and object alike: mean variance {subject} each", { subject: formatVariance(subject) });
  return subject > object
    ? t("VIB blurs the subject more than the object: {values}", { values })
    : t("VIB blurs the object more than the subject: mean variance {object} against {subject}", {
        object: formatVariance(object),
        subject: formatVariance(subject),
      });
}

/** How many draws keep the answer of mean mode. */
export function findDraws(votes: readonly DrawVote[], numDraws: number): string {
  const mean = votes.find(({ isMeanAnswer }) => isMeanAnswer);
  if (!mean) return t("This model has no bottleneck: it has no draws");
  const agree = mean.draws.length;
  const label = formatLabel(mean.label);
  if (numDraws === 1)
    return agree === 1
      ? t("The one draw keeps the answer, {label}", { label })
      : t("The one draw changes the answer, {label}", { label });
  if (agree === numDraws) return t("All {numDraws} draws keep the answer, {label}", { numDraws, label });
  if (agree === 0) return t("None of the {numDraws} draws keeps the answer, {label}", { numDraws, label });
  return t("{agree} of {numDraws} draws keep the answer, {label}; {numDraws2} change it", {
    agree,
    numDraws,
    label,
    numDraws2: numDraws - agree,
  });
}

/** The answer and its spread in one plain sentence; the parts to stress stand at odd places. Empty without draws. */
export function sayDraws(answer: Answer): string[] {
  const { reading, model } = answer;
  if (reading.numDraws === 0) return [];
  const { label, probability } = topLabel(answer);
  const index = model.labels.indexOf(label);
  const values = Array.from(
    { length: reading.numDraws },
    (_, k) => reading.drawProbabilities[k * model.labels.length + index] ?? 0,
  );
  const [low = "", high = ""] = [Math.min(...values), Math.max(...values)].map(formatProbability);
  const spread =
    low === high ? t("is {low} in every draw", { low }) : t("moves between {low} and {high}", { low, high });
  return [
    t("Without noise VIB says "),
    `${formatLabel(label)} (${formatProbability(probability)})`,
    t("; under noise that probability "),
    spread,
    ".",
  ];
}
