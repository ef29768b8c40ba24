/**
 * @file Does the review queue find wrong labels? Puts wrong labels into the demo corpus, ranks its rows and counts how many
 * of the first k are wrong; writes docs/reviewValidation.json and the table of docs/review.md.
 *
 *     node --import tsx scripts/validateReview/run.ts
 *     python scripts/validateReview/cleanlab_check.py    (pip install cleanlab; then the first command again)
 *
 * The second line ranks the same labels with cleanlab, another implementation of confident learning.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { REASON_WEIGHTS } from "../../src/analysis/reviewQueue";
import { CONFUSIONS, corruptLabels, type Confusion } from "./corrupt";
import {
  findAllReasons,
  rankAtRandom,
  rankByProbabilities,
  rankByReasons,
  type Reasons,
  type Weights,
} from "./rankings";
import { CORPUS, MODEL, readAveraged, readModel, SEED, SWAPS } from "./readings";
import { writeTable } from "./table";

const RATES = [0.05, 0.1, 0.2];
/** Weights were compared on the first seeds; all that is reported is of the others. */
const CHOOSING_SEEDS = [1, 2, 3, 4, 5];
const REPORTED_SEEDS = [6, 7, 8, 9, 10];
const CUTS = [10, 20, 50];
const NOISY = ".cache/validateReview-noisy.json";
const CLEANLAB = ".cache/validateReview-cleanlab.json";

interface Run {
  readonly confusion: Confusion;
  readonly rate: number;
  readonly seed: number;
  readonly wrong: ReadonlySet<number>;
  readonly reasons: Reasons;
  readonly rankings: Readonly<Record<string, readonly number[]>>;
  /** Class ids of the labels. */
  readonly given: readonly number[];
  readonly issues: readonly number[];
}

interface CleanlabRun {
  readonly issues: readonly number[];
  readonly ranking: readonly number[];
}

const precision = ({ wrong }: Run, ranking: readonly number[], k: number) =>
  ranking.slice(0, k).filter((row) => wrong.has(row)).length / k;

function summarise(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const round = (value: number) => Math.round(value * 1e4) / 1e4;
  return { mean: round(mean), min: round(Math.min(...values)), max: round(Math.max(...values)) };
}

const readings = await readModel();
const averaged = { ...readings, probabilities: await readAveraged(readings) };
const cleanlab = existsSync(CLEANLAB)
  ? (JSON.parse(readFileSync(CLEANLAB, "utf8")) as { madeWith: string; runs: CleanlabRun[] })
  : null;
const runs: Run[] = [];
for (const confusion of CONFUSIONS) {
  for (const rate of RATES) {
    for (const seed of [...CHOOSING_SEEDS, ...REPORTED_SEEDS]) {
      const { examples, wrong } = corruptLabels(readings.examples, rate, confusion, seed);
      const reasons = await findAllReasons(readings, examples);
      const { given, ranking, issues, byMargin } = rankByProbabilities(readings, examples);
      const checked = cleanlab?.runs[runs.length];
      runs.push({
        ...{ confusion, rate, seed, wrong, reasons, given, issues },
        rankings: {
          review: rankByReasons(reasons),
          confidentLearning: ranking,
          confidentLearningMean: rankByProbabilities(averaged, examples).ranking,
          margin: byMargin,
          ...(checked && { cleanlab: checked.ranking }),
          random: rankAtRandom(examples.length, seed),
        },
      });
    }
  }
}
writeFileSync(NOISY, JSON.stringify({ probabilities: readings.probabilities, labels: runs.map(({ given }) => given) }));

/** Mean over confusions, rates and seeds of the precision at the number of wrong rows. */
function rate(weights: Weights): number {
  const chosen = runs.filter(({ seed }) => CHOOSING_SEEDS.includes(seed));
  return summarise(chosen.map((run) => precision(run, rankByReasons(run.reasons, weights), run.wrong.size))).mean;
}
const grid: Weights[] = [0.8, 0.95].flatMap((againstLabel) =>
  [0, 0.1, 0.3, 0.6].flatMap((followsNames) =>
    [0, 0.1, 0.2, 0.4].flatMap((leakyPair) =>
      [0, 0.1, 0.3, 0.6].map((conflictingPair) => ({
        ...REASON_WEIGHTS,
        ...{ againstLabel, followsNames, leakyPair, conflictingPair },
      })),
    ),
  ),
);
const best = grid
  .map((weights) => ({ weights, precision: rate(weights) }))
  .sort((a, b) => b.precision - a.precision)[0]!;

const reported = runs.filter(({ seed }) => REPORTED_SEEDS.includes(seed));
const table = CONFUSIONS.flatMap((confusion) =>
  RATES.flatMap((share) => {
    const cell = reported.filter((run) => run.confusion === confusion && run.rate === share);
    const numWrong = cell[0]!.wrong.size;
    return Object.keys(cell[0]!.rankings).map((ranking) => ({
      ...{ confusion, rate: share, numWrong, ranking },
      precision: Object.fromEntries(
        [...CUTS.map((k) => [String(k), k] as const), ["numWrong", numWrong] as const].map(([name, k]) => [
          name,
          summarise(cell.map((run) => precision(run, run.rankings[ranking]!, k))),
        ]),
      ),
    }));
  }),
);
const numFlagged = summarise(reported.map(({ reasons }) => reasons.filter((own) => own.length > 0).length));
const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();
const isChanged = git("status", "--porcelain", "--", "src", "public/corpora", "public/models") !== "";
const overlap = (a: readonly number[], b: readonly number[]) => {
  const both = a.filter((row) => b.includes(row)).length;
  return both / (a.length + b.length - both || 1);
};
const result = {
  madeBy: {
    command: "node --import tsx scripts/validateReview/run.ts",
    commit: `${git("rev-parse", "--short=12", "HEAD")}${isChanged ? "+" : ""}`,
    date: new Date().toISOString().slice(0, 10),
    cleanlab: cleanlab?.madeWith ?? null,
  },
  data: { file: CORPUS, sha256: readings.corpusSha256, numRows: readings.examples.length },
  model: { id: MODEL, sha256: readings.modelSha256, swaps: SWAPS, seed: SEED, draws: 0 },
  seeds: { choosing: CHOOSING_SEEDS, reported: REPORTED_SEEDS },
  rowsWithReason: numFlagged,
  weights: {
    shipped: REASON_WEIGHTS,
    shippedOnChoosingSeeds: rate(REASON_WEIGHTS),
    chosen: best.weights,
    chosenOnChoosingSeeds: best.precision,
    numTried: grid.length,
  },
  cleanlabIssueOverlap: cleanlab && summarise(runs.map(({ issues }, i) => overlap(issues, cleanlab.runs[i]!.issues))),
  table,
};
writeFileSync("docs/reviewValidation.json", `${JSON.stringify(result, null, 2)}\n`);
writeTable(result);
console.log(JSON.stringify(result.weights), JSON.stringify(numFlagged), result.cleanlabIssueOverlap);
