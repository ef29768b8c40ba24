/**
 * @file How far annotators agree: Krippendorff's alpha, Fleiss' and Cohen's kappa, each with a bootstrap interval over texts.
 *
 * With n_uc the annotators that gave item u the label c, m_u all that labelled it, n_c = Σ_u n_uc and n = Σ_c n_c over the
 * items with m_u >= 2:
 *
 * - Krippendorff's alpha (nominal; Krippendorff, Content Analysis, 2004, §11.3):
 *   1 − (n − 1) Σ_u Σ_c n_uc (m_u − n_uc) / (m_u − 1) / Σ_c n_c (n − n_c). Any number of annotators an item.
 *   Of one label: the same with the labels "c" and "not c".
 * - Fleiss' kappa (1971): (P − P_e) / (1 − P_e) over the items with one number m of annotators (the m that most items
 *   have, the largest of equals), P the mean over items of Σ_c n_uc (n_uc − 1) / (m (m − 1)), P_e = Σ_c (n_c / n)².
 * - Cohen's kappa (1960) of two annotators: (P − P_e) / (1 − P_e) over the items of both, P the share with equal labels,
 *   P_e = Σ_c p_1c p_2c.
 *
 * All lie in (−1, 1]: 1 full agreement, 0 what chance gives. Not defined when chance alone gives full agreement (one label).
 */
import { bootstrapMean, indexClusters, ratio, resample, summarise, type BootstrapOptions } from "./bootstrap";
import type { Rating, Ratings } from "./agreementRatings";
import type { Estimate } from "./estimate";

/** Agreement of two annotators. */
export interface PairAgreement {
  readonly annotators: readonly [first: number, second: number];
  /** Cohen's kappa; `numRows`: items of both. */
  readonly kappa: Estimate;
}

export interface AnnotatorAgreement {
  readonly annotator: number;
  readonly numItems: number;
  /** Mean over the items with others of the share of the others who gave the same label, in [0, 1]. */
  readonly agreement: Estimate;
}

export interface LabelAgreement {
  readonly label: number;
  /** Ratings with this label by each annotator. [annotators] */
  readonly counts: readonly number[];
  /** Krippendorff's alpha of this label against all others. */
  readonly alpha: Estimate;
}

export interface Agreement {
  /** Krippendorff's alpha; `numRows`: items with two annotators or more. */
  readonly alpha: Estimate;
  /** Fleiss' kappa; `numRows`: items with `numFleissAnnotators` annotators. */
  readonly fleiss: Estimate;
  /** 0 without an item that two annotators labelled. */
  readonly numFleissAnnotators: number;
  readonly pairs: readonly PairAgreement[];
  readonly byAnnotator: readonly AnnotatorAgreement[];
  readonly byLabel: readonly LabelAgreement[];
}

/** Everything above, of one corpus. Without an item of two annotators every value is missing ("noRows"). */
export function computeAgreement(ratings: Ratings, options: BootstrapOptions = {}): Agreement {
  const { annotators, labels, items, documents } = ratings;
  const shared = items.flatMap((item, i) => (item.length > 1 ? [i] : []));
  const alphas = computeAlphas(ratings, options);
  const numFleissAnnotators = findUsualSize(shared.map((i) => items[i]!.length));
  const complete = shared.filter((i) => items[i]!.length === numFleissAnnotators);
  const find = (item: readonly Rating[], annotator: number) => item.find((one) => one.annotator === annotator);
  const pairs = annotators.flatMap((_, first) =>
    annotators.slice(first + 1).map((__, offset): PairAgreement => {
      const second = first + 1 + offset;
      const both = shared.filter((i) => find(items[i]!, first) && find(items[i]!, second));
      const labelsOf = (annotator: number) => both.map((i) => find(items[i]!, annotator)!.label);
      const keys = both.map((i) => documents[i]!);
      return {
        annotators: [first, second],
        kappa: computeCohenKappa(labelsOf(first), labelsOf(second), labels.length, keys, options),
      };
    }),
  );
  const byAnnotator = annotators.map((_, annotator): AnnotatorAgreement => {
    const own = items.flatMap((item, i) => (find(item, annotator) ? [i] : []));
    const withOthers = own.filter((i) => items[i]!.length > 1);
    const shares = withOthers.map((i) => {
      const { label } = find(items[i]!, annotator)!;
      return (items[i]!.filter((one) => one.label === label).length - 1) / (items[i]!.length - 1);
    });
    const keys = withOthers.map((i) => documents[i]!);
    return { annotator, numItems: own.length, agreement: bootstrapMean(shares, keys, options) };
  });
  const counts = labels.map(() => new Array<number>(annotators.length).fill(0));
  for (const item of items) for (const { annotator, label } of item) counts[label]![annotator]!++;
  return {
    alpha: alphas[0]!,
    fleiss: computeFleissKappa(ratings, complete, numFleissAnnotators, options),
    numFleissAnnotators,
    pairs,
    byAnnotator,
    byLabel: labels.map((_, label) => ({ label, counts: counts[label]!, alpha: alphas[1 + label]! })),
  };
}

