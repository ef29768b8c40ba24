/** @file The flags of `extract`: text in, checked options out. */
import { CALL, fraction, oneOf, parseFlags, UsageError } from "./flags";

/** Backends that run a joint model. */
const BACKENDS = ["wasm", "cpu", "webgpu"] as const;

/** What `extract` was asked to do. */
export interface ExtractArguments {
  /** Model id; null: the first shipped one. */
  readonly model: string | null;
  /** Plain text; "-": standard input. */
  readonly input: string;
  /** Null: standard output. */
  readonly output: string | null;
  /** Least score of a relation; null: the model's own. */
  readonly threshold: number | null;
  /** Score above which a span is an entity; null: the model's own. */
  readonly entityThreshold: number | null;
  readonly backend: (typeof BACKENDS)[number];
}

const NAMES = ["model", "in", "out", "threshold", "entity-threshold", "backend"] as const;

export const EXTRACT_HELP = `Usage: ${CALL} extract --in TEXT.txt [options]

Finds entities and relations in plain text, sentence by sentence.
  --in TEXT.txt      UTF-8 text; "-" reads standard input
  --out FILE.jsonl   where to write; standard output when absent
  --model ID         a model that finds entities; the first shipped one when absent
  --threshold T      relations that score less are left out, 0-1 (default: the model's own)
  --entity-threshold T   entities that do not score more are left out, 0-1 (default: the model's own)
  --backend NAME     wasm (default), cpu or webgpu (needs the optional package "webgpu" and a Vulkan driver)
  --help             print this

Output, a line for each sentence: {"text","entities":[{"start","end","type","score"}],
"relations":[{"subj","obj","relation","score"}]}. Offsets count UTF-16 units of the sentence; "subj" and "obj" are places in
"entities". Entities may overlap.
Exit code: 0 when the text was read, 2 when nothing could be done.`;

/** Reads the flags after `extract`; null when help is asked for. Throws UsageError for anything it cannot take. */
export function parseExtractArguments(args: readonly string[]): ExtractArguments | null {
  const values = parseFlags(args, NAMES);
  if (values.help) return null;
  if (values.in === undefined) throw new UsageError("--in TEXT.txt is missing: which text should be read?");
  const optional = (name: "threshold" | "entity-threshold") =>
    values[name] === undefined ? null : fraction(`--${name}`, values[name]);
  return {
    model: values.model ?? null,
    input: values.in,
    output: values.out ?? null,
    threshold: optional("threshold"),
    entityThreshold: optional("entity-threshold"),
    backend: oneOf("--backend", BACKENDS, values.backend ?? "wasm"),
  };
}
