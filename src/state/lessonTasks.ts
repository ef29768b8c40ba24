/** @file Whether a task of a lesson is done: pure questions about the state of the page, now and when the step began. */
import type { Role } from "../data/example";
import type { LessonTask } from "../lessons/schema";
import { checkDraft, type Draft } from "./draft";
import { hasProbes, isFresh, readFacts } from "./lessonFacts";
import { selectActiveIds } from "./modelSlice";
import { selectDecisions } from "./reviewSlice";
import type { BenchState } from "./store";
import { mentionOf, namesOf } from "./swapDraft";

/** The parts of the page that a step's task is measured against. */
export interface StepStart {
  readonly draft: Draft;
  readonly seed: number;
  readonly hasPin: boolean;
  readonly decisions: ReturnType<typeof selectDecisions>;
  readonly reviewRow: number | null;
}

/** What stands on the page when a step begins. */
export function readStart(state: BenchState): StepStart {
  return {
    draft: state.history.present,
    seed: state.knobs.seed,
    hasPin: state.pin !== null,
    decisions: selectDecisions(state),
    reviewRow: state.review.row,
  };
}

const ROLES: readonly Role[] = ["subject", "object"];

/** The blend factor in force: the knob, else the model's own; null without a bottleneck. */
function betaOf({ knobs, slots, ...state }: BenchState): number | null {
  const own = selectActiveIds(state).flatMap((id) => slots[id]?.info?.beta ?? []);
  return own.length === 0 ? null : (knobs.beta ?? own[0]!);
}

function spanOf(draft: Draft, role: Role): string {
  const argument = draft[role];
  return argument === null ? "" : `${draft.text}:${argument.start}-${argument.end}`;
}

/** Rows that were decided about, or decided otherwise, since the step began. */
function countJudged(state: BenchState, start: StepStart, action: string | undefined): number {
  return Object.entries(selectDecisions(state)).filter(
    ([row, decision]) =>
      decision.action !== null &&
      (action === undefined || decision.action === action) &&
      start.decisions[Number(row)]?.at !== decision.at,
  ).length;
}

const isScoring = ({ scoring }: BenchState) => scoring.status === "running" || scoring.status === "paused";
const countScored = ({ results }: BenchState) => results.filter((result) => result?.kind === "score").length;

/** Whether the task is done. Tasks about a reading also need the live model's answer to what stands there now. */
export function isTaskDone(task: LessonTask, state: BenchState, start: StepStart): boolean {
  const { present } = state.history;
  const rolesOf = (role: Role | undefined) => (role === undefined ? ROLES : [role]);
  switch (task.kind) {
    case "read":
      return isFresh(state);
    case "mark":
      return (
        present.text === start.draft.text &&
        rolesOf(task.role).some(
          (role) => spanOf(present, role) !== "" && spanOf(present, role) !== spanOf(start.draft, role),
        ) &&
        isFresh(state)
      );
    case "swap":
      return (
        rolesOf(task.role).some(
          (role) => namesOf(present)[role] !== undefined && mentionOf(present, role) !== mentionOf(start.draft, role),
        ) && isFresh(state)
      );
    case "restore":
      return ROLES.every((role) => namesOf(present)[role] === undefined) && isFresh(state);
    case "edit":
      return (
        !state.isEditing &&
        !present.swap &&
        present.text !== start.draft.text &&
        checkDraft(present).length === 0 &&
        isFresh(state)
      );
    case "exchange":
      return (
        mentionOf(present, "subject") === mentionOf(start.draft, "object") &&
        mentionOf(present, "object") === mentionOf(start.draft, "subject") &&
        isFresh(state)
      );
    case "beta": {
      const beta = betaOf(state);
      return beta !== null && beta >= task.low && beta <= task.high && isFresh(state);
    }
    case "draws":
      return state.knobs.draws >= task.low && state.knobs.draws <= task.high && isFresh(state);
    case "newDraw":
      return state.knobs.seed !== start.seed && isFresh(state);
    case "probes":
      return hasProbes(state) && isFresh(state);
    case "compare":
      return state.isComparing && selectActiveIds(state).length === 2 && isFresh(state);
    case "pin":
      return state.pin !== null && !start.hasPin;
    case "openCorpus": {
      const source = state.corpus?.source;
      return state.corpus !== null && !state.corpus.figures && (task.source === "any" || source === task.source);
    }
    case "score":
      return !isScoring(state) && countScored(state) >= task.rows;
    case "analysed":
      // Of all rows that are scored, not of those that were when it was last asked for.
      return (
        !isScoring(state) &&
        state.analysis?.question.columns.rows.length === countScored(state) &&
        readFacts(state).shift !== null
      );
    case "brush":
      return state.filter.present.range !== null;
    case "select": {
      const { relation, pair, name, text } = state.filter.present;
      return { relation, pair, name, text: text.trim() || null }[task.by] !== null;
    }
    case "clear": {
      const { range, relation, pair, name, text } = state.filter.present;
      return [range, relation, pair, name].every((part) => part === null) && text === "";
    }
    case "openRow":
      return state.review.row !== null && state.review.row !== start.reviewRow;
    case "judge":
      return countJudged(state, start, task.action) >= task.rows;
  }
}
