/** @file What was found in a text, and what span errors do to bias readings, as one sentence each. */
import { formatFixed } from "../messages/formatNumber";
import { t } from "../messages/translate";
import { computeWilsonInterval } from "../analysis/flips";
import type { Candidate, WorkedSentence } from "../analysis/foundCandidates";
import type { FindRun } from "../state/findSlice";
import type { ModelBias } from "../state/findBias";
import { formatLabel, formatPercent, formatVariance } from "./numbers";

/** The heading of the panel: the question, or the counts of what stands above the thresholds. */
export function findCounts(
  run: Pick<FindRun, "status">,
  shown: readonly WorkedSentence[],
  candidates: readonly Candidate[],
): string {
  if (shown.length === 0) return t("Which names and relations stand in a text?");
  const numEntities = shown.reduce((sum, { entities }) => sum + entities.length, 0);
  const values = { entities: numEntities, pairs: candidates.length, n: shown.length };
  if (numEntities === 0 && run.status === "done") {
    return t("No entity stands above the threshold in {n, plural, one {# sentence} other {# sentences}}", {
      n: shown.length,
    });
  }
  return t(
    "{entities, plural, one {# entity} other {# entities}} and {pairs, plural, one {# related pair} other {# related pairs}} in {n, plural, one {# sentence} other {# sentences}}",
    values,
  );
}

/** "σ² 0.21 and 0.33; 3 of 8 other names change the answer (38%, 14% to 69%)". */
export function sayBias({ model, variance, flips, probability }: ModelBias): string {
  const label = formatLabel(model.labels[flips.label] ?? "");
  const parts = [t("answer {label}, {probability}", { label, probability: formatFixed(probability, 2) })];
  if (variance.subject !== null && variance.object !== null) {
    const [subject, object] = [formatVariance(variance.subject), formatVariance(variance.object)];
    parts.push(t("σ² {subject} (subject), {object} (object)", { subject, object }));
  }
  parts.push(sayFlips(flips));
  return parts.join("; ");
}

/** "3 of 8 other names change the answer (38%, 14% to 69%)"; without names it says so. */
export function sayFlips({ numFlips, numSwaps, rate, interval }: ModelBias["flips"]): string {
  if (rate === null || interval === null) return t("no other names of these types");
  return t("{k} of {n} other names change the answer ({rate}, 95% interval {low} to {high})", {
    k: numFlips,
    n: numSwaps,
    rate: formatPercent(rate),
    low: formatPercent(interval.low),
    high: formatPercent(interval.high),
  });
}

/** What setting the span right changed in one model's reading. */
export function findSpanEffect(asFound: ModelBias, corrected: ModelBias): string {
  const label = (bias: ModelBias) => formatLabel(bias.model.labels[bias.flips.label] ?? "");
  const parts = [
    label(asFound) === label(corrected)
      ? t("the answer stays {label}", { label: label(corrected) })
      : t("the answer goes from {before} to {after}", { before: label(asFound), after: label(corrected) }),
  ];
  const [before, after] = [meanVarianceOf(asFound), meanVarianceOf(corrected)];
  if (before !== null && after !== null) {
    parts.push(
      t("mean σ² of both goes from {before} to {after}", {
        before: formatVariance(before),
        after: formatVariance(after),
      }),
    );
  }
  if (asFound.flips.rate !== null && corrected.flips.rate !== null) {
    const rateOf = ({ flips: { numFlips, numSwaps } }: ModelBias) => `${numFlips}/${numSwaps}`;
    const [rate, rateAfter] = [rateOf(asFound), rateOf(corrected)];
    parts.push(
      rate === rateAfter
        ? t("the flip rate stays {rate}", { rate })
        : t("the flip rate goes from {before} to {after}", { before: rate, after: rateAfter }),
    );
    const [a, b] = [asFound.flips.interval!, corrected.flips.interval!];
    if (rate !== rateAfter && a.low <= b.high && b.low <= a.high)
      parts.push(t("with so few names no clear difference"));
  }
  return parts.join("; ");
}

/** Readings of one pair by one model, with the spans as they were found and as they stand now. */
export interface SpanReadings {
  readonly asFound: ModelBias;
  readonly corrected: ModelBias;
}

/** What setting spans right changed over all pairs that one model has read both ways; "" for none. */
export function findSpanEffects(name: string, pairs: readonly SpanReadings[]): string {
  const changed = pairs.filter(({ asFound, corrected }) => asFound.flips.label !== corrected.flips.label).length;
  const interval = computeWilsonInterval(changed, pairs.length);
  if (interval === null) return "";
  const parts = [
    t(
      "{name}: with corrected spans {k} of {n, plural, one {# answer} other {# answers}} change ({rate}, 95% interval {low} to {high})",
      {
        name,
        k: changed,
        n: pairs.length,
        rate: formatPercent(changed / pairs.length),
        low: formatPercent(interval.low),
        high: formatPercent(interval.high),
      },
    ),
  ];
  const moves = pairs.flatMap(({ asFound, corrected }) => {
    const [before, after] = [meanVarianceOf(asFound), meanVarianceOf(corrected)];
    return before === null || after === null ? [] : [after - before];
  });
  if (moves.length > 0) {
    parts.push(
      t("σ² moves by {mean} on average ({low} to {high} over the pairs)", {
        mean: formatSigned(moves.reduce((sum, move) => sum + move, 0) / moves.length),
        low: formatSigned(Math.min(...moves)),
        high: formatSigned(Math.max(...moves)),
      }),
    );
  }
  const count = (which: keyof SpanReadings) => {
    const flips = pairs.map((pair) => pair[which].flips);
    const sum = (key: "numFlips" | "numSwaps") => flips.reduce((total, one) => total + one[key], 0);
    return `${sum("numFlips")}/${sum("numSwaps")}`;
  };
  parts.push(
    t("other names change {before} answers with the spans as found, {after} with the corrected ones", {
      before: count("asFound"),
      after: count("corrected"),
    }),
  );
  return `${parts.join("; ")}.`;
}

function meanVarianceOf({ variance: { subject, object } }: ModelBias): number | null {
  return subject === null || object === null ? null : (subject + object) / 2;
}

const formatSigned = (value: number) => `${value < 0 ? "−" : "+"}${formatFixed(Math.abs(value), 2)}`;
