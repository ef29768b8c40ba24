/** @file From examples to groups that fit one forward pass, and the noise of their draws. */
import type { Example } from "../data/example";
import { createRandom, createStandardNormals } from "../math/random";
import type { ModelInput } from "../model/batch";
import { encodeExample, type EncodedExample } from "../tokenizer/markers";
import type { Tokenizer } from "../tokenizer/wordPiece";
import type { RunningModel } from "./forward";
import { countPassRows } from "./passShape";

/** Most draws of one prediction. */
export const MAX_DRAWS = 64;

/** A model that can read examples. */
export interface Reader {
  readonly running: RunningModel;
  readonly tokenizer: Tokenizer;
}

/** How long work lets others in. Both are absent where nobody waits. */
export interface Pace {
  /** Stops the work between two forward passes. */
  readonly signal?: AbortSignal | undefined;
  /** Called between forward passes and between encodings; the work goes on when it resolves. */
  readonly letOthersIn?: (() => Promise<void>) | undefined;
}

/** An example to read, with K draws. */
export interface Question {
  readonly example: Example;
  readonly draws: number;
}

/** An encoded question with its place in the caller's list. */
export interface Asked extends Question {
  readonly place: number;
  readonly encoded: EncodedExample;
}

/** What goes through the network once: an input, with all that ask for it. */
export interface Item {
  readonly input: ModelInput;
  /** At least one. */
  readonly asked: readonly Asked[];
  /** The largest K asked for: the first draws are the same for any K. */
  readonly numDraws: number;
}

/**
 * Encodes questions, joins those whose input is the same to the last token, and puts those of similar length together.
 * Groups hold at least one item, come from short to long, and are one forward pass each, draws included, unless a single
 * item is more than that. `onError` hears of each example that cannot be read.
 */
export async function groupExamples(
  { running, tokenizer }: Reader,
  questions: readonly Question[],
  { signal, letOthersIn }: Pace,
  onError: (place: number, error: Error) => void,
): Promise<Item[][]> {
  const items = new Map<string, { readonly input: ModelInput; readonly asked: Asked[] }>();
  for (const [place, question] of questions.entries()) {
    await letOthersIn?.();
    signal?.throwIfAborted();
    try {
      const encoded = encodeExample(tokenizer, question.example, running.config.input);
      const input = toModelInput(encoded);
      const key = describeInput(input);
      const asked = { ...question, place, encoded };
      const known = items.get(key);
      if (known === undefined) items.set(key, { input, asked: [asked] });
      else known.asked.push(asked);
    } catch (error) {
      onError(place, error instanceof Error ? error : new Error(String(error)));
    }
  }
  const list = Array.from(items.values(), ({ input, asked }): Item => {
    return { input, asked, numDraws: Math.max(...asked.map(({ draws }) => draws)) };
  });
  return splitIntoPasses(running, list);
}

function splitIntoPasses(running: RunningModel, items: readonly Item[]): Item[][] {
  const groups: Item[][] = [];
  let numRows = 0;
  for (const item of [...items].sort((a, b) => a.input.inputIds.length - b.input.inputIds.length)) {
    numRows += 1 + item.numDraws;
    const group = groups.at(-1);
    if (group !== undefined && numRows <= countPassRows(running, item.input.inputIds.length)) {
      group.push(item);
      continue;
    }
    groups.push([item]);
    numRows = 1 + item.numDraws;
  }
  return groups;
}

/** What the network needs of an encoded example. */
export function toModelInput(encoded: EncodedExample): ModelInput {
  const { inputIds, entityMask, subjectPosition, objectPosition, maskPosition, tagIds } = encoded;
  const entityPositions = Array.from(entityMask.keys()).filter((position) => entityMask[position] === 1);
  return { inputIds, entityPositions, subjectPosition, objectPosition, maskPosition, tagIds };
}

/** Equal for inputs that are the same to the network. */
function describeInput({ inputIds, entityPositions, subjectPosition, objectPosition, tagIds = [] }: ModelInput) {
  // Where the prompt's mask stands follows from the tokens.
  const lists = [inputIds, entityPositions, [subjectPosition, objectPosition], tagIds];
  return lists.map((list) => Array.prototype.join.call(list)).join(";");
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

/** Lets newer messages in, then stops if the work is no longer wanted. With no pace given, nobody can stop it. */
export async function giveWay({ signal, letOthersIn }: Pace): Promise<void> {
  if (letOthersIn !== undefined) await letOthersIn();
  else if (signal !== undefined) await new Promise((resolve) => setTimeout(resolve, 0));
  signal?.throwIfAborted();
}
