/** @file Sentences of a text -> their entities and relations, with offsets of the text. */
import type { CharSpan } from "../data/example";
import type { JointConfig } from "../model/jointConfig";
import type { Stretch } from "../model/spans";
import { joinWords, readWords, type TextWord } from "../tokenizer/words";
import type { Tokenizer } from "../tokenizer/wordPiece";
import { findInTexts, type Floors, type FoundInText } from "./findInTexts";
import { giveWay } from "./groupExamples";
import type { RunningJoint } from "./jointForward";
import { listWindows, mergeWindows } from "./textWindows";
import type { ExtractedSentence, ExtractOptions } from "./types";

/** What is kept of the scores when nothing else is asked for. */
const DEFAULT_FLOOR = 0.05;

/**
 * Word pieces of one forward pass. Smaller than for marked pairs (PASS_TOKENS): every span of every text is scored beside
 * it, and sentences are to appear one after another.
 */
const PASS_PIECES = { webgpu: 2048, webgl: 1024, wasm: 256, cpu: 256 } as const;

/** A model that can read text. */
export interface TextReader {
  readonly running: RunningJoint;
  readonly tokenizer: Tokenizer;
}

/** A window of a sentence's words. */
interface Item {
  /** Place of the sentence. */
  readonly sentence: number;
  /** Place among the sentence's windows. */
  readonly rank: number;
  readonly input: { readonly inputIds: number[]; readonly edges: number[] };
}

/**
 * Reads sentences of a text, those of similar length together.
 * @param sentences their places in `text`
 * @param signal checked before every forward pass, after giving waiting messages a chance to arrive
 * @returns one entry for each sentence, in order
 * @throws Error on floors out of range, on abort, and when the device is lost (DeviceLostError)
 */
export async function readSentences(
  { running, tokenizer }: TextReader,
  text: string,
  sentences: readonly CharSpan[],
  options: ExtractOptions,
  signal?: AbortSignal,
): Promise<ExtractedSentence[]> {
  const floors = readFloors(options);
  const { config } = running;
  const words = sentences.map((span) => readFittingWords(tokenizer, text, span, config));
  const windows = words.map((list) =>
    listWindows(
      list.map(({ ids }) => ids.length),
      config.input.maxTokens - 2,
    ),
  );
  const items = windows.flatMap((list, sentence) =>
    list.map(([from, to], rank): Item => {
      return { sentence, rank, input: joinWords(tokenizer, words[sentence]!.slice(from, to)) };
    }),
  );
  const found: FoundInText[][] = windows.map(() => []);
  for (const pass of groupItems(items, PASS_PIECES[running.backend])) {
    await giveWay({ signal });
    const answers = await findInTexts(
      running,
      pass.map(({ input }) => input),
      floors,
    );
    pass.forEach(({ sentence, rank }, i) => (found[sentence]![rank] = answers[i]!));
  }
  return sentences.map((span, i) => {
    return describeSentence(text, span, words[i]!, mergeFound(windows[i]!, found[i]!), config);
  });
}

function readFloors({ entityFloor = DEFAULT_FLOOR, relationFloor = DEFAULT_FLOOR }: ExtractOptions): Floors {
  for (const floor of [entityFloor, relationFloor]) {
    if (!(floor >= 0 && floor <= 1)) throw new Error(`extract: expected a floor from 0 to 1, got ${floor}.`);
  }
  return { entity: entityFloor, relation: relationFloor };
}

/** A word that fills more than a window (letters without a space between them) is read as unknown. */
function readFittingWords(
  tokenizer: Tokenizer,
  text: string,
  { start, end }: CharSpan,
  config: JointConfig,
): TextWord[] {
  const most = config.input.maxTokens - 2;
  const words = readWords(tokenizer, text.slice(start, end), start);
  return words.map((word) => (word.ids.length <= most ? word : { ...word, ids: [tokenizer.tokenId("[UNK]")] }));
}

/** Passes of similar length, each within the budget, or of one item. */
function groupItems(items: readonly Item[], mostPieces: number): Item[][] {
  const groups: Item[][] = [];
  for (const item of [...items].sort((a, b) => a.input.inputIds.length - b.input.inputIds.length)) {
    const last = groups.at(-1);
    if (last !== undefined && (last.length + 1) * item.input.inputIds.length <= mostPieces) last.push(item);
    else groups.push([item]);
  }
  return groups;
}

function mergeFound(windows: readonly Stretch[], found: readonly FoundInText[]): FoundInText {
  return windows.length === 0 ? { entities: [], relations: [], numCut: 0 } : mergeWindows(windows, found);
}

function describeSentence(
  text: string,
  { start, end }: CharSpan,
  words: readonly TextWord[],
  { entities, relations, numCut }: FoundInText,
  { joint: { types } }: JointConfig,
): ExtractedSentence {
  return {
    start,
    end,
    text: text.slice(start, end),
    entities: entities.map(({ span: [first, last], type, score }) => ({
      start: words[first]!.start,
      end: skipMarks(text, words[last - 1]!.end, words[last]?.start ?? end),
      type: types.entities[type]!,
      score,
    })),
    relations: relations.map(({ first, second, relation, score }) => ({
      subject: first,
      object: second,
      relation: types.relations[relation]!.name,
      score,
    })),
    numEntitiesCut: numCut,
  };
}

/** The tokenizer drops combining marks, but one at the end of a name belongs to it. */
function skipMarks(text: string, end: number, limit: number): number {
  while (end < limit && /\p{Mn}/u.test(text[end]!)) end++;
  return end;
}
