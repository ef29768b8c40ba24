/** @file Where each token of the variance strip stands. Plain numbers, so it is tested without a browser. */

export interface StripToken {
  readonly text: string;
  readonly role: "subject" | "object" | "context";
  readonly isContinuation: boolean;
}

/** A token in its place; `index` -1 is the ellipsis that stands for context left out. */
export interface PlacedToken {
  readonly index: number;
  readonly x: number;
  readonly width: number;
}

/** The sub-tokens of one argument that stand side by side. */
export interface PlacedGroup {
  readonly role: "subject" | "object";
  readonly x: number;
  readonly width: number;
  /** Whether the argument's label belongs here: its first row. */
  readonly isFirst: boolean;
  /** Whether the label must leave "mean" out to clear the next group's label. */
  readonly isLabelShort?: boolean;
  /** Whether the label must end with its group so as not to leave the drawing. */
  readonly isLabelAtEnd?: boolean;
}

export interface StripRow {
  readonly tokens: readonly PlacedToken[];
  readonly groups: readonly PlacedGroup[];
}

/** Advance of one character of the 14 px mono face. */
const CHAR = 8.43;
const GAP = 10;
const JOINED_GAP = 3;
const COLUMN = { min: 46, max: 108, gap: 6 };
/** Below this width only the arguments are drawn. */
const CONTEXT_FROM = 640;

const columnWidth = (text: string) => Math.max(COLUMN.min, Math.ceil(text.length * CHAR) + 6);

interface Run {
  readonly role: StripToken["role"];
  readonly indices: number[];
}

function splitRuns(tokens: readonly StripToken[]): Run[] {
  const runs: Run[] = [];
  tokens.forEach(({ role }, index) => {
    const last = runs.at(-1);
    if (last && last.role === role) last.indices.push(index);
    else runs.push({ role, indices: [index] });
  });
  return runs;
}

/** Room a context token takes, with the space that parts it from the token before. */
const contextWidth = (token: StripToken | undefined) =>
  (token?.text.length ?? 0) * CHAR + (token?.isContinuation ? JOINED_GAP : GAP);

/** Context tokens that fit into `room`, those nearest to an argument first. */
function chooseContext(tokens: readonly StripToken[], room: number): Set<number> {
  const entities = tokens.flatMap(({ role }, index) => (role === "context" ? [] : [index]));
  const distance = (index: number) => Math.min(...entities.map((entity) => Math.abs(entity - index)));
  const context = tokens
    .flatMap(({ role }, index) => (role === "context" ? [{ index, distance: distance(index) }] : []))
    .sort((a, b) => a.distance - b.distance || a.index - b.index);
  const kept = new Set<number>();
  let used = 0;
  for (const { index } of context) {
    used += contextWidth(tokens[index]);
    if (used > room) break;
    kept.add(index);
  }
  return kept;
}

/** Advance of one character of the 13 px label face, and the longest labels: "subject mean 0.005", "subject 0.005". */
const LABEL_CHAR = 7;
const LABEL = { whole: 18 * LABEL_CHAR, short: 13 * LABEL_CHAR };

/** Shortens labels that would run into the next group's, and turns round those that would leave the drawing. */
function fitLabels(groups: readonly PlacedGroup[], width: number): PlacedGroup[] {
  return groups.map((group, index) => {
    const room = (groups[index + 1]?.x ?? Infinity) - group.x;
    const isLabelAtEnd = group.x > 0 && group.x + LABEL.whole > width;
    return { ...group, isLabelShort: room < LABEL.whole || isLabelAtEnd, isLabelAtEnd };
  });
}

