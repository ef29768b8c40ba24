import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computeBounds, findNearest, niceStep, placeEllipse, scaleCloud } from "./layoutCloud";
import { estimateWidth, placeLabels, shorten } from "./placeLabels";

describe("computeBounds", () => {
  it("holds points and turned ellipses, and leaves out NaN", () => {
    const ellipse = { majorRadius: 5, minorRadius: 5, angle: 0.3 };
    const round = computeBounds([[0, 1, NaN, 9, 2, -7]], [{ center: [0, 0], ellipse }])!;
    expect([round.left, round.right, round.bottom, round.top]).toBeAllclose([-5, 5, -7, 5], 1e-12);
    // A line of half length 2 at 45 degrees reaches sqrt(2) both ways.
    const line = { majorRadius: 2, minorRadius: 0, angle: Math.PI / 4 };
    const bounds = computeBounds([], [{ center: [1, 0], ellipse: line }])!;
    expect([bounds.left, bounds.right, bounds.top]).toBeAllclose([1 - Math.SQRT2, 1 + Math.SQRT2, Math.SQRT2], 1e-12);
    expect(computeBounds([[NaN, NaN]], [])).toBeNull();
  });
});

describe("scaleCloud", () => {
  it("has one scale for both axes, turns y over and keeps everything inside", () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.float({ min: -50, max: 50, noNaN: true }), fc.float({ min: -50, max: 50, noNaN: true })),
        fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 100 })),
        fc.integer({ min: 300, max: 1200 }),
        ([left, bottom], [spanX, spanY], width) => {
          const [right, top] = [left + spanX, bottom + spanY];
          const scale = scaleCloud({ left, right, bottom, top }, width);
          expect(scale.x(left + 1) - scale.x(left)).toBeCloseTo(scale.pixels, 6);
          expect(scale.y(bottom) - scale.y(bottom + 1)).toBeCloseTo(scale.pixels, 6);
          for (const x of [left, right]) expect(scale.x(x) >= 0 && scale.x(x) <= width).toBe(true);
          for (const y of [bottom, top]) expect(scale.y(y) >= 0 && scale.y(y) <= scale.height).toBe(true);
        },
      ),
    );
  });

  it("draws grid lines of 1, 2 or 5 that stand well apart", () => {
    expect([0.7, 1, 1.1, 2.5, 6, 30].map(niceStep)).toEqual([1, 1, 2, 5, 10, 50]);
    const scale = scaleCloud({ left: -10, right: 10, bottom: -5, top: 5 }, 652);
    // 600 px for 20 units: 30 px each, and 72 / 30 = 2.4 rounds up to 5.
    expect(scale.pixels).toBe(30);
    expect(scale.xTicks).toEqual([-10, -5, 0, 5, 10]);
    expect(scale.yTicks).toEqual([-5, 0, 5]);
  });
});

it("an ellipse in pixels keeps its shape and turns the other way round", () => {
  const scale = scaleCloud({ left: -10, right: 10, bottom: -5, top: 5 }, 652);
  const placed = placeEllipse(scale, [1, 2], { majorRadius: 3, minorRadius: 0.5, angle: Math.PI / 6 });
  expect(placed).toMatchObject({ cx: 326 + 30, rx: 90, ry: 15 });
  expect(placed.cy).toBe(scale.height / 2 - 60);
  expect(placed.degrees).toBeCloseTo(-30, 10);
});

it("the nearest point is found within reach only", () => {
  const scale = { x: (v: number) => v, y: (v: number) => -v };
  const points = [0, 0, 10, -10, NaN, NaN];
  expect(findNearest(points, scale, { x: 8, y: 9 }, 5)).toBe(1);
  expect(findNearest(points, scale, { x: 5, y: 5 }, 5)).toBe(-1);
  expect(findNearest([], scale, { x: 5, y: 5 }, 5)).toBe(-1);
});

describe("placeLabels", () => {
  const frame = { x: 0, y: 0, width: 400, height: 300 };
  const overlap = (a: typeof frame, b: typeof frame) =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

  it("never puts one label over another, over a mark or over the edge", () => {
    const request = fc.record({
      x: fc.integer({ min: 0, max: 400 }),
      y: fc.integer({ min: 0, max: 300 }),
      width: fc.integer({ min: 5, max: 200 }),
      height: fc.constant(16),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 14 }), (requests) => {
        const marks = requests.map(({ x, y }) => ({ x: x - 5, y: y - 5, width: 10, height: 10 }));
        const placed = placeLabels(requests, frame, marks).flatMap((box) => (box ? [box] : []));
        placed.forEach((box, i) => {
          expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= 400 && box.y + box.height <= 300).toBe(true);
          for (const other of [...placed.slice(0, i), ...marks]) expect(overlap(box, other)).toBe(false);
        });
      }),
    );
  });

  it("takes the right side where it is free, the left at the right edge, and gives up without room", () => {
    const size = { width: 60, height: 16 };
    const [right, left] = placeLabels(
      [
        { x: 100, y: 100, ...size },
        { x: 390, y: 200, ...size },
      ],
      frame,
      [],
    );
    expect(right).toMatchObject({ x: 108, y: 92 });
    expect(left).toMatchObject({ x: 390 - 8 - 60 });
    expect(placeLabels([{ x: 200, y: 150, width: 500, height: 16 }], frame, [])).toEqual([null]);
  });
});

it("long names are cut, whole letters at a time", () => {
  expect(shorten("Oslo", 6)).toBe("Oslo");
  expect(shorten("Brightwater Mills", 12)).toBe("Brightwater…");
  expect(shorten("😀😀😀😀", 3)).toBe("😀😀…");
  expect(estimateWidth("北川")).toBe(27);
});
