/** @file Schemas of the small JSON files beside the weights: labels.json, golden.json and the index of all models. */
import { sayIssue } from "../messages/sayIssue";
import { t } from "../messages/translate";
import { z } from "zod";

const span = z.object({ start: z.int().nonnegative(), end: z.int().nonnegative() });
const numbers = z.array(z.number());

const goldenCase = z.object({
  text: z.string(),
  subject: span,
  object: span,
  inputIds: z.array(z.int().nonnegative()),
  entityMask: z.array(z.union([z.literal(0), z.literal(1)])),
  subjectPosition: z.int().nonnegative(),
  objectPosition: z.int().nonnegative(),
  maskPosition: z.int().nonnegative().optional(),
  tagIds: z.array(z.int().nonnegative()).optional(),
  subjectType: z.string().nullish(),
  objectType: z.string().nullish(),
  meanLogits: numbers,
  noiseLogits: numbers.optional(),
  tokenVariance: numbers.optional(),
  mu: z.array(numbers).optional(),
  sigma: z.array(numbers).optional(),
});

const golden = z.object({ modelId: z.string(), cases: z.array(goldenCase).min(1) });

const modelIndex = z.object({
  default: z.string(),
  models: z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        role: z.enum(["vib", "base", "variant", "test"]),
        bottleneck: z.boolean(),
        bytes: z.int().positive(),
        base: z.string().optional(),
        treatment: z.string().optional(),
        labelSet: z.string().optional(),
      }),
    )
    .min(1),
  extractors: z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        role: z.literal("test").optional(),
        bytes: z.int().positive(),
        base: z.string().optional(),
      }),
    )
    .optional(),
});

/** One input with what PyTorch computed from it with the shipped weights. E argument sub-tokens, R relations. */
export type GoldenCase = z.infer<typeof goldenCase>;
/** golden.json. The first case is the start-up self-test. */
export type Golden = z.infer<typeof golden>;
/** public/models/index.json, in menu order. `models` read marked pairs, `extractors` find entities and relations in text. */
export type ModelIndex = z.infer<typeof modelIndex>;

/** Reads golden.json. Throws an Error that names the field that is wrong. */
export function parseGolden(text: string, where: string): Golden {
  return parseFile(golden, text, where);
}

/** Reads index.json. Throws an Error that names the field that is wrong. */
export function parseModelIndex(text: string, where: string): ModelIndex {
  return parseFile(modelIndex, text, where);
}

/** Reads labels.json: a list of `numLabels` different label strings, one of them `negative`. */
export function parseLabels(text: string, where: string, numLabels: number, negative: string): string[] {
  const labels = parseFile(z.array(z.string()), text, where);
  if (labels.length !== numLabels || new Set(labels).size !== numLabels) {
    throw new Error(
      t("{where}: expected {numLabels} different labels, got {n}. Export the model again.", {
        where,
        numLabels,
        n: labels.length,
      }),
    );
  }
  if (!labels.includes(negative)) {
    throw new Error(
      t('{where}: expected the negative label "{negative}" among the labels, got none. Export again.', {
        where,
        negative,
      }),
    );
  }
  return labels;
}

/** Parses JSON text. Throws an Error that says where. */
export function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      t("{where}: expected complete JSON, got text that does not parse ({reason}). Load the model again.", {
        where,
        reason,
      }),
    );
  }
}

/** The content of a small JSON file by its schema. Throws an Error that says where. */
export function parseFile<T>(schema: z.ZodType<T>, text: string, where: string): T {
  const result = schema.safeParse(parseJson(text, where));
  if (result.success) return result.data;
  const problems = result.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join(".")}: ${sayIssue(issue.message)}`);
  throw new Error(
    t("{where}: expected this program's format, got: {problems}. Export the model again.", {
      where,
      problems: problems.join("; "),
    }),
  );
}
