/** @file The slices of all rows, found by name, as they stand faintly behind those of a selection. */
import { t } from "../../messages/translate";

/** What a lead says of them. */
export function sayGhosts(): string {
  return ` ${t("Faint, behind: all rows.")}`;
}

/** The slice with this name among those of all rows; null without a selection, and for a slice that is not there. */
export function findGhost<T extends { readonly slice: string | number }>(
  slices: readonly T[] | null | undefined,
  slice: string | number,
): T | null {
  return slices?.find((other) => String(other.slice) === String(slice)) ?? null;
}
