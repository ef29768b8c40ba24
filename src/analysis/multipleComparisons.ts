/** @file p-values corrected for asking many questions of one data set. */

/**
 * `holm` (Holm 1979): the chance of even one false find among all is at most alpha, under any dependence.
 * `benjaminiHochberg` (1995): at most a share alpha of the finds is false on average, for independent or positively
 * dependent tests; finds more. `none`: as they are.
 */
export type Correction = "holm" | "benjaminiHochberg" | "none";

/**
 * Adjusted p-values in the order given; compare them with alpha. Sorted rising with rank i = 1..m over the non-null
 * ones, Holm: max over j <= i of (m - j + 1) p_j; Benjamini-Hochberg: min over j >= i of m p_j / j; at most 1. Null
 * stays null and is not counted in m. Throws for a value outside [0, 1].
 */
export function adjustPValues(pValues: readonly (number | null)[], correction: Correction): (number | null)[] {
  const order = pValues.flatMap((p, i) => (p === null ? [] : [i])).sort((a, b) => pValues[a]! - pValues[b]!);
  const m = order.length;
  const adjusted = [...pValues];
  for (const i of order) {
    const p = pValues[i]!;
    if (!(p >= 0 && p <= 1)) throw new Error(`adjustPValues: expected p-values in [0, 1], got ${p}.`);
  }
  if (correction === "holm") {
    let largest = 0;
    order.forEach((i, rank) => {
      largest = Math.min(1, Math.max(largest, (m - rank) * pValues[i]!));
      adjusted[i] = largest;
    });
  } else if (correction === "benjaminiHochberg") {
    let smallest = 1;
    for (let rank = m; rank >= 1; rank--) {
      const i = order[rank - 1]!;
      smallest = Math.min(smallest, (m * pValues[i]!) / rank);
      adjusted[i] = smallest;
    }
  }
  return adjusted;
}
