/** @file The flags of `convert`: text in, checked options out. */
import { EXPORTERS } from "../data/export/exporters";
import { DEFAULT_READ_OPTIONS, type PairChoice } from "../data/formats/format";
import {
  CALL,
  FORMAT_HELP,
  fraction,
  oneOf,
  parseFlags,
  readFormatFlag,
  UsageError,
  wholeNumber,
  type InputFormat,
} from "./flags";

const TARGETS = EXPORTERS.map(({ id }) => id);

/** What `convert` was asked to do. */
export interface ConvertArguments {
  /** Files that are read together, at least one. */
  readonly inputs: readonly string[];
  readonly format: InputFormat;
  /** Id of an exporter. */
  readonly target: string;
  /** Output file; null: standard output. */
  readonly output: string | null;
  readonly pairs: PairChoice;
  /** Answers to what a file does not say: "ends" -> "exclusive". */
  readonly decisions: Readonly<Record<string, string>>;
}

export const CONVERT_HELP = `Usage: ${CALL} convert FILE... --to FORMAT --out FILE [options]

Reads annotated files of any format and writes one row for each entity pair, in file order, with the relation as in the
source; labels that mean "no relation" are kept. Several files are read together (brat: .txt and .ann); .zip and .gz too.

  --to FORMAT        ${TARGETS.join(", ")}
  --out FILE         where to write; standard output when absent. brat writes FILE (.ann), its .txt and annotation.conf
${FORMAT_HELP}
  --pairs KIND       of formats that mark whole documents: gold (default), pairs with a relation only; all, every ordered
                     pair of one sentence; sample, gold and a share of the others. Pairs without one are "no_relation"
  --share S          share that sample keeps, 0-1 (default ${DEFAULT_READ_OPTIONS.pairs.share})
  --seed N           seed of the sample, 0-4294967295 (default ${DEFAULT_READ_OPTIONS.pairs.seed})
  --decide ID=VALUE  sets what was found out from the file, as "ends=exclusive"; several: "ends=exclusive,unit=grapheme"
  --help             print this

What was decided, left out and could not be read goes to standard error.
Exit code: 0 when every row was written, 1 when some rows could not be read, 2 when nothing could be done.`;

/** Reads what stands after `convert`; null when help is asked for. Throws UsageError for anything it cannot take. */
export function parseConvertArguments(args: readonly string[]): ConvertArguments | null {
  const firstFlag = args.findIndex((arg) => arg.startsWith("-") && arg !== "-");
  const inputs = firstFlag === -1 ? args : args.slice(0, firstFlag);
  const values = parseFlags(firstFlag === -1 ? [] : args.slice(firstFlag), [
    ...(["to", "out", "format", "pairs", "share", "seed", "decide"] as const),
  ]);
  if (values.help) return null;
  if (inputs.length === 0)
    throw new UsageError("FILE is missing: which files should be converted? They come before the flags.");
  if (values.to === undefined) throw new UsageError(`--to FORMAT is missing: expected ${TARGETS.join(", ")}.`);
  const { share, seed } = DEFAULT_READ_OPTIONS.pairs;
  const target = oneOf("--to", TARGETS, values.to);
  if (target === "brat" && values.out === undefined)
    throw new UsageError("--out FILE is missing: brat is more than one file.");
  return {
    inputs,
    format: readFormatFlag(values.format),
    target,
    output: values.out ?? null,
    pairs: {
      kind: oneOf("--pairs", ["gold", "all", "sample"], values.pairs ?? "gold"),
      share: values.share === undefined ? share : fraction("--share", values.share),
      seed: values.seed === undefined ? seed : wholeNumber("--seed", values.seed, 0, 2 ** 32 - 1),
    },
    decisions: readDecisions(values.decide),
  };
}

function readDecisions(value: string | undefined): Record<string, string> {
  const decisions: Record<string, string> = Object.create(null);
  for (const part of value === undefined ? [] : value.split(",")) {
    const [, id, choice] = /^([\w-]+)=(.+)$/.exec(part) ?? [];
    if (id === undefined || choice === undefined) throw new UsageError(`--decide: expected ID=VALUE, got "${part}".`);
    decisions[id] = choice;
  }
  return decisions;
}
