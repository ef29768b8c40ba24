/** @file What the figures of a study rest on. */
import { t } from "../../../messages/translate";
import { formatCount } from "../../../messages/formatNumber";
import { joinWords } from "../../../messages/joinWords";
import type { Study, StudyRun } from "../../../data/studyResults";
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
    least === most
      ? t("{n, plural, one {# test row} other {# test rows}}", { n: most })
      : t("{least} to {n, plural, one {# test row} other {# test rows}}", { least: formatCount(least), n: most });
  const values = { rows, part: done.length, n: runs.length, seeds: joinWords(seeds.map(String)) };
  return seeds.length === 0
    ? t("n = {rows}; {part} of {n, plural, one {# run} other {# runs}} with a result.", values)
    : t(
        "n = {rows}; {part} of {n, plural, one {# run} other {# runs}} with a result, training seeds {seeds} (which run has which: table).",
        values,
      );
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
