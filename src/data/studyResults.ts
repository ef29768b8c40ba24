/**
 * @file The studies as the page reads them: public/studies/results.json, which scripts/studyResults.mjs writes from
 * training/. Every run of every study is in it, with or without a result.
 */
import { sayIssue } from "../messages/sayIssue";
import { msg, t } from "../messages/translate";
import { z } from "zod";

const words = z.string().nullable();
const interval = z.tuple([z.number(), z.number()]).nullable();

const score = z.object({
  /** Mean over seeds, a fraction. */
  value: z.number(),
  /** Mean over seeds of the 95% bounds; null where none were computed. */
  ci: interval,
  perSeed: z.array(z.number()),
  /** Rows that were scored. */
  n: z.number().nullable(),
});
const variance = z.object({
  /** Mean over rows and seeds of the mean sigma^2 of a row's entity sub-tokens. */
  mean: z.number(),
  perSeed: z.array(z.number()),
  /** Bounds of the bins, and rows in each, all seeds together. [B + 1] and [B] */
  edges: z.array(z.number()).nullable(),
  counts: z.array(z.number()).nullable(),
  /** Share of rows under 0.05, and what it is at most where the files leave it open. */
  collapse: z.number().nullable(),
  collapseAtMost: z.number().nullable(),
});
const series = z.array(z.number().nullable()).nullable();

const run = z.object({
  name: z.string(),
  study: z.string(),
  title: z.string(),
  note: words,
  differs: z.object({
    treatment: z.string(),
    encoding: z.string(),
    tags: z.string(),
    head: z.string(),
    negatives: z.union([z.number(), z.string()]).nullable(),
    beta: z.number().nullable(),
    alpha: z.union([z.number(), z.string()]).nullable(),
    labelSet: z.string(),
    weights: z.string(),
    epochs: z.number().nullable(),
    trainShare: z.number(),
  }),
  metric: z.string(),
  /** Seeds that the study asks for, and those that have a result; empty: not run. */
  planned: z.array(z.number()),
  seeds: z.array(z.number()),
  isTrained: z.boolean(),
  /** By set: id, slotSwap, typeSwap, masked, entitiesOnly, and others. */
  scores: z.record(z.string(), score),
  /** Paired differences to `to`. */
  differences: z
    .object({
      to: z.array(z.string()),
      seeds: z.number(),
      sets: z.record(z.string(), z.object({ value: z.number(), ci: interval })),
    })
    .nullable(),
  /** On the rows as written and under type swap; null without a bottleneck. */
  variance: z.object({ id: variance, typeSwap: variance.optional() }).nullable(),
  /** What one seed's log says, one value a recorded step. */
  curve: z
    .object({
      seed: z.number(),
      step: z.array(z.number()),
      ce: series,
      klBits: series,
      alpha: series,
      variance: series,
    })
    .nullable(),
  /** The shipped model that comes from this run. */
  modelId: words,
  shippedSeed: z.number().nullable(),
  command: z.string(),
  scoredBy: words,
  files: z.array(z.string()),
  commits: z.array(z.string()),
  hardware: words,
  precision: words,
});
const correlation = z.object({ value: z.number(), ci: interval });
const correlations = z.object({
  /** Relations, or rows. */
  n: z.number(),
  documents: z.number().nullable(),
  /** What a resample draws. */
  bootstrap: z.string(),
  /** By quantity: oodDrop, trainFrequency, flipRate, namesOnlyAccuracy. */
  correlations: z.record(z.string(), z.object({ pearson: correlation, spearman: correlation })),
});
/** What the variance of one model goes with. */
const diagnostics = z.object({
  run: z.string(),
  file: z.string(),
  swapFiles: z.number(),
  commit: z.string(),
  command: z.string(),
  perRelation: correlations,
  perExample: correlations,
  relations: z.array(
    z.object({
      relation: z.string(),
      rows: z.number(),
      trainRows: z.number(),
      meanVariance: z.number(),
      /** Accuracy on the rows as they are, minus that under type swap. */
      oodDrop: z.number(),
      flipRate: z.number(),
      namesOnlyAccuracy: z.number(),
    }),
  ),
});
const f1 = z.object({ value: z.number(), ci: interval, perSeed: z.array(z.number()) });
/** A run that finds entities and relations together, or the row of a paper. */
const jointRun = z.object({
  name: z.string(),
  title: z.string(),
  corpus: z.enum(["conll04", "scierc", "ade", "wikipedia"]),
  kind: z.enum(["run", "paper"]),
  encoder: z.string(),
  /** Weight of the overlap of a wrong span in the identification loss; null where it has no place. */
  iouScale: z.number().nullable(),
  /** Wrong spans a sentence in training; null: as the code has it by itself, or not known. */
  negatives: z.number().nullable(),
  planned: z.array(z.number()),
  seeds: z.array(z.number()),
  /** Test sentences. */
  n: z.number().nullable(),
  /** F1, fractions, by measure: entities, relations, relationsWithTypes, and headline, the one that the papers report. */
  scores: z.record(z.string(), f1),
  differences: z
    .object({
      to: z.string(),
      seeds: z.number(),
      sets: z.record(z.string(), z.object({ value: z.number(), ci: interval })),
    })
    .nullable(),
  command: words,
  files: z.array(z.string()),
  commits: z.array(z.string()),
  hardware: words,
});
const joint = z.object({ file: z.string(), title: z.string(), note: z.string(), runs: z.array(jointRun) });
const study = z.object({ id: z.string(), file: words, title: z.string(), note: words, baseline: words });
const file = z
  .object({
    schema: z.literal("entity-bias-studies"),
    version: z.literal(1),
    studies: z.array(study).min(1),
    runs: z.array(run),
    diagnostics: z.array(diagnostics).default([]),
    joint: joint.optional(),
  })
  .refine(({ studies, runs }) => runs.every((one) => studies.some(({ id }) => id === one.study)), {
    message: msg("expected each run's study among the studies"),
  });

export type StudyScore = z.infer<typeof score>;
export type StudyVariance = z.infer<typeof variance>;
export type StudyRun = z.infer<typeof run>;
export type Study = z.infer<typeof study>;
export type JointRun = z.infer<typeof jointRun>;
export type JointResults = z.infer<typeof joint>;
export type Diagnostics = z.infer<typeof diagnostics>;
export type StudyResults = z.infer<typeof file>;

/** Checks the parsed file. Throws with the first thing that is wrong, and what to do. */
export function parseStudyResults(value: unknown): StudyResults {
  const { data, error } = file.safeParse(value);
  if (data) return data;
  const [issue] = error.issues;
  const where = issue && issue.path.length > 0 ? `${issue.path.join(".")}: ` : "";
  throw new Error(
    t("studies/results.json, {problem}. The site's files do not fit together; reload the page.", {
      problem: `${where}${sayIssue(issue?.message ?? "")}`,
    }),
  );
}
