/** @file How numbers are printed: one rule each, the same in drawings, tables and sentences. */

/** A probability to two decimals; what is above 0 but would print as 0.00 is "<0.01", likewise ">0.99". */
export function formatProbability(value: number): string {
  if (value > 0 && value < 0.005) return "<0.01";
  if (value < 1 && value >= 0.995) return ">0.99";
  return value.toFixed(2);
}

/** A variance to two decimals from 0.1, to three from 0.001, below in powers of ten. */
export function formatVariance(value: number): string {
  if (value === 0) return "0";
  if (value >= 0.0995) return value.toFixed(2);
  return value >= 0.001 ? value.toFixed(3) : value.toExponential(1);
}

/** Bytes as megabytes (1 MB = 1,000,000 bytes) with one decimal; small ones in kB. */
export function formatBytes(bytes: number): string {
  return bytes < 999_500 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Milliseconds: one decimal under 10 ms, whole ones above, seconds with one decimal from 1 s. */
export function formatMs(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

/** A small error to one digit, as "2e-6"; 0 stays 0. */
export function formatError(value: number): string {
  return value === 0 ? "0" : value.toExponential(0);
}

/** A label as it is read: "no_relation" is "no relation". */
export function formatLabel(label: string): string {
  return label.replaceAll("_", " ");
}

/** "1 draw", "16 draws". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
