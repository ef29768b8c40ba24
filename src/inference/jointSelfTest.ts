/** @file golden.json of a joint model: what PyTorch computed, and whether this backend computes the same. */
import { z } from "zod";
import { planPairs, planSpans } from "../model/jointPlan";
import { joinArrays, readJoined } from "./findInTexts";
import { disposeTexts, readPairScores, readSpanScores, startTexts, type RunningJoint } from "./jointForward";
import { parseFile } from "./modelFiles";
import { maxDifference, SELF_TEST_TOLERANCE, type SelfTestResult } from "./selfTest";

const place = z.int().nonnegative();
const stretch = z.tuple([place, place]);
const scores = z.array(z.object({ classes: z.array(z.number()), identify: z.number().optional() }));

const jointCase = z.object({
  text: z.string(),
  words: z.array(z.object({ start: place, end: place })),
  inputIds: z.array(place),
  edges: z.array(place).min(1),
  marked: z.tuple([stretch, stretch]),
  markedScores: scores,
  pairScores: scores,
  spans: z.array(stretch).optional(),
  spanScores: scores.optional(),
  entities: z.array(z.object({ start: place, end: place, type: z.string(), score: z.number() })),
  relations: z.array(z.object({ head: place, tail: place, type: z.string(), score: z.number() })),
});

const jointGolden = z.object({ modelId: z.string(), cases: z.array(jointCase).min(1) });

/** One text with its scores. `words` are UTF-16 offsets; every other span counts words. */
export type JointGoldenCase = z.infer<typeof jointCase>;
/** golden.json of a joint model. The first case is the start-up self-test. */
export type JointGolden = z.infer<typeof jointGolden>;

/** Reads golden.json of a joint model. Throws an Error that names the field that is wrong. */
export function parseJointGolden(text: string, where: string): JointGolden {
  return parseFile(jointGolden, text, where);
}

/** Scores as a model's outputs stand: classes, then identification where there is one. */
export function flattenScores(rows: JointGoldenCase["markedScores"]): number[] {
  return rows.flatMap(({ classes, identify }) => (identify === undefined ? classes : [...classes, identify]));
}

/** Scores of a golden case's marked pair and, where it lists them, of all its spans. */
export async function readGoldenScores(running: RunningJoint, golden: JointGoldenCase) {
  const { joint } = running.config;
  const batch = await startTexts(running, [golden]);
  try {
    const inFirst = (spans: readonly (readonly [number, number])[]) => spans.map((span) => ({ row: 0, span }));
    const marked = await readSpanScores(running, batch, planSpans(batch.texts, inFirst(golden.marked), joint));
    const joined = joinArrays(golden.marked.map((_, rank) => readJoined(marked, rank, joint)));
    const pairs = await readPairScores(running, batch, planPairs(batch.texts, inFirst(golden.marked), joined, joint));
    const spans = await readSpanScores(running, batch, planSpans(batch.texts, inFirst(golden.spans ?? []), joint));
    return { marked, pairs, spans };
  } finally {
    disposeTexts(batch);
  }
}

/** Runs one golden case. Rejects when the backend fails outright. */
export async function runJointSelfTest(running: RunningJoint, golden: JointGoldenCase): Promise<SelfTestResult> {
  const start = performance.now();
  const { marked, pairs, spans } = await readGoldenScores(running, golden);
  const elapsedMs = performance.now() - start;
  const maxError = Math.max(
    maxDifference(marked, flattenScores(golden.markedScores)),
    maxDifference(pairs, flattenScores(golden.pairScores)),
    maxDifference(spans, flattenScores(golden.spanScores ?? [])),
  );
  return { passed: maxError <= SELF_TEST_TOLERANCE, maxError, elapsedMs };
}