/** Arguments alone, broken into as many rows as the width asks for. */
function layoutNarrow(tokens: readonly StripToken[], runs: readonly Run[], width: number): StripRow[] {
  const rows: { tokens: PlacedToken[]; groups: PlacedGroup[] }[] = [];
  let x = 0;
  let row = { tokens: [] as PlacedToken[], groups: [] as PlacedGroup[] };
  const breakRow = () => {
    if (row.tokens.length > 0) rows.push({ ...row, groups: fitLabels(row.groups, width) });
    row = { tokens: [], groups: [] };
    x = 0;
  };
  for (const { role, indices } of runs) {
    if (role === "context") continue;
    const widths = indices.map((index) => Math.min(columnWidth(tokens[index]?.text ?? ""), width));
    const total = widths.reduce((sum, w) => sum + w + COLUMN.gap, -COLUMN.gap);
    if (x > 0 && x + total > width) breakRow();
    let start = x;
    let isFirst = true;
    const close = () => {
      if (x > start) row.groups.push({ role, x: start, width: x - start - COLUMN.gap, isFirst });
      isFirst = false;
    };
    indices.forEach((index, position) => {
      const w = widths[position] ?? COLUMN.min;
      if (x > start && x + w > width) {
        close();
        breakRow();
        start = 0;
      }
      row.tokens.push({ index, x, width: w });
      x += w + COLUMN.gap;
    });
    close();
    // Room for this group's label even under one narrow column.
    x = Math.max(x + 18, start + LABEL.short);
  }
  breakRow();
  return rows;
}

/**
 * Rows of tokens for a drawing `width` px wide. One row with the whole sentence when it fits; else context far from the
 * arguments gives way to an ellipsis; on a narrow drawing the arguments stand alone, in several rows if need be.
 * No tokens: no rows.
 */
export function layoutStrip(tokens: readonly StripToken[], width: number): StripRow[] {
  const runs = splitRuns(tokens);
  const entities = runs.filter(({ role }) => role !== "context");
  const entityWidth = entities.reduce(
    (sum, { indices }) => sum + indices.reduce((w, i) => w + columnWidth(tokens[i]?.text ?? "") + COLUMN.gap, GAP),
    0,
  );
  if (width < CONTEXT_FROM || entityWidth > width) return layoutNarrow(tokens, runs, width);
  if (tokens.length === 0) return [];
  const sumOf = (indices: Iterable<number>) => [...indices].reduce((sum, i) => sum + contextWidth(tokens[i]), 0);
  const whole = runs.flatMap(({ role, indices }) => (role === "context" ? indices : []));
  const isWhole = entityWidth + sumOf(whole) <= width;
  // When words must go, an ellipsis is held back for every run of context.
  const spare = isWhole ? 0 : runs.length * (CHAR + GAP);
  const context = isWhole ? new Set(whole) : chooseContext(tokens, width - entityWidth - spare);
  const numColumns = entities.reduce((sum, { indices }) => sum + indices.length, 0);
  const extra = Math.max(0, (width - entityWidth - spare - sumOf(context)) / Math.max(1, numColumns));
  const placed: PlacedToken[] = [];
  const groups: PlacedGroup[] = [];
  let x = 0;
  for (const { role, indices } of runs) {
    if (role === "context") {
      let isElided = false;
      for (const index of indices) {
        if (!context.has(index)) {
          if (!isElided) {
            placed.push({ index: -1, x, width: CHAR });
            x += CHAR + GAP;
          }
          isElided = true;
          continue;
        }
        const token = tokens[index];
        if (token?.isContinuation && x > 0 && context.has(index - 1)) x -= GAP - JOINED_GAP;
        const w = (token?.text.length ?? 0) * CHAR;
        placed.push({ index, x, width: w });
        x += w + GAP;
      }
      continue;
    }
    const start = x;
    for (const index of indices) {
      const own = columnWidth(tokens[index]?.text ?? "");
      const w = Math.max(own, Math.min(COLUMN.max, own + extra));
      placed.push({ index, x, width: w });
      x += w + COLUMN.gap;
    }
    groups.push({ role, x: start, width: x - start - COLUMN.gap, isFirst: true });
    x += GAP - COLUMN.gap;
  }
  return [{ tokens: placed, groups: fitLabels(groups, width) }];
}

/** The full height of the columns: the smallest of 0.1, 0.2, 0.5, 1, 2, 5... that holds every value. */
export function niceCeiling(values: readonly number[]): number {
  const max = Math.max(0, ...values);
  for (let decade = 0.1; ; decade *= 10) {
    for (const factor of [1, 2, 5]) {
      const ceiling = Number((decade * factor).toPrecision(1));
      if (max <= ceiling) return ceiling;
    }
  }
}