/** The size that occurs most often, the largest of equals; 0 for none. */
function findUsualSize(sizes: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  return [...counts].reduce(
    ([best, most], [size, count]) => (count > most || (count === most && size > best) ? [size, count] : [best, most]),
    [0, 0],
  )[0]!;
}

/** n_uc of an item as [label, n_uc] pairs. */
function countLabels(item: readonly Rating[]): [label: number, count: number][] {
  const counts = new Map<number, number>();
  for (const { label } of item) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts];
}

/** Krippendorff's alpha of all labels, then of each against the others. [1 + labels] */
export function computeAlphas({ items, labels, documents }: Ratings, options: BootstrapOptions = {}): Estimate[] {
  const shared = items.flatMap((item, i) => (item.length > 1 ? [i] : []));
  const clusters = indexClusters(shared.map((i) => documents[i]!));
  const units = shared.map((i) => ({ size: items[i]!.length, counts: countLabels(items[i]!) }));
  const [totals, split] = [new Float64Array(labels.length), new Float64Array(labels.length)];
  const statistic = (weights: Int32Array, out: Float64Array) => {
    totals.fill(0);
    split.fill(0);
    units.forEach(({ size, counts }, u) => {
      const weight = weights[clusters.index[u]!]!;
      if (weight === 0) return;
      for (const [label, count] of counts) {
        totals[label]! += weight * count;
        split[label]! += (weight * count * (size - count)) / (size - 1);
      }
    });
    const n = totals.reduce((sum, total) => sum + total, 0);
    let [observed, expected] = [0, 0];
    for (let c = 0; c < labels.length; c++) {
      const chance = totals[c]! * (n - totals[c]!);
      out[1 + c] = 1 - (n - 1) * ratio(split[c]!, chance);
      observed += split[c]!;
      expected += chance;
    }
    out[0] = 1 - (n - 1) * ratio(observed, expected);
  };
  return resample(clusters, 1 + labels.length, statistic, options).map((one) => summarise(one, options));
}

/** Fleiss' kappa of the items `complete`, each with `size` ratings. */
function computeFleissKappa(
  { items, labels, documents }: Ratings,
  complete: readonly number[],
  size: number,
  options: BootstrapOptions,
): Estimate {
  const clusters = indexClusters(complete.map((i) => documents[i]!));
  const units = complete.map((i) => countLabels(items[i]!));
  const totals = new Float64Array(labels.length);
  const statistic = (weights: Int32Array, out: Float64Array) => {
    totals.fill(0);
    let [numItems, observed] = [0, 0];
    units.forEach((counts, u) => {
      const weight = weights[clusters.index[u]!]!;
      numItems += weight;
      for (const [label, count] of counts) {
        totals[label]! += weight * count;
        observed += (weight * count * (count - 1)) / (size * (size - 1));
      }
    });
    const expected = totals.reduce((sum, total) => sum + (total / (numItems * size)) ** 2, 0);
    out[0] = correctForChance(observed / numItems, expected);
  };
  return summarise(resample(clusters, 1, statistic, options)[0]!, options);
}

/**
 * Cohen's kappa of two annotators' labels (class ids below `numLabels`) of the same items, resampled by `documents`. Throws
 * for lists of different lengths.
 */
export function computeCohenKappa(
  first: readonly number[],
  second: readonly number[],
  numLabels: number,
  documents: readonly string[],
  options: BootstrapOptions = {},
): Estimate {
  if (first.length !== second.length) {
    throw new Error(`computeCohenKappa: expected as many labels of both, got ${first.length} and ${second.length}.`);
  }
  const clusters = indexClusters(documents, first.length);
  const [ofFirst, ofSecond] = [new Float64Array(numLabels), new Float64Array(numLabels)];
  const statistic = (weights: Int32Array, out: Float64Array) => {
    ofFirst.fill(0);
    ofSecond.fill(0);
    let [n, same] = [0, 0];
    first.forEach((label, i) => {
      const weight = weights[clusters.index[i]!]!;
      n += weight;
      ofFirst[label]! += weight;
      ofSecond[second[i]!]! += weight;
      if (second[i] === label) same += weight;
    });
    const expected = ofFirst.reduce((sum, count, c) => sum + (count / n) * (ofSecond[c]! / n), 0);
    out[0] = correctForChance(same / n, expected);
  };
  return summarise(resample(clusters, 1, statistic, options)[0]!, options);
}

/** (observed − expected) / (1 − expected); NaN when chance alone agrees fully, or there is nothing. */
function correctForChance(observed: number, expected: number): number {
  const room = 1 - expected;
  return room > 1e-12 ? (observed - expected) / room : NaN;
}
