/** @file `models`: which models are shipped. */
import { readModelIndex } from "../files";
import { CALL, UsageError } from "../flags";

const MODELS_HELP = `Usage: ${CALL} models

Prints the id of every shipped model, one a line, the default first.`;

/** Prints one id a line, the default first; models made for tests are left out. */
export async function models(args: readonly string[]): Promise<0> {
  if (args.some((arg) => arg === "--help" || arg === "-h")) {
    process.stdout.write(`${MODELS_HELP}\n`);
    return 0;
  }
  if (args.length > 0) throw new UsageError(`models takes no arguments, got "${args.join(" ")}".`);
  const index = await readModelIndex();
  const ids = index.models.filter(({ role }) => role !== "test").map(({ id }) => id);
  const ordered = [...ids.filter((id) => id === index.default), ...ids.filter((id) => id !== index.default)];
  process.stdout.write(ordered.map((id) => `${id}\n`).join(""));
  return 0;
}
