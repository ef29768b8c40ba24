/** @file The words of the Models view: what a run is called, what it differs in, and what its numbers say. */
import { differenceOf, findClear, lossOf, statusOf, titleOfSet } from "../analysis/studyRows";
import type { Estimate } from "../analysis/estimate";
import type { StudyRun } from "../data/studyResults";
import { formatDifference } from "./corpusFindings";
import { countOf } from "./numbers";

export const METRIC_NAMES: Readonly<Record<string, string>> = {
  microF1: "micro-F1",
  macroF1: "macro-F1",
  officialMacroF1: "official macro-F1",
  accuracy: "accuracy",
};

export function nameMetric(metric: string): string {
  return METRIC_NAMES[metric] ?? metric;
}

/** "−0.5 [−1.6, +0.5]": a difference in points, with its interval where there is one. */
export function sayDifference({ value, interval }: Estimate): string {
  if (value === null) return "–";
  const said = formatDifference(value, 1);
  return interval
    ? `${said} [${formatDifference(interval.low, 1)}, ${formatDifference(interval.high, 1)}]`
    : `${said} (no interval)`;
}

/** "83.6 [81.6, 85.5]". */
export function sayScore({ value, interval }: Estimate): string {
  if (value === null) return "–";
  return interval ? `${value.toFixed(1)} [${interval.low.toFixed(1)}, ${interval.high.toFixed(1)}]` : value.toFixed(1);
}

/** An alpha as it is read: "2·10⁻⁴", or "adaptive". */
export function formatAlpha(alpha: number | string): string {
  if (typeof alpha === "string" || alpha === 0) return String(alpha);
  const [digits, power] = alpha.toExponential().split("e");
  const raised = [...power!.replace("+", "")].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]));
  return `${digits}·10${raised.join("")}`;
}

/** What a run differs in from the plain model, part by part. */
export function listDiffers({ differs }: StudyRun): (readonly [name: string, value: string])[] {
  const { treatment, encoding, tags, head, negatives, beta, alpha, labelSet, weights, epochs, trainShare } = differs;
  return [
    ["entity treatment", treatment],
    ["encoding", encoding],
    ["tags", tags],
    ["head", head],
    ["negatives", negatives === null ? "as in the corpus" : String(negatives)],
    ...(beta === null ? [] : ([["blend β", String(beta)]] as const)),
    ...(alpha === null ? [] : ([["weight α", formatAlpha(alpha)]] as const)),
    ["label set", labelSet],
    ["weights trained", weights],
    ["epochs", epochs === null ? "none" : String(epochs)],
    ["share of training rows", `${Math.round(100 * trainShare)}%`],
  ];
}

const PLAIN: Readonly<Record<string, string>> = {
  "entity treatment": "none",
  encoding: "[H,T]",
  tags: "none",
  head: "soft-max",
  negatives: "as in the corpus",
  "label set": "wikipedia",
  "weights trained": "all",
  "share of training rows": "100%",
};

/** The same in one line, without what is as in the plain model. */
export function sayDiffers(run: StudyRun): string {
  const parts = listDiffers(run)
    .filter(([name, value]) => PLAIN[name] !== value && name !== "epochs")
    .map(([name, value]) =>
      name === "entity treatment" ? value : name === "weights trained" ? value : `${name} ${value}`,
    );
  return parts.length === 0 ? "plain" : parts.join("; ");
}

/** "not run", "seed 1 of 3", "seeds 1, 2, 3". */
export function saySeeds(run: StudyRun): string {
  const { seeds, planned, isTrained } = run;
  if (seeds.length === 0) return "not run";
  if (!isTrained) return "no training";
  const said = `${seeds.length === 1 ? "seed" : "seeds"} ${seeds.join(", ")}`;
  return statusOf(run) === "part" ? `${said} (of ${planned.length} planned)` : said;
}

/** Who is better than base on a set, and what it costs on the rows as written. */
export function findStudy(runs: readonly StudyRun[], set: string): string {
  const numRun = runs.filter(({ seeds }) => seeds.length > 0).length;
  if (numRun === 0) return "No run of this study has a result yet";
  const { higher, lower, numTested } = findClear(runs, set);
  const on = set === "id" ? "on the rows as written" : `on ${titleOfSet(set)}`;
  if (numTested === 0) {
    const first = runs.filter((run) => lossOf(run, set) !== null).sort((a, b) => lossOf(a, set)! - lossOf(b, set)!)[0];
    if (!first || set === "id")
      return `${countOf(numRun, "run")} of ${runs.length} with a result, none compared with base yet`;
    if (numRun === 1)
      return `${first.title} loses ${lossOf(first, set)!.toFixed(1)} points from ID to ${titleOfSet(set)}`;
    return `${first.title} loses least from ID to ${titleOfSet(set)}: ${lossOf(first, set)!.toFixed(1)} points`;
  }
  const of = `of ${countOf(numTested, "run")} compared with base`;
  const [best] = higher;
  if (!best) {
    const worse = lower.length === 0 ? "" : `, and ${lower.length} clearly worse`;
    return `None ${of} is clearly better ${on}${worse}`;
  }
  const cost = set === "id" ? "" : `; on ID ${sayDifference(differenceOf(best, "id"))}`;
  return `${higher.length} ${of} ${higher.length === 1 ? "is" : "are"} clearly better ${on}, most ${best.title}: ${sayDifference(differenceOf(best, set))}${cost}`;
}

/** What an uncorrected count of clear differences means. */
export function sayByChance({ numTested, byChance }: { numTested: number; byChance: number }): string {
  if (numTested === 0) return "";
  return `${countOf(numTested, "interval")}, not corrected for their number: about ${byChance.toFixed(1)} would be clear by chance.`;
}
