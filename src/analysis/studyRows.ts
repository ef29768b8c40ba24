/** @file What the runs of a study say together: scores as estimates, differences to base, who is clearly better. */
import { t, msg, type MessageId } from "../messages/translate";
import type { StudyRun, StudyScore } from "../data/studyResults";
import type { Estimate, Interval } from "./estimate";

/** Sets in the order in which they are read, with the words for them. Others follow under their own names. */
export const SET_TITLES: Readonly<Record<string, MessageId>> = {
  id: msg("ID"),
  positives: msg("ID, relations alone"),
  slotSwap: msg("slot swap"),
  typeSwap: msg("type swap"),
  masked: msg("names masked"),
  entitiesOnly: msg("names only"),
};

/** Level of every interval of the files. */
const LEVEL = 0.95;

export function titleOfSet(set: string): string {
  const title = SET_TITLES[set];
  return title === undefined ? set : t(title);
}

/** Sets that at least one run was scored on; those of Wikipedia relations when none was run. */
export function listSets(runs: readonly StudyRun[]): string[] {
  const found = new Set(runs.flatMap(({ scores }) => Object.keys(scores)));
  const known = Object.keys(SET_TITLES);
  if (found.size === 0) return known.filter((set) => set !== "positives");
  return [...known.filter((set) => found.has(set)), ...[...found].filter((set) => !known.includes(set))];
}

const scale = (ci: readonly [number, number] | null | undefined): Interval | null =>
  ci ? { low: 100 * ci[0], high: 100 * ci[1], level: LEVEL } : null;

const NO_ROWS = { numClusters: 0, numResamples: 0, numUndefined: 0, seed: null };

/** A fraction with its bounds as an estimate in percent; nothing given: no value. */
export function toEstimate(
  given: Pick<StudyScore, "value" | "ci"> | undefined,
  numRows: number | null = null,
): Estimate {
  if (given === undefined) return { ...NO_ROWS, value: null, interval: null, gap: "noRows", numRows: 0 };
  return { ...NO_ROWS, value: 100 * given.value, interval: scale(given.ci), gap: null, numRows: numRows ?? 0 };
}

/** Score of a run on a set, in percent. */
export function scoreOf(run: StudyRun, set: string): Estimate {
  return toEstimate(run.scores[set], run.scores[set]?.n);
}

/** Paired difference of a run to its baseline on a set, in points. */
export function differenceOf(run: StudyRun, set: string): Estimate {
  return toEstimate(run.differences?.sets[set], run.scores[set]?.n);
}

/** Points that a run loses from ID to a set; null where one of the two was not scored. */
export function lossOf(run: StudyRun, set: string): number | null {
  const [id, other] = [run.scores.id, run.scores[set]];
  return id && other ? 100 * (id.value - other.value) : null;
}

export interface ClearDifferences {
  /** Runs whose interval lies above, or below, 0: the largest difference first. */
  readonly higher: readonly StudyRun[];
  readonly lower: readonly StudyRun[];
  /** Runs that have an interval. */
  readonly numTested: number;
  /** How many of them would be clear by chance, were there no difference at all. */
  readonly byChance: number;
}

/** Which runs differ clearly from base on a set. Intervals are not corrected: `byChance` says what that means. */
export function findClear(runs: readonly StudyRun[], set: string): ClearDifferences {
  const tested = runs.flatMap((run) => {
    const { value, interval } = differenceOf(run, set);
    return value === null || interval === null ? [] : [{ run, value, interval }];
  });
  const sorted = tested.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  return {
    higher: sorted.filter(({ interval }) => interval.low > 0).map(({ run }) => run),
    lower: sorted.filter(({ interval }) => interval.high < 0).map(({ run }) => run),
    numTested: tested.length,
    byChance: (1 - LEVEL) * tested.length,
  };
}

/** Runs with a result, the best on a set first; then those without one, in their order. */
export function sortRuns(runs: readonly StudyRun[], set: string): StudyRun[] {
  const valueOf = (run: StudyRun) => run.scores[set]?.value ?? null;
  return [...runs].sort((a, b) => {
    const [x, y] = [valueOf(a), valueOf(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return y - x;
  });
}

/** How far a run has come: none, some or all of the seeds that its study asks for. */
export function statusOf({ planned, seeds }: Pick<StudyRun, "planned" | "seeds">): "notRun" | "part" | "run" {
  if (seeds.length === 0) return "notRun";
  return planned.every((seed) => seeds.includes(seed)) ? "run" : "part";
}
