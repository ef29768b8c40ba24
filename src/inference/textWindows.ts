/** @file A sentence that is longer than the model reads: overlapping windows of words, and one answer from all of them. */
import type { Stretch } from "../model/spans";
import type { FoundInText } from "./findInTexts";

/** Share of a window that the next one reads again. */
const OVERLAP = 1 / 4;

/**
 * Windows of words, each of at most `maxPieces` word pieces and one word at least, that overlap by about a quarter. One
 * window for a text that fits; none without words.
 * @param numPieces of each word; a word that is longer than a window fits none and has to be shortened before
 */
export function listWindows(numPieces: readonly number[], maxPieces: number): Stretch[] {
  const windows: Stretch[] = [];
  let start = 0;
  while (start < numPieces.length) {
    let end = start;
    for (let sum = 0; end < numPieces.length && (end === start || sum + numPieces[end]! <= maxPieces); end++) {
      sum += numPieces[end]!;
    }
    windows.push([start, end]);
    if (end === numPieces.length) break;
    let next = end;
    let again = 0;
    // A window that begins where the last one did would never end; one without the next word would show nothing new.
    while (next - 1 > start && again + numPieces[next - 1]! <= OVERLAP * maxPieces) {
      if (again + numPieces[next - 1]! + numPieces[end]! > maxPieces) break;
      again += numPieces[--next]!;
    }
    start = next;
  }
  return windows;
}

/** Words between a span and the nearest edge at which its window cuts the text; negative outside the window. */
function marginOf([from, to]: Stretch, [start, end]: Stretch, numWords: number): number {
  if (start < from || end > to) return -1;
  return Math.min(from === 0 ? Infinity : start - from, to === numWords ? Infinity : to - end);
}

/**
 * What was found in the windows of one text, as if it had been read at once. A span counts as read in the window that
 * shows most of the text around it, and so does a pair: what another window says of it is left out.
 * @param found of each window, spans counted from the window's first word
 */
export function mergeWindows(windows: readonly Stretch[], found: readonly FoundInText[]): FoundInText {
  if (windows.length === 1) return found[0]!;
  const numWords = windows.at(-1)?.[1] ?? 0;
  const isBest = (rank: number, span: Stretch) => {
    const own = marginOf(windows[rank]!, span, numWords);
    return windows.every((window, other) => {
      const margin = marginOf(window, span, numWords);
      return other === rank || margin < own || (margin === own && rank < other);
    });
  };
  const shifted = found.map(({ entities }, rank) =>
    entities.map((entity): (typeof entities)[number] => {
      const [from] = windows[rank]!;
      return { ...entity, span: [entity.span[0] + from, entity.span[1] + from] };
    }),
  );
  const entities = shifted
    .flatMap((list, rank) => list.filter(({ span }) => isBest(rank, span)))
    .sort((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1]);
  const places = new Map(entities.map(({ span }, place) => [span.join(), place]));
  const relations = found.flatMap(({ relations: own }, rank) =>
    own.flatMap((relation) => {
      const [a, b] = [shifted[rank]![relation.first]!.span, shifted[rank]![relation.second]!.span];
      const [first, second] = [places.get(a.join()), places.get(b.join())];
      if (first === undefined || second === undefined) return [];
      return isBest(rank, [Math.min(a[0], b[0]), Math.max(a[1], b[1])]) ? [{ ...relation, first, second }] : [];
    }),
  );
  return {
    entities,
    relations: relations.sort((a, b) => b.score - a.score),
    numCut: found.reduce((sum, { numCut }) => sum + numCut, 0),
  };
}
