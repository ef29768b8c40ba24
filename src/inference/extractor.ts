/** @file A loaded joint model that reads text, and goes on reading when the GPU under it is lost. */
import type { CharSpan } from "../data/example";
import { splitSentences } from "../data/formats/sentences";
import type { Tokenizer } from "../tokenizer/wordPiece";
import { disposeJoint, type RunningJoint } from "./jointForward";
import { createMovingModel, type MovingParts } from "./movingModel";
import { readSentences } from "./readSentences";
import type { BackendName, ExtractedSentence, ExtractOptions, ExtractorInfo } from "./types";

/** A loaded joint model. */
export interface Extractor {
  /** Changes when the model moves to another backend. */
  readonly info: ExtractorInfo;
  /**
   * The sentences of a text, in groups that are read in one step: the first one alone, so that something shows soon. None
   * for a text of white space.
   */
  plan(text: string): CharSpan[][];
  /** Reads sentences of a text, in order. Rejects with a plain message, and with the signal's reason on abort. */
  read(
    text: string,
    sentences: readonly CharSpan[],
    options: ExtractOptions,
    signal?: AbortSignal,
  ): Promise<ExtractedSentence[]>;
  /** Frees the model. Later calls reject. */
  dispose(): void;
}

/** The part of an extractor's info that no change of backend touches. */
export type StaticExtractorInfo = Omit<ExtractorInfo, "backend" | "attempts">;

/** Characters of one step: under half a second of work, so that others are let in and sentences appear. */
const STEP_CHARACTERS: Record<BackendName, number> = { webgpu: 6000, webgl: 3000, wasm: 800, cpu: 400 };

/** Makes an extractor of a model that the ladder has placed on a backend. It owns the model's tensors from then on. */
export function createExtractor(
  tokenizer: Tokenizer,
  parts: Omit<MovingParts<RunningJoint, StaticExtractorInfo>, "free">,
): Extractor {
  const model = createMovingModel({ ...parts, free: disposeJoint });
  return {
    get info() {
      return model.info;
    },
    plan: (text) => groupSentences(splitSentences(text), STEP_CHARACTERS[model.info.backend]),
    read: (text, sentences, options, signal) =>
      model.work(
        "extract",
        (running) => readSentences({ running, tokenizer }, text, sentences, options, signal),
        signal,
      ),
    dispose: model.dispose,
  };
}

/** Groups of neighbouring sentences of at most so many characters together, or of one; the first is a single one. */
export function groupSentences(sentences: readonly CharSpan[], mostCharacters: number): CharSpan[][] {
  const groups: CharSpan[][] = [];
  let size = Infinity;
  sentences.forEach((sentence, i) => {
    const length = sentence.end - sentence.start;
    if (i <= 1 || size + length > mostCharacters) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)!.push(sentence);
    size += length;
  });
  return groups;
}
