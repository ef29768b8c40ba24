/** @file The sentences above the swap bench's drawings: each is computed from what is drawn. */
import type { Fingerprint } from "../analysis/fingerprint";
import type { Flips } from "../analysis/flips";
import type { NameSource } from "../data/nameSources";
import { argMax } from "../math/statistics";
import type { Comparison } from "../state/pinSlice";
import type { ModelMarks } from "../state/swapSlice";
import { nameOf } from "./findings";
import { countOf, formatLabel, formatProbability } from "./numbers";

/** What a source is called, and what its names are. */
export const SOURCE_NAMES: Readonly<Record<NameSource, { readonly name: string; readonly hint: string }>> = {
  frequent: { name: "Frequent", hint: "4 or more times in training" },
  rare: { name: "Rare", hint: "1 to 3 times in training" },
  unseen: { name: "Unseen", hint: "well formed, never in training" },
  community: { name: "Other languages", hint: "names of other traditions" },
  otherRows: { name: "Other examples", hint: "names of this page’s sentences" },
  nonsense: { name: "Nonsense", hint: "made-up words" },
  mask: { name: "Masked", hint: "no name at all" },
  userList: { name: "Your names", hint: "from your list" },
};

/** The label whose probability the marks show: the sentence's own answer, the surer one where models differ; -1 without. */
export function findMarkedLabel(models: readonly Pick<ModelMarks, "original">[]): number {
  let best = { label: -1, probability: -1 };
  for (const { original } of models) {
    if (!original) continue;
    const label = argMax(original.probabilities);
    const probability = original.probabilities[label] ?? 0;
    if (probability > best.probability) best = { label, probability };
  }
  return best.label;
}

/** How many of the names on offer change each model's answer. Empty until every model has read some. */
export function findMarks(models: readonly ModelMarks[]): string {
  const parts = models.map(({ model, original, byName }) => {
    const readings = Object.values(byName);
    const own = original ? argMax(original.probabilities) : -1;
    const numFlips = readings.filter(({ probabilities }) => argMax(probabilities) !== own).length;
    return { name: nameOf({ model }), numFlips, count: original ? readings.length : 0 };
  });
  const [first, second] = parts;
  if (!first || parts.some(({ count }) => count === 0)) return "";
  const say = ({ name, numFlips, count }: typeof first) =>
    numFlips === 0
      ? `${name} gives the same answer with all ${countOf(count, "name")}`
      : `${name} changes its answer with ${numFlips} of ${countOf(count, "name")}`;
  if (!second) return say(first);
  if (first.numFlips === 0 && second.numFlips === 0) {
    return `Neither model changes its answer with any of the ${countOf(first.count, "name")}`;
  }
  if (first.numFlips > 0 && second.numFlips > 0) {
    return `${say(first)}, ${second.name} with ${second.numFlips} of ${second.count}`;
  }
  return `${say(first)}; ${say(second)}`;
}

/** The flip rate of each model with its interval. Empty without a swap. */
export function findFlips(runs: readonly { readonly name: string; readonly flips: Flips }[]): string {
  const percent = (value: number) => `${Math.round(100 * value)}%`;
  return runs
    .flatMap(({ name, flips }) => {
      const { rate, interval, numFlips, numSwaps } = flips;
      if (rate === null || interval === null) return [];
      const range = `${percent(rate)}, 95% interval ${percent(interval.low)} to ${percent(interval.high)}`;
      return numFlips === 0
        ? [`${name} keeps its answer with all ${numSwaps} (0%, up to ${percent(interval.high)})`]
        : [`${name} changes its answer with ${numFlips} of ${countOf(numSwaps, "name")} (${range})`];
    })
    .join("; ");
}

const VERDICTS = {
  text: "reads the text",
  names: "reads the names",
  mixed: "mixes names and text",
  cannotTell: "cannot be told",
};

/** One plain sentence about one model; the parts to stress stand at odd places. */
export function sayFingerprint(name: string, print: Fingerprint, labels: readonly string[]): string[] {
  const label = formatLabel(labels[print.label] ?? "");
  const quote = print.decisive ? formatProbability(print.decisive.probability) : "";
  /** "names masked (0.03)" for a probe that keeps the answer, or for one that does not. */
  const tell = (isKept: boolean) =>
    print.probes
      .filter((result) => (result.probe === "masked" || result.probe === "swapped") && result.isKept === isKept)
      .map(({ probe, probability }) => {
        const what = probe === "masked" ? "names masked" : "other names";
        return `${what} (${formatProbability(probability)})`;
      })
      .join();
  const verdict = VERDICTS[print.verdict];
  switch (print.reason) {
    case "survivesNewNames":
      return [`${name} `, verdict, `: without the names it still says “${label}”, ${quote}.`];
    case "survivesWithoutText":
      return [`${name} `, verdict, `: with the context removed it still says “${label}”, ${quote}.`];
    case "eitherSuffices":
      return [`${name} `, verdict, `: the text alone and the names alone both give “${label}”.`];
    case "needsBoth":
      return [`${name} `, verdict, `: “${label}” needs both; neither text nor names alone give it.`];
    case "probesDisagree":
      return [`${name} `, verdict, `: “${label}” holds with ${tell(true)}, not with ${tell(false)}.`];
    case "noRelation":
      return [`What ${name} reads `, verdict, ` here: it says “${label}”, as it would without any evidence.`];
    case "unsure":
      return [`What ${name} reads `, verdict, ` here: “${label}” has only ${quote}.`];
    case "missingProbe":
      return [`What ${name} reads `, verdict, ": a probe could not be read."];
  }
}

/** The verdicts side by side, as a title. */
export function findFingerprint(prints: readonly { readonly name: string; readonly print: Fingerprint }[]): string {
  if (prints.length > 1 && prints.every(({ print }) => print.verdict === prints[0]!.print.verdict)) {
    const verdicts = { text: "read the text", names: "read the names", mixed: "mix names and text", cannotTell: "" };
    const { verdict } = prints[0]!.print;
    return verdict === "cannotTell" ? "What the models read here cannot be told" : `Both models ${verdicts[verdict]}`;
  }
  return prints
    .map(({ name, print }) =>
      print.verdict === "cannotTell" ? `what ${name} reads here cannot be told` : `${name} ${VERDICTS[print.verdict]}`,
    )
    .join("; ")
    .replace(/^./, (first) => first.toUpperCase());
}

/** Which answers flip from A to B. */
export function findComparison(pairs: readonly Comparison[]): string {
  const numFlips = pairs.filter(({ isFlip }) => isFlip).length;
  if (pairs.length === 0) return "A and B cannot be compared";
  if (pairs.length === 1) {
    const { a, b, isFlip } = pairs[0]!;
    const who = a.model.id === b.model.id ? `${nameOf(a)}’s answer` : `From ${nameOf(a)} to ${nameOf(b)} the answer`;
    return isFlip ? `${who} flips from A to B` : `${who} holds from A to B`;
  }
  if (numFlips === 0) return "Both answers hold from A to B";
  if (numFlips === pairs.length) return "Both answers flip from A to B";
  const flipped = pairs.find(({ isFlip }) => isFlip)!;
  const held = pairs.find(({ isFlip }) => !isFlip)!;
  return `From A to B ${nameOf(flipped.b)}’s answer flips, ${nameOf(held.b)}’s holds`;
}
