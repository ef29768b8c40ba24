/** @file The messages between an embedded page and the page around it: docs/embed.md. Version 1. */
import { z } from "zod";
import type { Answer } from "./answer";
import type { Draft } from "./draft";

/** Names of the two sides; every message carries its own. */
export const HOST = "entity-bias-host";
export const PAGE = "entity-bias-explorer";
export const VERSION = 1;

/** Longest text that is taken, in UTF-16 units: some fifty times the model's window. */
const MAX_TEXT = 20_000;

const argument = z.strictObject({ start: z.int(), end: z.int(), type: z.string().max(100).optional() });
const envelope = {
  source: z.literal(HOST),
  version: z.literal(VERSION),
  id: z.union([z.string().max(200), z.number()]),
};

const hostMessage = z.discriminatedUnion("type", [
  z.strictObject({
    ...envelope,
    type: z.literal("setText"),
    text: z.string().max(MAX_TEXT),
    subject: argument,
    object: argument,
  }),
  z.strictObject({ ...envelope, type: z.literal("getReading") }),
  z.strictObject({
    ...envelope,
    type: z.literal("setKnobs"),
    beta: z.number().min(0).max(1).optional(),
    draws: z.int().min(1).max(64).optional(),
    seed: z.int().min(0).optional(),
  }),
  z.strictObject({ ...envelope, type: z.literal("setModel"), model: z.string().max(200) }),
]);

/** What the page around may ask. */
export type HostMessage = z.infer<typeof hostMessage>;

/** What was asked, or what is wrong with it; null for a message that is none of ours. */
export function readHostMessage(
  data: unknown,
): { readonly message: HostMessage } | { readonly id: string | number | null; readonly problem: string } | null {
  if (typeof data !== "object" || data === null || (data as { source?: unknown }).source !== HOST) return null;
  const result = hostMessage.safeParse(data);
  if (result.success) return { message: result.data };
  const { id } = data as { id?: unknown };
  const problems = result.error.issues.map(({ path, message }) => `${path.join(".") || "(message)"}: ${message}`);
  return {
    id: typeof id === "string" || typeof id === "number" ? id : null,
    problem: `expected a message of version ${VERSION} as docs/embed.md describes it, got: ${problems.join("; ")}`,
  };
}

/** A reading as it is sent: plain numbers and strings. Probabilities in the model's order of labels. */
export function packReading(answer: Answer, draft: Draft) {
  const { model, reading, text } = answer;
  return {
    model: { id: model.id, title: model.title, hash: model.hash },
    text,
    subject: draft.subject,
    object: draft.object,
    probabilities: model.labels.map((label, index) => ({ label, probability: reading.probabilities[index] ?? 0 })),
    variance: reading.variance,
    tokens: reading.tokens.map(({ piece, role, span, variance }) => ({ piece, role, span, variance })),
    draws: {
      count: reading.numDraws,
      seed: reading.seed,
      beta: reading.beta,
      probabilities: Array.from({ length: reading.numDraws }, (_, draw) =>
        Array.from(reading.drawProbabilities.subarray(draw * model.labels.length, (draw + 1) * model.labels.length)),
      ),
    },
  };
}
