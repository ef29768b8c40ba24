/** @file One history for everything on the page that can be undone: each step holds what it changed, before and after. */
import type { Said } from "../messages/translate";

/** A value whose past the page's history keeps. */
export interface Present<T> {
  readonly present: T;
}

/** One reversible change of a state T. */
export interface Step<T, V> {
  /** What was done, after "Undo: " and "Redo: ". */
  readonly name: Said;
  /** Where its effect is seen. */
  readonly view: V;
  /** Steps in a row with the same gesture can become one: a drag, typing, a slider. */
  readonly gesture: string | null;
  /** When it was last added to, in ms. */
  readonly at: number;
  /** The parts it changed, as they were and as they became. */
  readonly before: Partial<T>;
  readonly after: Partial<T>;
}

/** What was done, oldest first, and what was undone, the newest undone first. */
export interface History<T, V> {
  readonly past: readonly Step<T, V>[];
  readonly future: readonly Step<T, V>[];
}

/** How many steps back are kept. */
export const MAX_STEPS = 100;

export const NO_STEPS: History<never, never> = { past: [], future: [] };

/** The parts of `state` among `keys` that `change` gives another value; null when there are none. */
export function findChange<T extends object>(
  state: T,
  change: Partial<T>,
  keys: readonly (keyof T)[],
): { readonly before: Partial<T>; readonly after: Partial<T> } | null {
  const before: Partial<T> = {};
  const after: Partial<T> = {};
  for (const key of keys) {
    if (!(key in change) || Object.is(state[key], change[key])) continue;
    before[key] = state[key];
    after[key] = change[key];
  }
  return Object.keys(after).length === 0 ? null : { before, after };
}

/**
 * The history with one more step; what had been undone is gone. A step that continues the gesture of the last one is
 * added to it: `mergeMs` is how long after it a step of the same gesture still does.
 */
export function pushStep<T, V>(history: History<T, V>, step: Step<T, V>, mergeMs = 0): History<T, V> {
  const last = history.past.at(-1);
  const isSame =
    last !== undefined &&
    history.future.length === 0 &&
    step.gesture !== null &&
    last.gesture === step.gesture &&
    step.at - last.at <= mergeMs;
  if (!isSame) return { past: [...history.past, step].slice(-MAX_STEPS), future: [] };
  const merged = { ...step, before: { ...step.before, ...last.before }, after: { ...last.after, ...step.after } };
  return { past: [...history.past.slice(0, -1), merged], future: [] };
}

/** One step back: the history then, and the step whose `before` is to be put in place; null when there is none. */
export function undoStep<T, V>({ past, future }: History<T, V>): { history: History<T, V>; step: Step<T, V> } | null {
  const step = past.at(-1);
  return step === undefined ? null : { history: { past: past.slice(0, -1), future: [step, ...future] }, step };
}

/** One step forward again: the history then, and the step whose `after` is to be put in place; null when there is none. */
export function redoStep<T, V>({ past, future }: History<T, V>): { history: History<T, V>; step: Step<T, V> } | null {
  const [step, ...rest] = future;
  return step === undefined ? null : { history: { past: [...past, step], future: rest }, step };
}
