/** @file From a plane to pixels: one scale for both axes, ellipses and labels. Plain numbers, tested without a browser. */
import type { Ellipse } from "../../analysis/projection";

/** The largest and smallest coordinates of what is drawn. */
export interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** A drawing with the same number of pixels to the unit along both axes. */
export interface CloudScale {
  readonly width: number;
  readonly height: number;
  /** Pixels to the unit. */
  readonly pixels: number;
  readonly x: (value: number) => number;
  /** Larger values stand higher. */
  readonly y: (value: number) => number;
  /** Units between two lines of the grid: 1, 2 or 5 times a power of ten. */
  readonly step: number;
  /** Grid lines, in units. */
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
}

/** An ellipse as SVG draws it. */
export interface PixelEllipse {
  readonly cx: number;
  readonly cy: number;
  readonly rx: number;
  readonly ry: number;
  /** Degrees, clockwise as SVG counts. */
  readonly degrees: number;
}

const PAD = 26;
const HEIGHT = { min: 260, max: 560 };
/** Pixels between two lines of the grid, at least. */
const GRID = 72;

/** Bounds of points [.. * 2] and ellipses; points with NaN are left out. Null when nothing is left. */
export function computeBounds(
  points: readonly ArrayLike<number>[],
  ellipses: readonly { readonly center: readonly [number, number]; readonly ellipse: Ellipse }[],
): Bounds | null {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  const add = (x: number, y: number) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [bottom, top] = [Math.min(bottom, y), Math.max(top, y)];
  };
  for (const list of points) for (let i = 0; i + 1 < list.length; i += 2) add(list[i]!, list[i + 1]!);
  for (const { center, ellipse } of ellipses) {
    const { majorRadius: a, minorRadius: b, angle } = ellipse;
    const halfWidth = Math.hypot(a * Math.cos(angle), b * Math.sin(angle));
    const halfHeight = Math.hypot(a * Math.sin(angle), b * Math.cos(angle));
    add(center[0] - halfWidth, center[1] - halfHeight);
    add(center[0] + halfWidth, center[1] + halfHeight);
  }
  return left <= right ? { left, right, bottom, top } : null;
}

/** Fits the bounds into `width` pixels; the height follows from the scale, within limits, and then the scale from it. */
export function scaleCloud({ left, right, bottom, top }: Bounds, width: number): CloudScale {
  const [spanX, spanY] = [Math.max(right - left, 1e-9), Math.max(top - bottom, 1e-9)];
  const room = width - 2 * PAD;
  const height = Math.round(Math.min(HEIGHT.max, Math.max(HEIGHT.min, (spanY * room) / spanX + 2 * PAD)));
  const pixels = Math.min(room / spanX, (height - 2 * PAD) / spanY);
  const [midX, midY] = [(left + right) / 2, (bottom + top) / 2];
  const x = (value: number) => width / 2 + (value - midX) * pixels;
  const y = (value: number) => height / 2 - (value - midY) * pixels;
  const step = niceStep(GRID / pixels);
  const ticks = (center: number, half: number) => {
    const first = Math.ceil((center - half) / step);
    const last = Math.floor((center + half) / step);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
  };
  const xTicks = ticks(midX, width / 2 / pixels);
  const yTicks = ticks(midY, height / 2 / pixels);
  return { width, height, pixels, x, y, step, xTicks, yTicks };
}

/** The smallest of 1, 2, 5 times a power of ten that is at least `least` > 0. */
export function niceStep(least: number): number {
  const decade = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((one) => one * decade >= least * (1 - 1e-9)) ?? 10;
  return factor * decade;
}

/** The ellipse in pixels. The y axis points down there, so the angle changes its sign. */
export function placeEllipse(
  { x, y, pixels }: Pick<CloudScale, "x" | "y" | "pixels">,
  center: readonly [number, number],
  { majorRadius, minorRadius, angle }: Ellipse,
): PixelEllipse {
  return {
    cx: x(center[0]),
    cy: y(center[1]),
    rx: majorRadius * pixels,
    ry: minorRadius * pixels,
    degrees: (-angle * 180) / Math.PI,
  };
}

/** The point nearest to a place, at most `reach` pixels away; -1 for none. Points without a place hold NaN. */
export function findNearest(
  points: ArrayLike<number>,
  { x, y }: Pick<CloudScale, "x" | "y">,
  place: { readonly x: number; readonly y: number },
  reach: number,
): number {
  let [best, nearest] = [-1, reach];
  for (let i = 0; i * 2 + 1 < points.length; i++) {
    const distance = Math.hypot(x(points[2 * i]!) - place.x, y(points[2 * i + 1]!) - place.y);
    if (distance <= nearest) [best, nearest] = [i, distance];
  }
  return best;
}
