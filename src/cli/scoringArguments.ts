/** @file The flags of every command that scores rows: text in, checked options out. */
import {
  FORMAT_HELP,
  fraction,
  NODE_BACKENDS,
  oneOf,
  readFormatFlag,
  UsageError,
  wholeNumber,
  type InputFormat,
  type NodeBackend,
} from "./flags";

/** How rows are scored. */
export interface ScoringArguments {
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
}

export const SCORING_FLAGS = [
  ...(["model", "format", "out", "draws", "swaps", "seed", "beta"] as const),
  ...(["backend", "limit", "threads"] as const),
] as const;

/** What --help says of them; `draws`: the default. */
export const sayScoringHelp = (draws: number): string => `${FORMAT_HELP}
  --model ID|DIR     one of the ids that "models" prints, the first of them when absent; or a folder with a BERT,
                     RoBERTa or LUKE of your own (docs/own-models.md)
  --draws K          stochastic draws for each row, 0-64 (default ${draws}). A model without a bottleneck has no draws
  --swaps S          versions of each row with unseen names of the same types, 0-32 (default 8)
  --seed N           seed of draws and names, 0-4294967295 (default 7, as on the page)
  --beta B           blend factor, 0-1; the model's own when absent
  --backend NAME     wasm (default), cpu, webgpu (needs the optional package "webgpu" and a Vulkan driver) or torch
                     (the network in PyTorch, the quickest on a processor: pip install -e training; PYTHON names the
                     interpreter)
  --limit N          score only the first N rows
  --threads N        worker threads for wasm and cpu, 1-16 (default: one for each core, at most 4)`;

/** What --help says of the exit code of a command that scores rows. */
export const SCORING_EXIT_HELP = `Exit code: 0 when every row was scored, 1 when some rows could not be read, 2 when nothing could be done.`;

/** Reads the flags that say how rows are scored. Throws UsageError for anything it cannot take. */
export function readScoringFlags(
  input: string,
  output: string,
  values: Partial<Record<(typeof SCORING_FLAGS)[number], string>>,
  defaultDraws = 4,
): ScoringArguments {
  return {
    model: values.model ?? null,
    input,
    format: readFormatFlag(values.format),
    output,
    draws: wholeNumber("--draws", values.draws ?? String(defaultDraws), 0, 64),
    swaps: wholeNumber("--swaps", values.swaps ?? "8", 0, 32),
    seed: wholeNumber("--seed", values.seed ?? "7", 0, 2 ** 32 - 1),
    beta: values.beta === undefined ? undefined : fraction("--beta", values.beta),
    backend: oneOf("--backend", NODE_BACKENDS, values.backend ?? "wasm"),
    limit: values.limit === undefined ? Infinity : wholeNumber("--limit", values.limit, 1, Number.MAX_SAFE_INTEGER),
    threads: values.threads === undefined ? null : wholeNumber("--threads", values.threads, 1, 16),
  };
}

/** The one file that stands before the flags. Throws UsageError when there is none, or more than one. */
export function takeInput(args: readonly string[], what: string): { input: string | null; flags: readonly string[] } {
  const firstFlag = args.findIndex((arg) => arg.startsWith("-") && arg !== "-");
  const words = firstFlag === -1 ? args : args.slice(0, firstFlag);
  if (words.length > 1) throw new UsageError(`expected one file to ${what}, got ${words.join(" and ")}.`);
  return { input: words[0] ?? null, flags: firstFlag === -1 ? [] : args.slice(firstFlag) };
}
