/** @file Labels beside their points, none over another. */
import { spellMarks } from "../hiddenMarks";

/** A rectangle in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A label that wants to stand beside a point. */
export interface LabelRequest {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels between a point and its label, from near to far. */
const GAPS = [8, 14, 24];
/** Where a label stands to its point: right, left, above, below, and the corners. */
const SIDES = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [1, 1],
  [-1, -1],
  [-1, 1],
] as const;

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/**
 * Places labels in their order, the important ones first: each goes to the first free place beside its point, within
 * `frame` and clear of `taken` and of the labels before it; null where there is none. Where it can, it also stays clear
 * of `small` marks.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  frame: Box,
  taken: readonly Box[],
  small: readonly Box[] = [],
): (Box | null)[] {
  const placed: Box[] = [];
  const findPlace = ({ x, y, width, height }: LabelRequest, obstacles: readonly Box[]): Box | null => {
    for (const gap of GAPS) {
      for (const [across, down] of SIDES) {
        const box = {
          x: x - width / 2 + across * (width / 2 + gap),
          y: y - height / 2 + down * (height / 2 + gap),
          width,
          height,
        };
        const isInside =
          box.x >= frame.x &&
          box.y >= frame.y &&
          box.x + width <= frame.x + frame.width &&
          box.y + height <= frame.y + frame.height;
        if (isInside && !obstacles.some((other) => overlap(box, other))) return box;
      }
    }
    return null;
  };
  return requests.map((request) => {
    const firm = [...taken, ...placed];
    const box = findPlace(request, [...firm, ...small]) ?? findPlace(request, firm);
    if (box) placed.push(box);
    return box;
  });
}

/** Width of a text of the 13 px sans face, a little more than less; letters of East Asian scripts are square. */
export function estimateWidth(text: string): number {
  return Array.from(text, (letter) => (letter >= "\u1100" ? 13.5 : 7)).reduce((sum, width) => sum + width, 0);
}

/** The text with its end left out when it has more than `most` letters. */
export function shorten(raw: string, most: number): string {
  const text = spellMarks(raw);
  const letters = Array.from(text);
  return letters.length <= most
    ? text
    : `${letters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
}
