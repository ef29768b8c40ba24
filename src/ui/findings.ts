/** @file The sentences above the drawings: each is computed from what is drawn. */
import type { Answer } from "../state/answer";
import type { DrawVote } from "../state/drawVotes";
import { topLabel } from "../state/predictionRows";
import { formatLabel, formatProbability, formatVariance } from "./numbers";

/** "VIB", "Base", or the title of another model: what a model is called in a sentence. */
export function nameOf({ model }: Pick<Answer, "model">): string {
  if (model.hasBottleneck) return "VIB";
  return /(^|-)base$/.test(model.id) ? "Base" : model.title;
}

/** What the right answer is; says so when the model has no such label. Empty without one. */
function sayGold({ gold, model }: Answer): string {
  if (gold === null) return "";
  const label = formatLabel(gold);
  return model.labels.includes(gold)
    ? `; the gold label is ${label}`
    : `; the gold label, ${label}, is none of this model’s ${model.labels.length}`;
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
  const verdict = (label: string) => (label === first.gold ? ", the gold label" : sayGold(first));
  if (!second) return `${nameOf(first)} says ${say(first)}${verdict(topLabel(first).label)}`;
  const [one, two] = [topLabel(first), topLabel(second)];
  if (one.label === two.label) {
    const values = `${formatProbability(one.probability)} and ${formatProbability(two.probability)}`;
    return `Both models say ${formatLabel(one.label)} (${values})${verdict(one.label)}`;
  }
  return `${nameOf(first)} says ${say(first)}, ${nameOf(second)} says ${say(second)}${sayGold(first)}`;
}

/** Which argument is blurred more. Only for a reading with variances. */
export function findVariance(answer: Answer): string {
  const { subject, object } = answer.reading.variance;
  if (subject === null || object === null) return "This model has no bottleneck: it blurs no name, and has no variance";
  const values = `mean variance ${formatVariance(subject)} against ${formatVariance(object)}`;
  if (isAlike(subject, object))
    return `VIB blurs subject and object alike: mean variance ${formatVariance(subject)} each`;
  return subject > object
    ? `VIB blurs the subject more than the object: ${values}`
    : `VIB blurs the object more than the subject: mean variance ${formatVariance(object)} against ${formatVariance(subject)}`;
}

/** How many draws keep the answer of mean mode. */
export function findDraws(votes: readonly DrawVote[], numDraws: number): string {
  const mean = votes.find(({ isMeanAnswer }) => isMeanAnswer);
  if (!mean) return "This model has no bottleneck: it has no draws";
  const agree = mean.draws.length;
  const label = formatLabel(mean.label);
  if (numDraws === 1)
    return agree === 1 ? `The one draw keeps the answer, ${label}` : `The one draw changes the answer, ${label}`;
  if (agree === numDraws) return `All ${numDraws} draws keep the answer, ${label}`;
  if (agree === 0) return `None of the ${numDraws} draws keeps the answer, ${label}`;
  return `${agree} of ${numDraws} draws keep the answer, ${label}; ${numDraws - agree} change it`;
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
  const [low, high] = [Math.min(...values), Math.max(...values)].map(formatProbability);
  const spread = low === high ? `is ${low} in every draw` : `moves between ${low} and ${high}`;
  return [
    "Without noise VIB says ",
    `${formatLabel(label)} (${formatProbability(probability)})`,
    "; under noise that probability ",
    spread,
    ".",
  ];
}
