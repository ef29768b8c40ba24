/** @file A run of a study for tests. */
import type { StudyRun } from "../data/studyResults";

/** A run with scores in percent by set, and differences in points [value, low, high]. */
export function makeRun(
  name: string,
  scores: Readonly<Record<string, number>>,
  differences: Readonly<Record<string, readonly [number, number, number]>> | null = null,
  part: Partial<StudyRun> = {},
): StudyRun {
  const seeds = Object.keys(scores).length > 0 ? [1] : [];
  return {
    ...{ name, study: "main", title: name, note: null, metric: "microF1", planned: [1], seeds, isTrained: true },
    differs: {
      ...{ treatment: "none", encoding: "[H,T]", tags: "none", head: "soft-max", negatives: null, beta: null },
      ...{ alpha: null, labelSet: "wikipedia", weights: "all", epochs: 3, trainShare: 1 },
    },
    scores: Object.fromEntries(
      Object.entries(scores).map(([set, value]) => [
        set,
        { value: value / 100, ci: [value / 100 - 0.02, value / 100 + 0.02], perSeed: [value / 100], n: 100 },
      ]),
    ),
    differences: differences && {
      ...{ to: ["base"], seeds: 1 },
      sets: Object.fromEntries(
        Object.entries(differences).map(([set, [value, low, high]]) => [
          set,
          { value: value / 100, ci: [low / 100, high / 100] as [number, number] },
        ]),
      ),
    },
    ...{ variance: null, curve: null, modelId: null, shippedSeed: null, command: "make it", scoredBy: null },
    ...{ files: [], commits: [], hardware: null, precision: null },
    ...part,
  };
}
