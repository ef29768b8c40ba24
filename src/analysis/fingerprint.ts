/**
 * @file The four probes of one sentence: does the answer come from the text or from the names?
 *
 * `full`: the sentence as it is; `masked`: both entities replaced by the mask token; `entitiesOnly`: the context taken
 * away; `swapped`: other names of the same types, averaged. (Masked and entities-only probes: Peng et al. 2020.)
 */
import { argMax } from "../math/statistics";

export const PROBES = ["full", "masked", "entitiesOnly", "swapped"] as const;
export type Probe = (typeof PROBES)[number];

/** What the answer rests on. */
export type FingerprintVerdict = "text" | "names" | "mixed" | "cannotTell";

/**
 * Why.
 * - text: `survivesNewNames`; names: `survivesWithoutText`;
 * - mixed: `eitherSuffices` (text alone and names alone both give it), `needsBoth` (neither does), `probesDisagree`
 *   (masked and swapped say different things about the text);
 * - cannotTell: `noRelation` (the answer is the negative class, which is also what a model says when evidence is taken
 *   away, so keeping it proves nothing), `unsure` (the full sentence's answer is below the minimum probability),
 *   `missingProbe` (full, entitiesOnly, or both text probes are absent or hold NaN).
 */
export type FingerprintReason =
  | "survivesNewNames"
  | "survivesWithoutText"
  | "eitherSuffices"
  | "needsBoth"
  | "probesDisagree"
  | "noRelation"
  | "unsure"
  | "missingProbe";

/** What one probe gives. Class ids index the labels. */
export interface ProbeResult {
  readonly probe: Probe;
  /** Probability of the full sentence's answer under this probe, in [0, 1]. */
  readonly probability: number;
  /** The probe's own answer. */
  readonly topLabel: number;
  readonly topProbability: number;
  /** Whether it keeps the answer: same top label, with at least `keepShare` of the full probability. */
  readonly isKept: boolean;
}

/** Everything the plain sentence needs, as data. */
export interface Fingerprint {
  readonly verdict: FingerprintVerdict;
  readonly reason: FingerprintReason;
  /** Class id of the full sentence's answer; -1 without a usable full probe. */
  readonly label: number;
  /** Usable probes, in the order of PROBES. */
  readonly probes: readonly ProbeResult[];
  /** The probe to quote: "with the context removed it still says ..., 91%"; null when there is nothing to quote. */
  readonly decisive: ProbeResult | null;
  /** Swapped versions averaged. */
  readonly numSwaps: number;
  /** Share of the swapped versions, one by one, with the same answer, in [0, 1]; null without swaps. */
  readonly swapKeepRate: number | null;
}

/** Probabilities over all labels under each probe. [R] */
export interface ProbeProbabilities {
  readonly full: ArrayLike<number>;
  readonly masked?: ArrayLike<number> | null;
  readonly entitiesOnly?: ArrayLike<number> | null;
  /** One vector per swapped version; their mean is the probe. */
  readonly swapped?: readonly ArrayLike<number>[];
}

export interface FingerprintOptions {
  /** Class id of "no relation"; -1 for none. */
  readonly negative: number;
  /** Share of the full probability that a probe must keep, in [0, 1]. Default 0.5. */
  readonly keepShare?: number;
  /** The full sentence's answer must have at least this probability, in [0, 1]. Default 0.5. */
  readonly minimumProbability?: number;
}

const isUsable = (probabilities: ArrayLike<number> | null | undefined, length: number) =>
  !!probabilities && probabilities.length === length && Array.from(probabilities).every((p) => p >= 0 && p <= 1.001);

/**
 * Decides by this rule. y = top label of `full`. A probe keeps the answer if its top label is y, with at least
 * `keepShare` of y's full probability. The text probes are `masked` and `swapped`, those that are there.
 *
 * | text probes that keep y | entitiesOnly keeps y | verdict |
 * |---|---|---|
 * | all | no | text (survivesNewNames) |
 * | none | yes | names (survivesWithoutText) |
 * | all | yes | mixed (eitherSuffices) |
 * | none | no | mixed (needsBoth) |
 * | some | either | mixed (probesDisagree) |
 *
 * Before it, "cannotTell" as listed at FingerprintReason. It describes this model on this sentence, not the sentence.
 */
export function computeFingerprint(input: ProbeProbabilities, options: FingerprintOptions): Fingerprint {
  const { negative, keepShare = 0.5, minimumProbability = 0.5 } = options;
  const length = input.full.length;
  const swaps = (input.swapped ?? []).filter((probabilities) => isUsable(probabilities, length));
  const hasFull = length > 0 && isUsable(input.full, length);
  const label = hasFull ? argMax(input.full) : -1;
  const vectors: Record<Probe, ArrayLike<number> | null | undefined> = {
    full: input.full,
    masked: input.masked,
    entitiesOnly: input.entitiesOnly,
    swapped: swaps.length > 0 ? computeMeanVector(swaps) : null,
  };
  const results = new Map<Probe, ProbeResult>();
  for (const probe of hasFull ? PROBES : []) {
    const vector = vectors[probe];
    if (!vector || !isUsable(vector, length)) continue;
    const topLabel = argMax(vector);
    const probability = vector[label]!;
    const isKept = topLabel === label && probability >= keepShare * input.full[label]!;
    results.set(probe, { probe, probability, topLabel, topProbability: vector[topLabel]!, isKept });
  }
  const numKept = swaps.filter((probabilities) => argMax(probabilities) === label).length;
  const common = {
    label,
    probes: [...results.values()],
    numSwaps: swaps.length,
    swapKeepRate: hasFull && swaps.length > 0 ? numKept / swaps.length : null,
  };
  const [full, masked, names, swapped] = PROBES.map((probe) => results.get(probe));
  const give = (verdict: FingerprintVerdict, reason: FingerprintReason, decisive: ProbeResult | undefined) => ({
    ...common,
    verdict,
    reason,
    decisive: decisive ?? null,
  });
  const textProbes = [masked, swapped].filter((result) => result !== undefined);
  if (!full || !names || textProbes.length === 0) return give("cannotTell", "missingProbe", full);
  if (label === negative) return give("cannotTell", "noRelation", full);
  if (full.probability < minimumProbability) return give("cannotTell", "unsure", full);
  const numTextKept = textProbes.filter(({ isKept }) => isKept).length;
  if (numTextKept > 0 && numTextKept < textProbes.length) return give("mixed", "probesDisagree", swapped);
  if (numTextKept > 0) {
    return names.isKept ? give("mixed", "eitherSuffices", names) : give("text", "survivesNewNames", textProbes[0]);
  }
  return names.isKept ? give("names", "survivesWithoutText", names) : give("mixed", "needsBoth", textProbes[0]);
}

/** Mean of vectors of one length, entry by entry; empty for none. */
export function computeMeanVector(vectors: readonly ArrayLike<number>[]): Float64Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (let i = 0; i < sum.length; i++) sum[i]! += vector[i]!;
  return sum.map((value) => value / vectors.length);
}
