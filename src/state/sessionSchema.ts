/** @file What stands in a session file, part by part. Whoever opens one may have changed it by hand, so every value is checked. */
import { msg } from "../messages/translate";
import { z } from "zod";
import { checkExample } from "../data/example";
import { NAME_SOURCES } from "../data/nameSources";
import { ACTIONS } from "../data/reviewDecisions";
import { LONGEST_SLICE_NAME, restoreEnds } from "./sliceActions";
import { VIEWS } from "./urlState";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, msg("expected a SHA-256 in hexadecimal"));
const whole = (low: number, high = Number.MAX_SAFE_INTEGER) => z.int().min(low).max(high);
const share = z.number().min(0).max(1);
const amount = z.number().min(0).nullable();
/** Numbers of a Float32Array; JSON gives back the same ones. */
const floats = z.array(z.number()).transform((values) => Float32Array.from(values));

const span = z.object({ start: whole(0), end: whole(0) });
const argument = z.object({ ...span.shape, type: z.string().optional() });
const sentence = {
  text: z.string(),
  subject: argument.nullable(),
  object: argument.nullable(),
  relation: z.string().nullable(),
  exampleId: z.string().nullable(),
};
const isInside = ({ text, subject, object }: z.output<z.ZodObject<typeof sentence>>) =>
  [subject, object].every((one) => one === null || (one.start < one.end && one.end <= text.length));
const INSIDE = msg("expected subject and object inside the text");
const name = z.string().min(1).optional();
const source = z.enum(NAME_SOURCES).optional();
const draft = z
  .object({
    ...sentence,
    swap: z
      .object({
        origin: z.object({ ...sentence, swap: z.null().optional() }).refine(isInside, INSIDE),
        names: z.object({ subject: name, object: name }),
        sources: z.object({ subject: source, object: source }).optional(),
      })
      .nullish(),
  })
  .refine(isInside, INSIDE);

const knobs = z.object({ beta: share.nullable(), draws: whole(0, 64), seed: whole(0) });
const rowVariance = z.object({ subject: amount, object: amount, row: amount });
const reading = z
  .object({
    modelId: z.string(),
    exampleId: z.string(),
    probabilities: floats,
    logits: floats,
    drawProbabilities: floats,
    numDraws: whole(0),
    seed: whole(0),
    beta: share.nullable(),
    tokens: z.array(
      z.object({
        piece: z.string(),
        role: z.enum(["special", "marker", "subject", "object", "context"]),
        span: span.nullable(),
        variance: amount,
      }),
    ),
    variance: rowVariance,
    numTokensCut: z.object({ before: whole(0), after: whole(0) }),
    elapsedMs: z.number(),
  })
  .refine(
    ({ probabilities, drawProbabilities, numDraws }) => drawProbabilities.length === numDraws * probabilities.length,
    msg("expected as many probabilities for each draw as there are relations"),
  );
const labels = z.array(z.string()).min(2);
const answer = z
  .object({
    key: z.string(),
    model: z.object({
      id: z.string(),
      hash: z.string(),
      title: z.string(),
      labels,
      negative: z.string(),
      hasBottleneck: z.boolean(),
      beta: share.nullable(),
      ranksLabels: z.boolean().optional(),
    }),
    reading,
    text: z.string(),
    gold: z.string().nullable(),
    isBuilt: z.boolean(),
  })
  .refine(
    ({ model, reading: given }) => given.probabilities.length === model.labels.length,
    msg("expected one probability for each relation of the model"),
  );
const pin = z.object({
  draft,
  knobs,
  modelId: z.string().nullable(),
  isComparing: z.boolean(),
  answers: z.array(answer).min(1).max(2),
});
const logEntry = z.object({
  key: z.string(),
  name: z.string(),
  draft,
  readings: z.array(
    z.object({
      hasBottleneck: z.boolean(),
      label: z.string(),
      probability: share,
      variance: rowVariance.partial({ row: true }),
    }),
  ),
});

const words = z.string().nullable();
/** The ends of a range that has none are null, as JSON writes them. */
const end = z.number().nullable();
const filter = z
  .object({
    range: z
      .object({ of: z.enum(["pooled", "subject", "object"]), low: end, high: end })
      .transform(({ of, low, high }) => ({ of, low: low as number, high: high as number }))
      .nullable(),
    relation: words,
    pair: words,
    name: words,
    text: z.string(),
  })
  .transform(restoreEnds);

const chosen = z.array(z.tuple([z.string(), z.string().nullable()]));
const mapping = z.object({ relations: z.record(z.string(), chosen), types: chosen });

const example = z
  .object({
    id: z.string(),
    docId: z.string().optional(),
    text: z.string(),
    subject: argument,
    object: argument,
    relation: z.string().nullish(),
    annotator: z.string().optional(),
  })
  .superRefine((row, context) => {
    const [problem] = checkExample(row);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  });
