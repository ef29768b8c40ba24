/** @file The command line. Exit codes: 0 done, 1 done but some rows could not be read, 2 nothing could be done. */
import { analyze } from "./commands/analyze";
import { convert } from "./commands/convert";
import { extract } from "./commands/extract";
import { models } from "./commands/models";
import { predict } from "./commands/predict";
import { review } from "./commands/review";
import { score } from "./commands/score";
import { swap } from "./commands/swap";
import { CALL, UsageError } from "./flags";

const HELP = `Usage: ${CALL} COMMAND [options]

  predict   relations of the rows of a file
  score     figures for the corpus page: answers, variances and swaps of the rows of a file, without their text
  analyze   scores and intervals of the rows of a file, as JSON and as one page with the figures of the corpus page
  review    the rows of a file that deserve a second look, ranked, with the reasons
  convert   annotated files of any format to rows in another one
  swap      the rows of a file with other names: a test set for any model
  extract   entities and relations of the sentences of a plain text
  models    ids of the shipped models, the default first

COMMAND --help tells more.`;

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<0 | 1>>> = {
  predict,
  score,
  analyze,
  review,
  convert,
  swap,
  extract,
  models,
};

async function run([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    (name === undefined ? process.stderr : process.stdout).write(`${HELP}\n`);
    return name === undefined ? 2 : 0;
  }
  try {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command === undefined)
      throw new UsageError(`"${name}" is not a command: expected ${Object.keys(COMMANDS).join(", ")}.`);
    return await command(args);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const hint = error instanceof UsageError ? "\nCall it with --help for what it takes." : "";
    process.stderr.write(`${message}${hint}\n`);
    return 2;
  }
}

// npm runs scripts in the package's folder; file names are meant from where the user stands.
if (process.env.npm_lifecycle_event === "cli" && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);

// A GPU driver may keep the process alive: leave as soon as everything is written.
const code = await run(process.argv.slice(2));
await new Promise((resolve) => process.stdout.write("", resolve));
process.exit(code);
