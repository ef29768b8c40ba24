/** @file The flags of `predict`: text in, checked options out. */
import {
  CALL,
  FORMAT_HELP,
  fraction,
  NODE_BACKENDS,
  oneOf,
  parseFlags,
  readFormatFlag,
  UsageError,
  wholeNumber,
  type InputFormat,
  type NodeBackend,
} from "./flags";

/** What `predict` was asked to do. */
export interface PredictArguments {
  /** Id of the model that gives types to arguments without; null: none. */
  readonly typesFrom: string | null;
  /** Model id; null: the default model. */
  readonly model: string | null;
  /** Input file. */
  readonly input: string;
  readonly format: InputFormat;
  /** Output file; null: standard output. */
  readonly output: string | null;
  /** K, 0-64. */
  readonly draws: number;
  /** Seed of the draws, the same for every row. */
  readonly seed: number;
  /** Blend factor in [0, 1]; undefined: the model's own. */
  readonly beta: number | undefined;
  readonly backend: NodeBackend;
  /** Read only the first N rows; Infinity: all. */
  readonly limit: number;
  /** Worker threads; null: one for each core, at most four. */
  readonly threads: number | null;
}

const NAMES = [
  "model",
  "in",
  "format",
  "out",
  "draws",
  "seed",
  "beta",
  "backend",
  "limit",
  "threads",
  "types-from",
] as const;

export const PREDICT_HELP = `Usage: ${CALL} predict --in FILE [options]

Predicts the relation of every row of FILE and writes one JSON object a line, in the same order.

  --in FILE          rows to read, in any format the page opens; .zip and .gz are unpacked, - is standard input
${FORMAT_HELP}
  --out FILE.jsonl   where to write; standard output when absent
  --model ID|DIR     one of the ids that "models" prints, the first of them when absent; or a folder with a BERT,
                     RoBERTa or LUKE of your own (docs/own-models.md)
  --draws K          stochastic draws for each row, 0-64 (default 0); adds "flips", the draws that change the
                     prediction. A model without a bottleneck has no draws
  --seed N           seed of the draws, 0-4294967295 (default 0)
  --beta B           blend factor, 0-1; the model's own when absent
  --backend NAME     wasm (default), cpu, webgpu (needs the optional package "webgpu" and a Vulkan driver) or torch
                     (the network in PyTorch, the quickest on a processor: pip install -e training; PYTHON names the
                     interpreter)
  --types-from ID    a model that finds entities gives types to arguments that have none, for models that read types (BIO
                     tags in the list that "models" prints)
  --limit N          read only the first N rows
  --threads N        worker threads for wasm and cpu, 1-16 (default: one for each core, at most 4)
  --help             print this

Output: {"id","gold","pred","score","probs":{label:p},"variance":{"subject","object"},"flips"?}
A row that cannot be read becomes {"id","error"}.
Exit code: 0 when every row was predicted, 1 when some rows could not be read, 2 when nothing could be done.`;

/** Reads the flags after `predict`; null when help is asked for. Throws UsageError for anything it cannot take. */
export function parsePredictArguments(args: readonly string[]): PredictArguments | null {
  const values = parseFlags(args, NAMES);
  if (values.help) return null;
  if (values.in === undefined) throw new UsageError("--in FILE is missing: which rows should be read?");
  return {
    model: values.model ?? null,
    typesFrom: values["types-from"] ?? null,
    input: values.in,
    format: readFormatFlag(values.format),
    output: values.out ?? null,
    draws: wholeNumber("--draws", values.draws ?? "0", 0, 64),
    seed: wholeNumber("--seed", values.seed ?? "0", 0, 2 ** 32 - 1),
    beta: values.beta === undefined ? undefined : fraction("--beta", values.beta),
    backend: oneOf("--backend", NODE_BACKENDS, values.backend ?? "wasm"),
    limit: values.limit === undefined ? Infinity : wholeNumber("--limit", values.limit, 1, Number.MAX_SAFE_INTEGER),
    threads: values.threads === undefined ? null : wholeNumber("--threads", values.threads, 1, 16),
  };
}
