/** @file Undo and redo over any immutable value. */

/** The present value with what came before and what was undone. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
}

/** How many steps back are kept. */
export const MAX_STEPS = 100;

/** A history that starts at `present`. */
export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [] };
}

/** A new step; what had been undone is gone. An unchanged value is no step. */
export function pushStep<T>(history: History<T>, present: T): History<T> {
  if (present === history.present) return history;
  return { past: [...history.past, history.present].slice(-MAX_STEPS), present, future: [] };
}

/** Changes the present without a step, as while one edit goes on. */
export function amendStep<T>(history: History<T>, present: T): History<T> {
  return present === history.present ? history : { ...history, present, future: [] };
}

/** One step back; the same history when there is none. */
export function undoStep<T>(history: History<T>): History<T> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return { past: history.past.slice(0, -1), present: previous, future: [history.present, ...history.future] };
}

/** One step forward again; the same history when nothing was undone. */
export function redoStep<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future };
}
