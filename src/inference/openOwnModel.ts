/** @file A user's model before its weights are loaded: every file read and checked but the tensors' numbers. */
import { t } from "../messages/translate";
import { parseOwnConfig, type NetworkConfig, type OwnConfig } from "../model/ownConfig";
import type { OwnWeights } from "../model/loadOwnParameters";
import { listOwnTensors, type OwnHead } from "../model/ownTensors";
import { checkTensor, readTensorHeaders, type PlacedTensor } from "../model/tensorFiles";
import { openTokenizer, openVocabAndMerges } from "../tokenizer/openTokenizer";
import type { Tokenizer } from "../tokenizer/wordPiece";
import { parseGolden, parseJson, type GoldenCase } from "./modelFiles";
import { computeSha256, hashText } from "../data/sha256";
import { findOwnFiles, readOwnText, type OwnFile, type OwnFolder } from "./ownFiles";

/** A user's model, ready to be loaded. */
export interface OwnModel {
  /** "own-" and the first 12 digits of `hash`. */
  readonly id: string;
  readonly title: string;
  /** SHA-256 of `identity`. */
  readonly hash: string;
  /** Names every file that the model's answers depend on by its hash. */
  readonly identity: string;
  readonly config: NetworkConfig;
  readonly labels: readonly string[];
  readonly tokenizer: Tokenizer;
  readonly weights: OwnWeights;
  /** PyTorch's numbers for one sentence, where the folder has them. */
  readonly goldenCase: GoldenCase | null;
  readonly numParameters: number;
  /** Bytes of the tensors that are loaded. */
  readonly totalBytes: number;
}

/** Bytes hashed at a time. */
const CHUNK_BYTES = 8 * 2 ** 20;

/**
 * Reads and checks a folder: files, config, tokenizer, labels, the shape of every tensor; then hashes the files.
 * @param onBytes hears of the bytes hashed so far
 * @throws Error with a plain message that names the first thing that is wrong
 */
