/** @file Puts on the page what a step of a lesson begins with: one step of history, so that undo brings back what stood there. */
import type { Said } from "../messages/translate";
import type { Lesson, LessonSetup } from "../lessons/schema";
import type { Draft } from "./draft";
import { findPartner } from "./modelIndex";
import type { BenchState } from "./store";

/** What the steps up to `place` have put on the page: for a lesson that is taken up in its middle. */
export function gatherSetup(lesson: Lesson, place: number): LessonSetup {
  const gathered: LessonSetup = {};
  for (const { setup } of lesson.steps.slice(0, place + 1)) Object.assign(gathered, setup);
  return gathered;
}

function draftOf({ text, subject, object, relation }: NonNullable<LessonSetup["sentence"]>): Draft {
  return { text, subject, object, relation: relation ?? null, exampleId: null };
}

/** The model that a setup means; null when it is in use or is none of this site's. */
function findModel({ index, modelId }: BenchState, wanted: string): string | null {
  if (index === null || modelId === null) return null;
  if (wanted !== "vib" && wanted !== "base") {
    return wanted !== modelId && index.models.some(({ id }) => id === wanted) ? wanted : null;
  }
  const isVib = wanted === "vib";
  const own = index.models.find(({ id }) => id === modelId);
  const partner = findPartner(index, modelId);
  return own?.bottleneck !== isVib && partner?.bottleneck === isVib ? partner.id : null;
}

/** Applies a setup. What is not in it stays; a corpus is never opened or closed. */
export function applySetup(setup: LessonSetup, get: () => BenchState, name: Said): void {
  const state = get();
  const { sentence, beta, draws, seed, swapRole, compare, model, scoring, selection } = setup;
  const change: { -readonly [K in keyof BenchState]?: BenchState[K] } = {};
  if (sentence) {
    const draft = draftOf(sentence);
    const { present } = state.history;
    if (JSON.stringify({ ...present, swap: present.swap ?? undefined, exampleId: null }) !== JSON.stringify(draft)) {
      Object.assign(change, { history: { present: draft }, isEditing: false, hasEditStep: false });
    }
  }
  if (beta !== undefined || draws !== undefined || seed !== undefined) {
    const { knobs } = state;
    const next = {
      beta: beta === undefined ? knobs.beta : beta,
      draws: draws ?? knobs.draws,
      seed: seed ?? knobs.seed,
    };
    if (JSON.stringify(next) !== JSON.stringify(knobs)) change.knobs = next;
  }
  if (swapRole !== undefined && swapRole !== state.swapRole) change.swapRole = swapRole;
  if (scoring !== undefined && JSON.stringify(scoring) !== JSON.stringify(state.scoreSettings)) {
    change.scoreSettings = scoring;
  }
  if (selection !== undefined) {
    const present = { range: null, relation: null, pair: null, name: null, text: "", ...selection };
    change.filter = { present };
  }
  if (Object.keys(change).length > 0) get().step(name, change);
  const id = model === undefined ? null : findModel(get(), model);
  if (id !== null) get().chooseModel(id);
  if (compare !== undefined && compare !== get().isComparing) get().setComparing(compare);
  if (change.history || change.knobs) get().ask();
}
