/** @file The input every engine is timed on. */

/** N sequences of L tokens, row after row, with no padding. */
export interface Batch {
  readonly numRows: number;
  readonly numTokens: number;
  /** [N * L] */
  readonly inputIds: Int32Array;
  /** 1 on the subject's and object's sub-tokens. [N * L] */
  readonly entityMask: Float32Array;
  /** Position of the opening subject marker in its row. [N] */
  readonly subjectPositions: Int32Array;
  /** Position of the opening object marker in its row. [N] */
  readonly objectPositions: Int32Array;
}

/** Sub-tokens of each argument. */
const MENTION_LENGTH = 3;

/**
 * A batch of pseudo-random token ids, equal on every run. The subject's opening marker stands at a quarter of the
 * sequence, the object's at a half; each is followed by three argument sub-tokens. What the ids mean does not matter
 * for time, and every engine gets the same ones.
 */
export function makeBatch(numRows: number, numTokens: number, vocabSize: number): Batch {
  const inputIds = new Int32Array(numRows * numTokens);
  const entityMask = new Float32Array(numRows * numTokens);
  const subject = Math.floor(numTokens / 4);
  const object = Math.floor(numTokens / 2);
  let state = 12345;
  for (let row = 0; row < numRows; row++) {
    for (let token = 0; token < numTokens; token++) {
      // Numerical Recipes' linear congruential generator; the high bits are the good ones.
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      inputIds[row * numTokens + token] = Math.floor((state / 2 ** 32) * vocabSize);
      const isMention = [subject, object].some((marker) => token > marker && token <= marker + MENTION_LENGTH);
      entityMask[row * numTokens + token] = isMention ? 1 : 0;
    }
  }
  const filled = (position: number) => new Int32Array(numRows).fill(position);
  return {
    numRows,
    numTokens,
    inputIds,
    entityMask,
    subjectPositions: filled(subject),
    objectPositions: filled(object),
  };
}

/** One engine with one model on one backend. */
export interface Engine {
  /** Adapter or renderer where the browser names it; else the kind of processor used. */
  readonly device: string;
  /** Package and version, of what is not our own. */
  readonly version?: string;
  /** Logits in mean mode. [N * R] */
  forward(batch: Batch): Promise<Float32Array>;
  dispose(): Promise<void>;
}
