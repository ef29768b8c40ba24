/** @file What the figures of a study rest on. */
import type { Study, StudyRun } from "../../../data/studyResults";
import { countOf } from "../../numbers";
import type { Provenance } from "../../provenance";

/** Test rows, the fewest and the most; 0 when no run has a result. */
function rangeOfRows(runs: readonly StudyRun[]): readonly [number, number] {
  const sizes = runs.flatMap(({ scores }) => scores.id?.n ?? []);
  return sizes.length === 0 ? [0, 0] : [Math.min(...sizes), Math.max(...sizes)];
}

/** n and seeds in words, for the foot of a figure. */
export function sayRows(runs: readonly StudyRun[]): string {
  const [least, most] = rangeOfRows(runs);
  const done = runs.filter(({ seeds }) => seeds.length > 0);
  const seeds = [...new Set(done.flatMap((run) => run.seeds))].sort((a, b) => a - b);
  const rows =
    least === most ? countOf(most, "test row") : `${least.toLocaleString("en")} to ${countOf(most, "test row")}`;
  const trained = seeds.length === 0 ? "" : `, training seeds ${seeds.join(", ")} (which run has which: table)`;
  return `n = ${rows}; ${done.length} of ${countOf(runs.length, "run")} with a result${trained}.`;
}

export function describeStudy(study: Study, runs: readonly StudyRun[]): Provenance {
  const commits = [...new Set(runs.flatMap((run) => run.commits))];
  return {
    n: rangeOfRows(runs)[1],
    models: [],
    settings: { study: study.id, file: study.file, commits: commits.join(" ") || null },
    data: null,
  };
}