const problems = z.array(z.object({ position: whole(0), message: z.string() }));
const choice = z.object({ value: z.string(), label: z.string() });
const report = z.object({
  formatId: z.string(),
  formatTitle: z.string(),
  files: z.array(z.string()),
  numRead: whole(0),
  numBad: whole(0),
  problems,
  skipped: z.record(z.string(), whole(0)),
  decisions: z.array(
    z.object({
      id: z.string(),
      question: z.string(),
      value: z.string(),
      choices: z.array(choice),
      because: z.string(),
      isForced: z.boolean(),
    }),
  ),
  notices: z.array(z.string()),
  options: z.object({
    pairs: z.object({ kind: z.enum(["gold", "all", "sample"]), share, seed: z.number() }),
    decisions: z.record(z.string(), z.string()),
  }),
});
/** `contentHash`: of the rows, or the figures, as they stand in the file; `hash`: of the file they were read from. */
const opened = { name: z.string(), hash: sha256, contentHash: sha256 };
const corpus = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("demo"), hash: sha256 }),
  z.object({ kind: z.literal("published"), modelId: z.string(), hash: sha256 }),
  z.object({
    kind: z.literal("file"),
    ...opened,
    rows: z.array(example).min(1),
    problems,
    report: report.optional(),
  }),
  z.object({ kind: z.literal("results"), ...opened, figures: z.record(z.string(), z.unknown()) }),
]);

const chances = z.array(z.tuple([whole(0), share]));
const probes = z.object({
  full: chances,
  masked: chances.nullable(),
  namesOnly: chances.nullable(),
  swapProbabilities: z.array(share),
});
const result = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("score"),
    label: whole(0),
    probability: share,
    variance: rowVariance,
    numDraws: whole(0),
    numDrawFlips: whole(0),
    swapLabels: z.array(whole(0)),
    swapVariance: rowVariance.nullable(),
    divergence: amount,
    /** Sessions of older pages have none. */
    probes: probes.optional(),
  }),
  z.object({ kind: z.literal("unreadable"), error: z.string() }),
]);
/** Every class id that a score names. */
const listClasses = ({ label, swapLabels, probes: kept }: Extract<z.output<typeof result>, { kind: "score" }>) => {
  const lists = kept ? [kept.full, kept.masked ?? [], kept.namesOnly ?? []] : [];
  return [label, ...swapLabels, ...lists.flat().map(([id]) => id)];
};
const scores = z
  .object({
    model: z.object({ id: z.string(), title: z.string(), hash: sha256, labels }),
    options: z.object({ draws: whole(0, 64), swaps: whole(0, 32), seed: whole(0), beta: share.nullable() }),
    /** One for each row of the corpus; null for a row that was not scored. */
    results: z.array(result.nullable()),
  })
  .refine(
    ({ model, results }) =>
      results.every((one) => one?.kind !== "score" || listClasses(one).every((label) => label < model.labels.length)),
    msg("expected answers that are among the model's relations"),
  );

const decision = z.object({
  row: whole(0),
  action: z.enum(ACTIONS).nullable(),
  label: words,
  at: z.number().min(0),
});

/** The whole document but for its format and version, which are looked at before. */
export const sessionSchema = z
  .object({
    made: z.object({
      page: z.string(),
      date: z.string(),
      /** `hash`: null when the model had not loaded. */
      model: z.object({ id: z.string(), title: z.string(), hash: sha256.nullable() }).nullable(),
    }),
    view: z.enum(VIEWS),
    /** Knobs, comparison, names on offer, how the corpus is scored and cut: as in a link. */
    link: z.string(),
    bench: z.object({
      draft,
      /** Id of the example from which previous and next count. */
      example: z.string().nullable(),
      pin: pin.nullable(),
      log: z.array(logEntry),
      /** The reader's own names, one a line. */
      names: z.string(),
    }),
    corpus: corpus.nullable(),
    selection: z.object({
      filter,
      slices: z.array(z.object({ id: z.string().min(1), name: z.string().min(1).max(LONGEST_SLICE_NAME), filter })),
      /** What the reader said labels and types of the file are; absent in files of before. */
      mapping: mapping.optional(),
    }),
    scores: z.array(scores).max(2),
    /** Decisions about rows of the corpus; sessions of version 1 have none. */
    review: z.array(decision).default([]),
  })
  .refine(
    ({ corpus: rows, scores: given }) =>
      rows?.kind !== "file" || given.every(({ results }) => results.length === rows.rows.length),
    { path: ["scores"], message: msg("expected one result for each row of the corpus") },
  )
  .refine(({ corpus: rows, review }) => rows?.kind !== "file" || review.every(({ row }) => row < rows.rows.length), {
    path: ["review"],
    message: msg("expected decisions about rows of the corpus"),
  });
