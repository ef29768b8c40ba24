/** @file What the builder calls tasks, outcomes and parts of the page. */
import { LESSON_PARTS, type LessonPart, type LessonTask, type LessonView, type Outcome } from "../../../lessons/schema";
import { msg, t, type MessageId } from "../../../messages/translate";

type Kind = LessonTask["kind"];

/** What each task asks for, as a learner is told. */
const TASKS: Partial<Record<Kind, MessageId>> = {
  read: msg("Let the model answer."),
  mark: msg("Mark another subject or object in the sentence."),
  swap: msg("Put another name in the place of the subject or the object."),
  restore: msg("Put the names of the sentence back."),
  edit: msg("Change the words of the sentence, and keep both names."),
  exchange: msg("Exchange subject and object."),
  beta: msg("Move the blend β."),
  draws: msg("Change the number of draws."),
  newDraw: msg("Draw again with another seed."),
  probes: msg("Wait until the four probes are read."),
  compare: msg("Set the base model beside this one."),
  pin: msg("Pin this reading."),
  openCorpus: msg("Open the demo corpus."),
  score: msg("Score rows of the corpus."),
  brush: msg("Select a range of the histogram."),
  select: msg("Select the rows of one relation."),
  clear: msg("Select everything again."),
  openRow: msg("Open another row of the review."),
  judge: msg("Decide about a row."),
};

/** A task as it begins, with the widest bounds. */
const FIRST: { readonly [K in Kind]?: LessonTask } = {
  read: { kind: "read" },
  mark: { kind: "mark" },
  swap: { kind: "swap" },
  restore: { kind: "restore" },
  edit: { kind: "edit" },
  exchange: { kind: "exchange" },
  beta: { kind: "beta", low: 0.9, high: 1 },
  draws: { kind: "draws", low: 32, high: 64 },
  newDraw: { kind: "newDraw" },
  probes: { kind: "probes" },
  compare: { kind: "compare" },
  pin: { kind: "pin" },
  openCorpus: { kind: "openCorpus", source: "demo" },
  score: { kind: "score", rows: 50 },
  brush: { kind: "brush" },
  select: { kind: "select", by: "relation" },
  clear: { kind: "clear" },
  openRow: { kind: "openRow" },
  judge: { kind: "judge", rows: 1 },
};

/** Tasks that can be done beside each view. */
export const VIEW_TASKS: Record<LessonView, readonly Kind[]> = {
  bench: [
    "read",
    "mark",
    "swap",
    "restore",
    "edit",
    "exchange",
    "beta",
    "draws",
    "newDraw",
    "probes",
    "compare",
    "pin",
  ],
  corpus: ["openCorpus", "score", "brush", "select", "clear"],
  review: ["openRow", "judge"],
  models: [],
};

export const sayTask = (kind: Kind): string => {
  const id = TASKS[kind];
  return id === undefined ? kind : t(id);
};

/** A task of this kind, ready to be asked for; null for an unknown one. */
export const beginTask = (kind: string): LessonTask | null => FIRST[kind as Kind] ?? null;

const OUTCOME_WORDS: Partial<Record<Outcome, MessageId>> = {
  noRelation: msg("the model answers “no relation”"),
  someRelation: msg("the model answers some relation"),
  goldKept: msg("the model is right"),
  goldMissed: msg("the model is wrong"),
  sameLabel: msg("the answer stays the same"),
  otherLabel: msg("the answer changes"),
  sameLabelLessSure: msg("the answer stays, less sure"),
  sameLabelSurer: msg("the answer stays, surer"),
  varianceUp: msg("the variance rises"),
  varianceDown: msg("the variance falls"),
  allDrawsAgree: msg("all draws agree"),
  someDrawsDiffer: msg("some draws differ"),
  namesAloneKeep: msg("the names alone keep the answer"),
  namesAloneLose: msg("the names alone lose the answer"),
  modelsAgree: msg("both models agree"),
  modelsDiffer: msg("the models differ"),
};

/** Outcomes that a choice of a prediction can be bound to. */
export const CHOSEN_OUTCOMES = Object.keys(OUTCOME_WORDS) as Outcome[];

export const sayOutcome = (outcome: Outcome): string => {
  const id = OUTCOME_WORDS[outcome];
  return id === undefined ? outcome : t(id);
};

const PART_WORDS: Partial<Record<LessonPart, MessageId>> = {
  settings: msg("Settings"),
  swap: msg("Other names"),
  variance: msg("Variance strip"),
  prediction: msg("Answer"),
  fingerprint: msg("Four probes"),
  batch: msg("Many names at once"),
  compare: msg("Comparison"),
  draws: msg("Draws"),
  cloud: msg("Cloud of draws"),
  scoring: msg("Scoring of the corpus"),
  selection: msg("Selection of rows"),
  histogram: msg("Histogram"),
  flips: msg("Variance against flips"),
  shift: msg("Shift by relation"),
  scores: msg("Scores by slice"),
  flipSlices: msg("Flips by slice"),
  rows: msg("Table of rows"),
  entities: msg("Table of names"),
};

export const sayPart = (part: LessonPart): string => {
  const id = PART_WORDS[part];
  return id === undefined ? part : t(id);
};

/** The parts of these views, in reading order. */
export const partsOf = (views: readonly LessonView[]): LessonPart[] =>
  [...new Set(views)].flatMap((view) => [...LESSON_PARTS[view]]);
