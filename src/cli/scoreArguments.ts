/** @file The flags of `score`: text in, checked options out. */
import {
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

/** What `score` was asked to do. */
export interface ScoreArguments {
  /** Model id; null: the default model. */
  readonly model: string | null;
  readonly input: string;
  readonly format: InputFormat;
  readonly output: string;
  /** K, 0-64. */
  readonly draws: number;
  /** S, 0-32. */
  readonly swaps: number;
  readonly seed: number;
  /** Blend factor in [0, 1]; undefined: the model's own. */
  readonly beta: number | undefined;
  readonly backend: NodeBackend;
  /** Score only the first N rows; Infinity: all. */
  readonly limit: number;
  /** Worker threads; null: one for each core, at most four. */
  readonly threads: number | null;
  /** JSON file that describes the corpus; null: only the name of the input file is known. */
  readonly about: string | null;
}

const NAMES = [
  ...(["model", "in", "format", "out", "draws", "swaps", "seed", "beta"] as const),
  ...(["backend", "limit", "threads", "about"] as const),
] as const;

export const SCORE_HELP = `Usage: npm run -s cli -- score --in FILE --out FILE.json [options]

Scores every row of FILE as the corpus page does: the answer, the variances, what draws and unseen names change. Writes
one results file of figures: row numbers, relations, types, answers, variances; no text and no name. Drop it on the
corpus page to see its charts, or pass it on where the corpus itself may not go.

  --in FILE          rows to read, in any format the page opens; .zip and .gz are unpacked, - is standard input
${FORMAT_HELP}
  --out FILE.json    where to write. FILE.json.partial keeps what is done: a run that was stopped goes on from there
  --model ID         one of the ids that "models" prints; the first of them when absent
  --draws K          stochastic draws for each row, 0-64 (default 4). A model without a bottleneck has no draws
  --swaps S          versions of each row with unseen names of the same types, 0-32 (default 8)
  --seed N           seed of draws and names, 0-4294967295 (default 7, as on the page)
  --beta B           blend factor, 0-1; the model's own when absent
  --backend NAME     wasm (default), cpu, webgpu (needs the optional package "webgpu" and a Vulkan driver) or torch
                     (the network in PyTorch, the quickest on a processor: pip install -e training; PYTHON names the
                     interpreter)
  --limit N          score only the first N rows
  --threads N        worker threads for wasm and cpu, 1-16 (default: one for each core, at most 4)
  --about FILE.json  what the corpus is: {"name","note","sources":[{"name","rows","licence"}]}
  --help             print this

Exit code: 0 when every row was scored, 1 when some rows could not be read, 2 when nothing could be done.`;

/** Reads the flags after `score`; null when help is asked for. Throws UsageError for anything it cannot take. */
export function parseScoreArguments(args: readonly string[]): ScoreArguments | null {
  const values = parseFlags(args, NAMES);
  if (values.help) return null;
  if (values.in === undefined) throw new UsageError("--in FILE is missing: which rows should be scored?");
  if (values.out === undefined) throw new UsageError("--out FILE.json is missing: where should the figures go?");
  return {
    model: values.model ?? null,
    input: values.in,
    format: readFormatFlag(values.format),
    output: values.out,
    draws: wholeNumber("--draws", values.draws ?? "4", 0, 64),
    swaps: wholeNumber("--swaps", values.swaps ?? "8", 0, 32),
    seed: wholeNumber("--seed", values.seed ?? "7", 0, 2 ** 32 - 1),
    beta: values.beta === undefined ? undefined : fraction("--beta", values.beta),
    backend: oneOf("--backend", NODE_BACKENDS, values.backend ?? "wasm"),
    limit: values.limit === undefined ? Infinity : wholeNumber("--limit", values.limit, 1, Number.MAX_SAFE_INTEGER),
    threads: values.threads === undefined ? null : wholeNumber("--threads", values.threads, 1, 16),
    about: values.about ?? null,
  };
}
