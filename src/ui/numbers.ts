/** @file How numbers are printed: one rule each, the same in drawings, tables and sentences, in the page's language. */
import { formatCount, formatFixed, formatPower } from "../messages/formatNumber";
import { t } from "../messages/translate";
import { spellMarks } from "./hiddenMarks";

/** A probability to two decimals; what is above 0 but would print as 0.00 is "<0.01", likewise ">0.99". */
export function formatProbability(value: number): string {
  if (value > 0 && value < 0.005) return `<${formatFixed(0.01, 2)}`;
  if (value < 1 && value >= 0.995) return `>${formatFixed(0.99, 2)}`;
  return formatFixed(value, 2);
}

/** A variance to two decimals from 0.1, to three from 0.001, below in powers of ten. */
export function formatVariance(value: number): string {
  if (value === 0) return "0";
  if (value >= 0.0995) return formatFixed(value, 2);
  return value >= 0.001 ? formatFixed(value, 3) : formatPower(value, 1);
}

/** Bytes as megabytes (1 MB = 1,000,000 bytes) with one decimal; small ones in kB. */
export function formatBytes(bytes: number): string {
  return bytes < 999_500
    ? t("{size} kB", { size: formatFixed(bytes / 1000, 0) })
    : t("{size} MB", { size: formatFixed(bytes / 1e6, 1) });
}

/** Milliseconds: one decimal under 10 ms, whole ones above, seconds with one decimal from 1 s. */
export function formatMs(ms: number): string {
  if (ms >= 1000) return t("{time} s", { time: formatFixed(ms / 1000, 1) });
  return t("{time} ms", { time: formatFixed(ms, ms < 10 ? 1 : 0) });
}

/** A small error to one digit, as "2e-6"; 0 stays 0. */
export function formatError(value: number): string {
  return value === 0 ? "0" : formatPower(value, 0);
}

/** A share as a percentage: "57%". */
export function formatPercent(share: number, digits = 0): string {
  return t("{n}%", { n: digits === 0 ? formatCount(Math.round(100 * share)) : formatFixed(100 * share, digits) });
}

/** A label as it is read: "no_relation" is "no relation", and a mark that cannot be seen is spelled out. */
export function formatLabel(label: string): string {
  return spellMarks(label.replaceAll("_", " "));
}

/** "1 draw", "16 draws": English only. On the page: `t` with a plural. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
