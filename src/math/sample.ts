/** @file Seeded samples without repeats. */
import { createRandom } from "./random";

/**
 * `most` different places out of `total`, rising; all of them when there are no more. Equal seeds give equal samples, and
 * every place is as likely as any other (Fisher-Yates).
 */
export function sampleIndices(total: number, most: number, seed: number): number[] {
  const places = Array.from({ length: total }, (_, i) => i);
  if (total <= most) return places;
  const random = createRandom(seed);
  for (let i = 0; i < most; i++) {
    const j = i + Math.floor(random.next() * (total - i));
    [places[i], places[j]] = [places[j]!, places[i]!];
  }
  return places.slice(0, most).sort((a, b) => a - b);
}
