/** @file Runs that differ in one number alone: the points of a sweep. */
import type { StudyRun } from "../data/studyResults";

export type Swept = "beta" | "alpha";

export interface SweepPoint {
  /** The number that varies; a word where it is none ("adaptive"). */
  readonly at: number | string;
  readonly run: StudyRun;
}

/** Runs of one sweep, numbers rising, words last. */
export interface Sweep {
  readonly of: Swept;
  readonly points: readonly SweepPoint[];
}

/** Everything but the swept number; epochs and the study do not count. */
function rest({ differs }: StudyRun, of: Swept): string {
  return JSON.stringify({ ...differs, [of]: null, epochs: null });
}

function order(a: number | string, b: number | string): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === typeof b) return String(a).localeCompare(String(b));
  return typeof a === "number" ? -1 : 1;
}

/**
 * All groups of two and more runs with a bottleneck that differ in `of` alone (epochs aside), with or without a result:
 * those with most results first, then the larger ones. Of runs with the same number the one with a result counts.
 */
export function findSweeps(runs: readonly StudyRun[], of: Swept): Sweep[] {
  const groups = new Map<string, Map<number | string, StudyRun>>();
  for (const run of runs) {
    const at = run.differs[of];
    if (at === null) continue;
    const key = rest(run, of);
    const group = groups.get(key) ?? new Map<number | string, StudyRun>();
    if ((group.get(at)?.seeds.length ?? -1) < run.seeds.length) group.set(at, run);
    groups.set(key, group);
  }
  const countRun = ({ points }: Sweep) => points.filter(({ run }) => run.seeds.length > 0).length;
  return [...groups.values()]
    .filter(({ size }) => size > 1)
    .map((group): Sweep => ({
      of,
      points: [...group].map(([at, run]) => ({ at, run })).sort((a, b) => order(a.at, b.at)),
    }))
    .sort((a, b) => countRun(b) - countRun(a) || b.points.length - a.points.length);
}
