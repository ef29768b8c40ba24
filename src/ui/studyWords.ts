/** @file The words of the Models view: what a run is called, what it differs in, and what its numbers say. */
import { t, msg, type MessageId } from "../messages/translate";
import { formatFixed } from "../messages/formatNumber";
import { joinWords } from "../messages/joinWords";
import { differenceOf, findClear, lossOf, statusOf, titleOfSet } from "../analysis/studyRows";
import type { Estimate } from "../analysis/estimate";
import type { StudyRun } from "../data/studyResults";
import { formatDifference } from "./corpusFindings";

export const METRIC_NAMES: Readonly<Record<string, MessageId>> = {
  microF1: msg("micro-F1"),
  macroF1: msg("macro-F1"),
  officialMacroF1: msg("official macro-F1"),
  accuracy: msg("accuracy"),
};

export function nameMetric(metric: string): string {
  const name = METRIC_NAMES[metric];
  return name === undefined ? metric : t(name);
}

/** "−0.5 [−1.6, +0.5]": a difference in points, with its interval where there is one. */
export function sayDifference({ value, interval }: Estimate): string {
  if (value === null) return "–";
  const said = formatDifference(value, 1);
  return interval
    ? `${said} [${formatDifference(interval.low, 1)}, ${formatDifference(interval.high, 1)}]`
    : t("{value} ({why})", { value: said, why: t("no interval") });
}

/** "83.6 [81.6, 85.5]". */
export function sayScore({ value, interval }: Estimate): string {
  if (value === null) return "–";
  return interval
    ? `${formatFixed(value, 1)} [${formatFixed(interval.low, 1)}, ${formatFixed(interval.high, 1)}]`
    : formatFixed(value, 1);
}

/** An alpha as it is read: "2·10⁻⁴", or "adaptive". */
export function formatAlpha(alpha: number | string): string {
  if (typeof alpha === "string" || alpha === 0) return String(alpha);
  const [digits, power] = alpha.toExponential().split("e");
  const raised = [...power!.replace("+", "")].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]));
  return `${digits}·10${raised.join("")}`;
}

/** What a run differs in from the plain model, part by part; in English, as files have it. */
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

const DIFFER_NAMES: Readonly<Record<string, MessageId>> = {
  "entity treatment": msg("entity treatment"),
  encoding: msg("encoding"),
  tags: msg("tags"),
  head: msg("head"),
  negatives: msg("negatives"),
  "blend β": msg("blend β"),
  "weight α": msg("weight α"),
  "label set": msg("label set"),
  "weights trained": msg("weights trained"),
  epochs: msg("epochs"),
  "share of training rows": msg("share of training rows"),
};
const DIFFER_VALUES: Readonly<Record<string, MessageId>> = {
  none: msg("none"),
  all: msg("all"),
  adaptive: msg("adaptive"),
  "as in the corpus": msg("as in the corpus"),
};

/** A part that runs differ in, on the page. */
export function sayDifferName(name: string): string {
  const known = DIFFER_NAMES[name];
  return known === undefined ? name : t(known);
}

/** What stands there; names of settings as the study writes them. */
export function sayDifferValue(value: string): string {
  const known = DIFFER_VALUES[value];
  return known === undefined ? value : t(known);
}

const listOdd = (run: StudyRun) =>
  listDiffers(run).filter(([name, value]) => PLAIN[name] !== value && name !== "epochs");

/** The same in one line, without what is as in the plain model; in English, as files have it. */
export function sayDiffersInFile(run: StudyRun): string {
  const parts = listOdd(run).map(([name, value]) =>
    name === "entity treatment" || name === "weights trained" ? value : `${name} ${value}`,
  );
  return parts.length === 0 ? "plain" : parts.join("; ");
}

/** The same on the page, without what is as in the plain model. */
export function sayDiffers(run: StudyRun): string {
  const parts = listOdd(run).map(([name, value]) =>
    name === "entity treatment" || name === "weights trained"
      ? sayDifferValue(value)
      : t("{name} {value}", { name: sayDifferName(name), value: sayDifferValue(value) }),
  );
  return parts.length === 0 ? t("plain") : parts.reduce((left, right) => t("{left}; {right}", { left, right }));
}

/** "not run", "seed 1 of 3", "seeds 1, 2, 3". */
export function saySeeds(run: StudyRun): string {
  const { seeds, planned, isTrained } = run;
  if (seeds.length === 0) return t("not run");
  if (!isTrained) return t("no training");
  const said = t("{n, plural, one {seed} other {seeds}} {seeds}", {
    n: seeds.length,
    seeds: joinWords(seeds.map(String)),
  });
  return statusOf(run) === "part" ? t("{said} (of {n} planned)", { said, n: planned.length }) : said;
}

/** Who is better than base on a set, and what it costs on the rows as written. */
export function findStudy(runs: readonly StudyRun[], set: string): string {
  const numRun = runs.filter(({ seeds }) => seeds.length > 0).length;
  if (numRun === 0) return t("No run of this study has a result yet");
  const { higher, lower, numTested } = findClear(runs, set);
  const on = set === "id" ? t("on the rows as written") : t("on {set}", { set: titleOfSet(set) });
  if (numTested === 0) {
    const first = runs.filter((run) => lossOf(run, set) !== null).sort((a, b) => lossOf(a, set)! - lossOf(b, set)!)[0];
    if (!first || set === "id") {
      return t("{n, plural, one {# run} other {# runs}} of {all} with a result, none compared with base yet", {
        n: numRun,
        all: runs.length,
      });
    }
    const values = { title: first.title, points: formatFixed(lossOf(first, set)!, 1), set: titleOfSet(set) };
    return numRun === 1
      ? t("{title} loses {points} points from ID to {set}", values)
      : t("{title} loses least from ID to {set}: {points} points", values);
  }
  const [best] = higher;
  if (!best) {
    const values = { n: numTested, on, worse: lower.length };
    return lower.length === 0
      ? t("None of {n, plural, one {# run} other {# runs}} compared with base is clearly better {on}", values)
      : t(
          "None of {n, plural, one {# run} other {# runs}} compared with base is clearly better {on}, and {worse} clearly worse",
          values,
        );
  }
  const said = t(
    "{better, plural, one {# of {n, plural, one {# run} other {# runs}} compared with base is} other {# of {n, plural, one {# run} other {# runs}} compared with base are}} clearly better {on}, most {title}: {difference}",
    {
      better: higher.length,
      n: numTested,
      on,
      title: best.title,
      difference: sayDifference(differenceOf(best, set)),
    },
  );
  return set === "id"
    ? said
    : t("{said}; on ID {difference}", { said, difference: sayDifference(differenceOf(best, "id")) });
}

/** What an uncorrected count of clear differences means. */
export function sayByChance({ numTested, byChance }: { numTested: number; byChance: number }): string {
  if (numTested === 0) return "";
  return t(
    "{n, plural, one {# interval} other {# intervals}}, not corrected for their number: about {chance} would be clear by chance.",
    { n: numTested, chance: formatFixed(byChance, 1) },
  );
}
