/** @file `models`: which models are shipped, and in what they differ. */
import { describeParts } from "../../inference/describeParts";
import type { ModelIndex } from "../../inference/modelFiles";
import { createFileSource, readModelIndex } from "../files";
import { CALL, UsageError } from "../flags";

const MODELS_HELP = `Usage: ${CALL} models [--ids]

Prints a table of every shipped model, the default first:
  id         name for --model
  title      name for people
  treatment  how names are treated, in training or in use
  encoding   which states are classified: H and T the marked names, MASK the prompt's mask
  head       softmax, or multi-task (ranking scores with a threshold)
  tags       whether BIO tags of the entity types are read
  labels     label set, and how many labels it has
  base       the model it is a difference to; - for one that stands alone
  bytes      of its own files; those of its base come on top
--ids prints the ids alone, one a line.`;

const HEADER = ["id", "title", "treatment", "encoding", "head", "tags", "labels", "base", "bytes"] as const;

/** Prints the shipped models; those made for tests are left out. */
export async function models(args: readonly string[]): Promise<0> {
  if (args.some((arg) => arg === "--help" || arg === "-h")) {
    process.stdout.write(`${MODELS_HELP}\n`);
    return 0;
  }
  const other = args.find((arg) => arg !== "--ids");
  if (other !== undefined) throw new UsageError(`models: expected --ids or nothing, got "${other}".`);
  const index = await readModelIndex();
  const shipped = index.models.filter(({ role }) => role !== "test");
  const isDefault = ({ id }: { id: string }) => id === index.default;
  const ordered = [...shipped.filter(isDefault), ...shipped.filter((model) => !isDefault(model))];
  if (args.includes("--ids")) {
    process.stdout.write(ordered.map(({ id }) => `${id}\n`).join(""));
    return 0;
  }
  const source = createFileSource();
  const rows = await Promise.all(ordered.map(async (entry) => describe(entry, await source.readConfig(entry.id))));
  process.stdout.write(align([HEADER, ...rows]));
  return 0;
}

function describe(entry: ModelIndex["models"][number], config: string): readonly string[] {
  const parts = describeParts(config, `public/models/${entry.id}/config.json`);
  return [
    entry.id,
    entry.title,
    entry.treatment ?? parts.treatment,
    parts.encoding,
    parts.head,
    parts.hasTags ? "BIO" : "-",
    `${entry.labelSet ?? "wikipedia"} (${parts.numLabels})`,
    entry.base ?? parts.base ?? "-",
    String(parts.ownBytes),
  ];
}

/** Columns of equal width, numbers at the right. */
function align(rows: readonly (readonly string[])[]): string {
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const last = HEADER.length - 1;
  const pad = (cell: string, column: number) =>
    column === last ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!);
  return rows.map((row) => `${row.map(pad).join("  ")}\n`).join("");
}
