/** @file From examples to groups that fit one forward pass, and the noise of their draws. */
import type { Example } from "../data/example";
import { createRandom, createStandardNormals } from "../math/random";
import type { ModelInput } from "../model/batch";
import { encodeExample, type EncodedExample } from "../tokenizer/markers";
import type { Tokenizer } from "../tokenizer/wordPiece";
import type { RunningModel } from "./forward";

/** Most draws of one prediction. */
export const MAX_DRAWS = 64;

/** Tokens of one forward pass: large enough to keep a backend busy, small enough to stop soon after an abort. */
export const CHUNK_TOKENS = { webgpu: 4096, webgl: 2048, wasm: 512, cpu: 256 } as const;

/** A model that can read examples. */
export interface Reader {
  readonly running: RunningModel;
  readonly tokenizer: Tokenizer;
}

/** An encoded example with its place in the caller's list. */
export interface Item {
  readonly place: number;
  readonly example: Example;
  readonly encoded: EncodedExample;
  readonly input: ModelInput;
}

/**
 * Encodes examples and puts those of similar length together. Groups hold at least one item, their padded tokens fit
 * the backend's budget, and they come from short to long. `onError` hears of each example that cannot be read.
 */
export function groupExamples(
  { running, tokenizer }: Reader,
  examples: readonly Example[],
  onError: (place: number, error: Error) => void,
): Item[][] {
  const items = examples.flatMap((example, place): Item[] => {
    try {
      const encoded = encodeExample(tokenizer, example, running.config.input);
      return [{ place, example, encoded, input: toModelInput(encoded) }];
    } catch (error) {
      onError(place, error instanceof Error ? error : new Error(String(error)));
      return [];
    }
  });
  const groups: Item[][] = [];
  let group: Item[] = [];
  for (const item of items.sort((a, b) => a.input.inputIds.length - b.input.inputIds.length)) {
    if (group.length > 0 && (group.length + 1) * item.input.inputIds.length > CHUNK_TOKENS[running.backend]) {
      groups.push(group);
      group = [];
    }
    group.push(item);
  }
  return group.length > 0 ? [...groups, group] : groups;
}

/** What the network needs of an encoded example. */
export function toModelInput(encoded: EncodedExample): ModelInput {
  const { inputIds, entityMask, subjectPosition, objectPosition, maskPosition, tagIds } = encoded;
  const entityPositions = Array.from(entityMask.keys()).filter((position) => entityMask[position] === 1);
  return { inputIds, entityPositions, subjectPosition, objectPosition, maskPosition, tagIds };
}

/** Throws unless `draws` is a whole number from 0 to MAX_DRAWS. */
export function checkDraws(draws: number): void {
  if (!Number.isInteger(draws) || draws < 0 || draws > MAX_DRAWS) {
    throw new Error(`predict: expected a whole number of draws from 0 to ${MAX_DRAWS}, got ${draws}.`);
  }
}

/**
 * eps of each draw: standard normal numbers, argument sub-token after sub-token in the order of the sequence,
 * [tokens * width] each. Draw k is the same whatever the number of draws, and the same for a prediction and a posterior.
 */
export function createDrawNoise(numTokens: number, width: number, numDraws: number, seed: number): Float32Array[] {
  const size = numTokens * width;
  const noise = numDraws === 0 ? null : createStandardNormals(createRandom(seed), numDraws * size);
  return Array.from({ length: numDraws }, (_, k) => noise!.subarray(k * size, (k + 1) * size));
}

/** Lets newer messages in, then stops if the work is no longer wanted. Without a signal nobody can stop it. */
export async function giveWay(signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return;
  await new Promise((resolve) => setTimeout(resolve, 0));
  signal.throwIfAborted();
}
