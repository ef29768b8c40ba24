/** @file Rows cut by how often training has seen their names. */
import { msg, type MessageId } from "../messages/translate";

/** Bands by training arguments of a name, in rising order. */
const BANDS = [
  { least: 0, label: msg("unseen in training") },
  { least: 1, label: msg("seen 1 to 2 times") },
  { least: 3, label: msg("seen 3 to 9 times") },
  { least: 10, label: msg("seen 10 times or more") },
] as const;

export const BAND_LABELS: readonly MessageId[] = BANDS.map(({ label }) => label);

/** How often each row's two names fill an argument in training; -1 or null where it cannot be told. [rows of the corpus] */
export interface SeenCounts {
  readonly subject: ArrayLike<number | null>;
  readonly object: ArrayLike<number | null>;
}

/**
 * Band of a row: that of its rarer name, since one unknown name is enough to leave a model without memory of the pair.
 * Null when either count is not known.
 */
export function findBand(subject: number | null | undefined, object: number | null | undefined): string | null {
  const count = Math.min(subject ?? NaN, object ?? NaN);
  if (!(count >= 0)) return null;
  return BANDS.findLast(({ least }) => count >= least)!.label;
}
