/** @file Does this backend compute what PyTorch computed? Run at start-up with the first golden case. */
import type { ModelInput } from "../model/batch";
import { disposeBatch, readLogits, readTokenVariance, startBatch, type RunningModel } from "./forward";
import type { GoldenCase } from "./modelFiles";

/** Largest allowed difference from the golden logits. */
export const SELF_TEST_TOLERANCE = 1e-3;

/** Outcome of a self-test. */
export interface SelfTestResult {
  readonly passed: boolean;
  /** Largest absolute difference of any logit or token variance; Infinity when a value is not a number. */
  readonly maxError: number;
  /** Time of the mean-mode forward pass, in ms; the first one, so it holds shader compilation. */
  readonly elapsedMs: number;
}

/** The model input stored in a golden case. */
export function readGoldenInput(golden: GoldenCase): ModelInput {
  const { inputIds, entityMask, subjectPosition, objectPosition, maskPosition, tagIds } = golden;
  return {
    inputIds,
    maskPosition,
    tagIds,
    entityPositions: entityMask.flatMap((inside, position) => (inside === 1 ? [position] : [])),
    subjectPosition,
    objectPosition,
  };
}

/**
 * The noise behind golden.json's noiseLogits: eps[e][d] = sqrt(2) sin(1 + e * D + d), e the rank of the argument
 * sub-token in the sequence, d the dimension. A formula instead of random numbers, so no file has to carry it.
 */
export function computeGoldenNoise(numEntityTokens: number, width: number): Float32Array {
  return Float32Array.from({ length: numEntityTokens * width }, (_, i) => Math.SQRT2 * Math.sin(1 + i));
}

/** Runs one golden case in mean mode and, with a bottleneck, with its noise. Rejects when the backend fails outright. */
export async function runSelfTest(running: RunningModel, golden: GoldenCase): Promise<SelfTestResult> {
  const { config } = running;
  const input = readGoldenInput(golden);
  const beta = config.entityTreatment.kind === "vib" ? config.entityTreatment.beta : 0;
  const start = performance.now();
  const batch = await startBatch(running, [input]);
  try {
    const mean = await readLogits(running, batch, [{ example: 0, noise: null }], beta);
    const elapsedMs = performance.now() - start;
    const errors = [maxDifference(mean, golden.meanLogits)];
    if (golden.noiseLogits !== undefined) {
      const noise = computeGoldenNoise(input.entityPositions.length, config.encoder.hiddenSize);
      errors.push(maxDifference(await readLogits(running, batch, [{ example: 0, noise }], beta), golden.noiseLogits));
    }
    const variance = await readTokenVariance(running, batch);
    if (variance !== null && golden.tokenVariance !== undefined) {
      errors.push(maxDifference(variance, golden.tokenVariance));
    }
    const maxError = Math.max(...errors);
    return { passed: maxError <= SELF_TEST_TOLERANCE, maxError, elapsedMs };
  } finally {
    disposeBatch(batch);
  }
}

/** max |a - b|; Infinity for different lengths and for values that are not numbers. Empty arrays differ by 0. */
export function maxDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}
