/** @file What a written file says of the run that made it, without the folders of this machine. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { ResultsFile } from "../data/resultsFile";
import type { LanePredictor } from "./laneTasks";
import type { ScoringArguments } from "./scoringArguments";

export function describeModel(info: LanePredictor["info"]): ResultsFile["model"] {
  const { id, title, hash, hasBottleneck, labels, negative } = info;
  return { id, title, sha256: hash, hasBottleneck, labels, negative };
}

/** What was in force: without a bottleneck there are no draws and no blend factor. */
export function describeSettings(
  info: LanePredictor["info"],
  { draws, swaps, seed, beta }: ScoringArguments,
): ResultsFile["settings"] {
  return {
    ...{ draws: info.hasBottleneck ? draws : 0, swaps, seed },
    beta: info.hasBottleneck ? (beta ?? info.beta) : null,
  };
}

export function describeRun(command: string, backend: string): ResultsFile["madeBy"] {
  return { command, commit: readCommit(), date: new Date().toISOString().slice(0, 10), backend };
}

/** The flags that say how rows were scored. */
export function sayScoringFlags(flags: ScoringArguments, modelId: string): string {
  const { draws, swaps, seed, beta, backend, limit } = flags;
  const parts = [
    `--model ${modelId} --draws ${draws} --swaps ${swaps} --seed ${seed} --backend ${backend}`,
    ...(beta === undefined ? [] : [`--beta ${beta}`]),
    ...(limit === Infinity ? [] : [`--limit ${limit}`]),
  ];
  return parts.join(" ");
}

/** Commit of the code that ran, with "+" when source files were changed since; the version of an installed package. */
function readCommit(): string {
  const root = new URL("../../", import.meta.url);
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    git("ls-files", "--error-unmatch", "package.json"); // the clone is this program's own
    const changed = git("status", "--porcelain", "--", "src", "public/models", "public/names");
    return `${git("rev-parse", "--short=12", "HEAD")}${changed === "" ? "" : "+"}`;
  } catch {
    const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as { version: string };
    return `version ${version}`;
  }
}
