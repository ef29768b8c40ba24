/** @file A model whose network runs elsewhere: tokens, noise and readings are the engine's own, logits come from outside. */
import type { Example } from "../data/example";
import { createRandom, createStandardNormals } from "../math/random";
import { parseModelConfig } from "../model/config";
import type { ModelInput } from "../model/batch";
import { keepNames, subtractNames } from "../model/subtraction";
import { encodeExample } from "../tokenizer/markers";
import { createTokenizer } from "../tokenizer/wordPiece";
import { describeReading } from "./describeReading";
import { toModelInput } from "./groupExamples";
import { parseJson, parseLabels } from "./modelFiles";
import { hashText } from "../data/sha256";
import type { ModelSource } from "./modelSource";
import type { Predictor } from "./predictor";
import type { BatchOptions, ModelInfo, PredictOptions, Reading } from "./types";

/** Argument sub-tokens of one example that noise is made for; far more than two names have. */
const MOST_ENTITY_TOKENS = 128;

/** One encoded example. L tokens. */
export interface NetworkItem {
  readonly ids: readonly number[]; // [L]
  /** 1 on sub-tokens of the arguments. */
  readonly entities: readonly number[]; // [L]
  readonly markers: readonly [subject: number, object: number];
  /** Position of the prompt's [MASK], for a model with a prompt. */
  readonly mask?: number | undefined;
  /** For a model with a tag embedding. */
  readonly tags?: readonly number[] | undefined; // [L]
}

/** What runs the network, without the subtraction of what the names say: R labels, E argument sub-tokens. */
export interface Network {
  /** The noise that later draws take, from its beginning: K * E * D numbers for an example. */
  setNoise(noise: Float32Array): Promise<void>;
  /** For each item the logits of the mean and of the draws, [(1 + K) * R], and the token variances, [E] or null. */
  run(
    items: readonly NetworkItem[],
    draws: number,
    beta: number | null,
  ): Promise<readonly { readonly logits: readonly number[]; readonly variance: readonly number[] | null }[]>;
}

/** A predictor over a network outside; whoever opened the network closes it. Rejects when the files are damaged. */
export async function openOutsideModel(
  source: ModelSource,
  modelId: string,
  network: Network,
): Promise<{
  readonly info: Pick<ModelInfo, "id" | "title" | "labels" | "negative" | "hasBottleneck" | "beta" | "hash">;
  readonly predictBatch: Predictor["predictBatch"];
}> {
  const text = await source.readConfig(modelId);
  const config = parseModelConfig(parseJson(text, `config.json of "${modelId}"`), `config.json of "${modelId}"`);
  const readText = async (file: "tokenizer" | "labels") =>
    new TextDecoder().decode((await source.readFile(config.files[file].model ?? modelId, config.files[file])).bytes);
  const tokenizer = createTokenizer(parseJson(await readText("tokenizer"), `tokenizer.json of "${modelId}"`));
  const { numLabels } = config.head;
  const labels = parseLabels(await readText("labels"), `labels.json of "${modelId}"`, numLabels, config.negative);
  const negativeIndex = labels.indexOf(config.negative);
  const { subtraction } = config;
  const ownBeta = config.entityTreatment.kind === "vib" ? config.entityTreatment.beta : null;
  let made = "";

  const prepareNoise = async (seed: number, draws: number) => {
    if (draws === 0 || made === `${seed} ${draws}`) return;
    const count = draws * MOST_ENTITY_TOKENS * config.encoder.hiddenSize;
    await network.setNoise(createStandardNormals(createRandom(seed), count));
    made = `${seed} ${draws}`;
  };

  const predictAlike = async (examples: readonly Example[], { draws, seed, beta }: PredictOptions) => {
    const numDraws = ownBeta === null ? 0 : draws;
    await prepareNoise(seed, numDraws);
    const results = new Array<Reading | Error>(examples.length);
    const items = examples.flatMap((example, place) => {
      try {
        const encoded = encodeExample(tokenizer, example, config.input);
        return [{ place, example, encoded, input: toModelInput(encoded) }];
      } catch (error) {
        results[place] = error instanceof Error ? error : new Error(String(error));
        return [];
      }
    });
    const start = performance.now();
    const inputs = items.map(({ input }) => input);
    const asked = subtraction === undefined ? inputs : [...inputs, ...inputs.map(keepNames)];
    const answers = await network.run(asked.map(describeItem), numDraws, beta ?? null);
    const elapsedMs = (performance.now() - start) / Math.max(1, items.length);
    items.forEach((item, i) => {
      const { logits: full, variance } = answers[i]!;
      const logits = Float32Array.from(full);
      if (subtraction !== undefined) {
        const names = Float32Array.from(answers[items.length + i]!.logits);
        subtractNames(logits, names, subtraction, { numLabels, negativeIndex });
      }
      results[item.place] = describeReading(item, {
        ...{ modelId, numDraws, numLabels, seed, elapsedMs },
        beta: ownBeta === null ? null : (beta ?? ownBeta),
        logits,
        variance: variance && Float32Array.from(variance),
      });
    });
    return results;
  };

  return {
    info: {
      ...{ id: config.id, title: config.title, labels, negative: config.negative, beta: ownBeta },
      hasBottleneck: ownBeta !== null,
      hash: await hashText(text),
    },
    predictBatch: (examples, options) => readByDraws(examples, options, predictAlike),
  };
}

/** Asks once for each number of draws: the network takes one number for all. */
async function readByDraws(
  examples: readonly Example[],
  { draws, ...options }: BatchOptions,
  read: (examples: readonly Example[], options: PredictOptions) => Promise<(Reading | Error)[]>,
): Promise<(Reading | Error)[]> {
  if (typeof draws === "number") return read(examples, { ...options, draws });
  const results = new Array<Reading | Error>(examples.length);
  for (const one of new Set(draws)) {
    const places = [...examples.keys()].filter((place) => draws[place] === one);
    const readings = await read(
      places.map((place) => examples[place]!),
      { ...options, draws: one },
    );
    places.forEach((place, i) => (results[place] = readings[i]!));
  }
  return results;
}

function describeItem(input: ModelInput): NetworkItem {
  const { inputIds, entityPositions, subjectPosition, objectPosition, maskPosition, tagIds } = input;
  const entities = new Array<number>(inputIds.length).fill(0);
  for (const position of entityPositions) entities[position] = 1;
  return {
    ids: Array.from(inputIds),
    entities,
    markers: [subjectPosition, objectPosition],
    mask: maskPosition,
    tags: tagIds && Array.from(tagIds),
  };
}
