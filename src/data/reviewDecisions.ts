/** @file What a reviewer decided about rows, and how the decisions of two pages become one. */

/** What can be decided: the label is right, it should be another, or somebody else should look. */
export const ACTIONS = ["keep", "relabel", "flag"] as const;
export type Action = (typeof ACTIONS)[number];

/** One decision about one row. */
export interface Decision {
  /** Null: taken back. It is kept as such, so that a page that still has the old one does not bring it back. */
  readonly action: Action | null;
  /** The new label of a "relabel"; null otherwise. */
  readonly label: string | null;
  /** When, in ms since 1970 by the clock of the computer. */
  readonly at: number;
}

/** Decisions by the row's place in its corpus, from 0. */
export type Decisions = Readonly<Record<number, Decision>>;

export const NO_DECISIONS: Decisions = {};

/** Which of two decisions about a row stands: the newer; of two at one moment, the same one whoever asks. */
function pickNewer(a: Decision, b: Decision): Decision {
  if (a.at !== b.at) return a.at > b.at ? a : b;
  const text = ({ action, label }: Decision) => JSON.stringify([action, label]);
  return text(a) >= text(b) ? a : b;
}

/**
 * The decisions of both, row by row the newer one. In any order and however often, the same come out (commutative,
 * associative, idempotent). Returns `kept` itself when `more` has nothing new.
 */
export function mergeDecisions(kept: Decisions, more: Decisions): Decisions {
  let merged: Record<number, Decision> | null = null;
  for (const [key, decision] of Object.entries(more)) {
    const row = Number(key);
    const known = kept[row];
    if (known !== undefined && isSameDecision(pickNewer(known, decision), known)) continue;
    merged ??= { ...kept };
    merged[row] = decision;
  }
  return merged ?? kept;
}

function isSameDecision(a: Decision | undefined, b: Decision | undefined): boolean {
  return a?.action === b?.action && a?.label === b?.label && a?.at === b?.at;
}

/**
 * What a step from `from` to `to` changes: for each row that differs, what `to` says of it, decided at `at`, or right after
 * what stands in `current`. Rows that are the same in both stay out, so that another page's decisions about them stand.
 */
export function listChanges(from: Decisions, to: Decisions, current: Decisions, at: number): Decisions {
  const changes: Record<number, Decision> = {};
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const row = Number(key);
    if (isSameDecision(from[row], to[row])) continue;
    const { action = null, label = null } = to[row] ?? {};
    changes[row] = { action, label, at: Math.max(at, (current[row]?.at ?? 0) + 1) };
  }
  return changes;
}

/** Rows that are decided, in order; what was taken back is left out. */
export function listDecided(decisions: Decisions): { readonly row: number; readonly decision: Decision }[] {
  return Object.entries(decisions)
    .filter(([, { action }]) => action !== null)
    .map(([row, decision]) => ({ row: Number(row), decision }))
    .sort((a, b) => a.row - b.row);
}