export async function openOwnModel(
  files: readonly OwnFile[],
  onBytes: (loadedBytes: number, totalBytes: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<OwnModel> {
  const folder = await findOwnFiles(files);
  const config = parseOwnConfig(parseJson(await readOwnText(folder.config), folder.config.name), folder.config.name);
  const tokenizer = await readTokenizer(folder);
  checkTokens(tokenizer, config, folder);
  const tensors = await readTensorHeaders(folder.weights, [`${config.modelType}.`]);
  const { head, numLabels } = findHead(tensors, config);
  const labels = await readLabels(folder, config, numLabels);
  const entityIds = await findEntityIds(folder, config);
  const parts = listOwnTensors(config, head, labels.length, entityIds);
  const placed = parts.flatMap((part) => part.tensors.map((expected) => checkTensor(tensors, expected)));
  const goldenCase =
    folder.golden === null ? null : parseGolden(await readOwnText(folder.golden), folder.golden.name).cases[0]!;

  signal?.throwIfAborted();
  const identity = await identify(folder, onBytes, signal);
  const hash = await hashText(identity);
  const id = `own-${hash.slice(0, 12)}`;
  const title = config.title ?? folder.name;
  const network: NetworkConfig = {
    id,
    title,
    encoder: config.encoder,
    input: config.input,
    entityTreatment: config.entityTreatment,
    readout: { kind: "entity_markers" },
    head: {
      kind: "softmax",
      hiddenSize: head.kind === "two-layer" ? head.hiddenSize : 2 * config.encoder.hiddenSize,
      numLabels: labels.length,
    },
    negative: config.negative ?? findNegative(labels),
  };
  if (config.negative !== null && !labels.includes(config.negative)) {
    throw new Error(
      t(
        '{config}: expected entity_bias.negative to be one of the labels, got "{negative}". The labels are {labels}{more}.',
        {
          config: folder.config.name,
          negative: config.negative,
          labels: labels.slice(0, 5).join(", "),
          more: labels.length > 5 ? ", .." : "",
        },
      ),
    );
  }
  return {
    ...{ id, title, hash, identity, config: network, labels, tokenizer, goldenCase },
    weights: { config, head, numLabels: labels.length, parts, tensors },
    numParameters: parts
      .flatMap((part) => part.tensors)
      .reduce((sum, { shape, rows }) => sum + (rows?.length ?? shape[0]!) * (shape[1] ?? 1), 0),
    totalBytes: placed.reduce((sum, { start, end }) => sum + end - start, 0),
  };
}

async function readTokenizer({ tokenizer }: OwnFolder): Promise<Tokenizer> {
  const [first, merges, added] = tokenizer;
  const vocab = parseJson(await readOwnText(first!), first!.name);
  if (merges === undefined) return openTokenizer(vocab);
  const extra = added === undefined ? null : parseJson(await readOwnText(added), added.name);
  return openVocabAndMerges(vocab, await readOwnText(merges), extra);
}

/** Every token that this program itself puts into a sequence must be in the vocabulary and have a row in the table. */
function checkTokens(tokenizer: Tokenizer, { input, encoder }: OwnConfig, folder: OwnFolder): void {
  const { start, end, mask } = tokenizer.specials;
  const needed = [start, end, input.subjectMarker, input.objectMarker, ...(input.maskNames === true ? [mask] : [])];
  for (const token of needed) {
    let id: number;
    try {
      id = tokenizer.tokenId(token);
    } catch {
      throw new Error(
        t(
          "{file}: expected a token {token}, got none. Markers are set by entity_bias.markers in config.json; see docs/own-models.md.",
          { file: folder.tokenizer[0]!.name, token: JSON.stringify(token) },
        ),
      );
    }
    if (id >= encoder.vocabSize) {
      throw new Error(
        t(
          "{config}: expected vocab_size above {id}, the id of {token}, got {got}. Resize the embeddings after adding tokens, and save the model again.",
          { config: folder.config.name, id, token: JSON.stringify(token), got: encoder.vocabSize },
        ),
      );
    }
  }
}

/** Which classifier the weights have, and for how many labels. What is missing is reported when tensors are checked. */
function findHead(
  tensors: ReadonlyMap<string, PlacedTensor>,
  { encoder }: OwnConfig,
): { head: OwnHead; numLabels: number | null } {
  const classifier = tensors.get("classifier.weight");
  const dense = tensors.get("head.dense.weight");
  if (dense === undefined && classifier !== undefined) {
    return {
      head: { kind: "linear", hasBias: tensors.has("classifier.bias") },
      numLabels: classifier.shape[0] ?? null,
    };
  }
  const hiddenSize = dense?.shape[0] ?? encoder.hiddenSize;
  return { head: { kind: "two-layer", hiddenSize }, numLabels: tensors.get("head.out.weight")?.shape[0] ?? null };
}

/** labels.json, or id2label; as many as the classifier has rows. */
async function readLabels(folder: OwnFolder, config: OwnConfig, numRows: number | null): Promise<readonly string[]> {
  const file = folder.labels;
  const labels: unknown = file === null ? config.labels : parseJson(await readOwnText(file), file.name);
  const where = file?.name ?? `${folder.config.name}: id2label`;
  if (labels === null) {
    throw new Error(
      t(
        "Your model: expected labels.json, a list of relation names in the order of the classifier's rows, got neither that nor id2label with real names in {config}. Add one of them.",
        { config: folder.config.name },
      ),
    );
  }
  if (
    !Array.isArray(labels) ||
    labels.length < 2 ||
    !labels.every((label) => typeof label === "string" && label !== "")
  ) {
    throw new Error(t("{where}: expected a list of at least two relation names, got something else.", { where }));
  }
  const names = labels as string[];
  const twice = names.find((label, i) => names.indexOf(label) !== i);
  if (twice !== undefined)
    throw new Error(t('{where}: expected different labels, got "{twice}" twice.', { where, twice }));
  if (numRows !== null && numRows !== names.length) {
    throw new Error(
      t(
        "{where}: expected {numRows} labels, one for each row of the classifier, got {n}. The labels must be those of the training, in its order.",
        { where, numRows, n: names.length },
      ),
    );
  }
  return names;
}

/** The label that means "no relation", by its usual names; "no_relation" when there is none. */
function findNegative(labels: readonly string[]): string {
  const usual = /^(no[_ -]?relation|na|none|other|negative|null)$/i;
  return labels.find((label) => usual.test(label)) ?? "no_relation";
}

/** Rows of LUKE's entity table; empty without an entity stream. */
async function findEntityIds(folder: OwnFolder, { entities }: OwnConfig): Promise<readonly number[]> {
  if (entities === null) return [];
  const vocab =
    folder.entityVocab === null
      ? {}
      : (parseJson(await readOwnText(folder.entityVocab), folder.entityVocab.name) as Record<string, unknown>);
  const ids = entities.ids ?? [vocab["[MASK]"], vocab["[MASK2]"]];
  return ids.map((id, i) => {
    if (typeof id === "number" && Number.isInteger(id) && id >= 0 && id < entities.vocabSize) return id;
    const name = i === 0 ? "[MASK]" : "[MASK2]";
    throw new Error(
      t(
        "Your model: expected the row of LUKE's entity table for {name} (below {vocabSize}), got {got}. Add entity_vocab.json, or entity_bias.entityIds to config.json.",
        {
          name,
          vocabSize: entities.vocabSize,
          got:
            id !== undefined
              ? String(id)
              : folder.entityVocab === null
                ? t("no entity_vocab.json")
                : t("no such entry in entity_vocab.json"),
        },
      ),
    );
  });
}

/** One line for each file that answers depend on: its part, its length and the hash of the hashes of its chunks. */
async function identify(
  folder: OwnFolder,
  onBytes: (loadedBytes: number, totalBytes: number) => void,
  signal?: AbortSignal,
): Promise<string> {
  const files = [folder.config, ...folder.tokenizer, folder.labels, folder.entityVocab, ...folder.weights].filter(
    (file) => file !== null,
  );
  const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
  let loadedBytes = 0;
  const lines: string[] = ["own model, version 1"];
  for (const file of files) {
    const digests: string[] = [];
    for (let start = 0; start < file.size; start += CHUNK_BYTES) {
      signal?.throwIfAborted();
      const end = Math.min(file.size, start + CHUNK_BYTES);
      digests.push(await computeSha256(await file.read(start, end)));
      onBytes((loadedBytes += end - start), totalBytes);
    }
    const whole = await hashText(digests.join(""));
    lines.push(`${file.name.slice(file.name.lastIndexOf("/") + 1)} ${file.size} ${whole}`);
  }
  return lines.join("\n");
}
