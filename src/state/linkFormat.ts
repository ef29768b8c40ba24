/**
 * @file What a link says, and how it is written: parameters behind the “#” of the address, which a browser never sends to
 * a server. Whoever reads one may add or change a parameter by hand, so every value is checked by itself.
 */
import { z } from "zod";
import { NAME_SOURCES } from "../data/nameSources";

/** As an argument's type: the one that the example gives is left out, and is to be found in the text. */
export const TYPE_TO_FIND = "~find";
/** As an argument's type: none. */
export const NO_TYPE = "~none";

/** Raise it when a parameter changes its meaning; a new parameter needs no new version. */
export const LINK_VERSION = 1;

/** Hexadecimal digits of a SHA-256 that a link carries for a model or a public corpus: 48 bits. */
export const SHORT_HASH = 12;

const whole = (low: number, high = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number)
    .pipe(z.int().min(low).max(high));
/** A number as formatNumber writes it; "-inf" and "inf" for a range without an end. */
const NUMBER = /^-?\d+(\.\d+)?(e-?\d+)?$/;
const toNumber = (text: string) => (text === "inf" ? Infinity : text === "-inf" ? -Infinity : Number(text));
const isNumber = (text: string) => text === "inf" || text === "-inf" || NUMBER.test(text);
const modelId = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i);
const words = z.string().min(1).max(2000);
const hash = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
/** "a~b~c" into its parts, the last of which may hold a "~". */
const split = (parts: number) =>
  z.string().transform((text) => {
    const all = text.split("~");
    return all.length < parts ? all : [...all.slice(0, parts - 1), all.slice(parts - 1).join("~")];
  });

const span = z.union([
  z.literal("none").transform(() => null),
  z
    .string()
    .regex(/^\d{1,7}-\d{1,7}$/)
    .transform((text) => {
      const [start, end] = text.split("-").map(Number);
      return { start: start!, end: end! };
    })
    .refine(({ start, end }) => start < end),
]);
const swap = split(2).pipe(z.tuple([z.enum(NAME_SOURCES), words]).transform(([source, name]) => ({ source, name })));
const range = split(3).pipe(
  z
    .tuple([z.enum(["pooled", "subject", "object"]), z.string().refine(isNumber), z.string().refine(isNumber)])
    .transform(([of, low, high]) => ({ of, low: toNumber(low), high: toNumber(high) }))
    .refine(({ low, high }) => low < high),
);
const sentence = z.union([
  z
    .string()
    .regex(/^row~\d{1,9}$/)
    .transform((text) => ({ kind: "row" as const, row: Number(text.slice(4)) })),
  z
    .string()
    .regex(/^example~.{1,80}$/)
    .transform((text) => ({ kind: "example" as const, id: text.slice(8) })),
]);
const corpus = z.union([
  z
    .string()
    .regex(/^demo~[0-9a-f]{12}$/)
    .transform((text) => ({ kind: "demo" as const, hash: text.slice(5) })),
  z
    .string()
    .regex(/^results~.{1,80}$/)
    .transform((text) => ({ kind: "results" as const, id: text.slice(8) })),
  z
    .string()
    .regex(/^file~[0-9a-f]{64}~\d{1,9}$/)
    .transform((text) => {
      const [, sha, rows] = text.split("~");
      return { kind: "file" as const, hash: sha!, numRows: Number(rows) };
    }),
]);
/** Rows as "0-9.12.20-30", rising and apart. */
const rows = z
  .string()
  .regex(/^\d{1,9}(-\d{1,9})?(\.\d{1,9}(-\d{1,9})?)*$/)
  .max(4000)
  .transform((text) =>
    text.split(".").map((part) => {
      const [first, last = first] = part.split("-").map(Number);
      return [first!, last!] as const;
    }),
  )
  .refine((runs) => runs.every(([first, last], i) => first <= last && (i === 0 || first > runs[i - 1]![1])));

/** The filter as it may stand in a link; a file of one's own gives places of rows instead of words. */
const filter = {
  range,
  relation: words,
  pair: words,
  name: words,
  text: words,
  /** The relation, the types, or a name of this row of the file. */
  relationOf: whole(0),
  pairOf: whole(0),
  nameOf: z.string().regex(/^\d{1,9}[so]$/),
};
/** Each parameter: its name in the address and what it holds. */
const FIELDS = {
  seed: whole(0),
  beta: z.string().regex(NUMBER).transform(Number).pipe(z.number().min(0).max(1)),
  k: whole(1, 64),
  /** The hash of the model the link was made with; its id is `model` in the address itself. */
  made: hash(SHORT_HASH),
  compare: z.literal("1").transform(() => true as const),
  sentence,
  subject: span,
  object: span,
  subjectType: words,
  objectType: words,
  subjectSwap: swap,
  objectSwap: swap,
  gold: z.literal("none"),
  /** The argument names are offered for, and the seed of these names. */
  role: z.enum(["subject", "object"]),
  offered: whole(0),
  corpus,
  of: z.enum(["pooled", "subject", "object"]),
  cut: z.string().regex(/^[a-z]{1,20}$/i),
  /** What each point of variance against flips stands for; rows when absent. */
  points: z.literal("names"),
  rowK: whole(0, 64),
  rowS: whole(1, 32),
  scored: rows,
  /** The Models view: study, run, the set beside ID, what its table shows, and its order. */
  study: z.string().regex(/^[\w.-]{1,60}$/),
  run: z.string().regex(/^[\w.-]{1,80}$/),
  beside: z.string().regex(/^\w{1,40}$/),
  shows: z.literal("differences"),
  order: z
    .string()
    .regex(/^\w{1,40}~(up|down)$/)
    .transform((text) => ({ id: text.slice(0, text.indexOf("~")), isRising: text.endsWith("~up") })),
  /** Models A and B, side by side. */
  two: split(2).pipe(z.tuple([modelId, modelId])),
  ...filter,
} as const;
type FieldName = keyof typeof FIELDS;
const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

export type LinkFilter = { readonly [Key in keyof typeof filter]?: z.infer<(typeof filter)[Key]> };

/** A slice that was kept, as it goes into a link. */
export interface LinkSlice {
  readonly name: string;
  readonly filter: LinkFilter;
}

/** What a link says; what it does not say stays as it is by default. */
export type LinkState = { readonly [Name in FieldName]?: z.infer<(typeof FIELDS)[Name]> } & {
  readonly slices?: readonly LinkSlice[];
};

/** A link as it was read. */
export interface ParsedLink {
  readonly link: LinkState;
  /** Names of the parameters whose values could not be used. */
  readonly ignored: readonly string[];
  /** Whether a newer version of the page wrote it. */
  readonly isNewer: boolean;
}

/** Numbers in their shortest form that reads back as the same number. */
function formatNumber(value: number): string {
  return value === Infinity ? "inf" : value === -Infinity ? "-inf" : String(value).replace("e+", "e");
}

const WRITERS: { readonly [Name in FieldName]?: (value: never) => string } = {
  compare: () => "1",
  sentence: (value: NonNullable<LinkState["sentence"]>) =>
    value.kind === "row" ? `row~${value.row}` : `example~${value.id}`,
  subject: formatSpan,
  object: formatSpan,
  subjectSwap: ({ source, name }: NonNullable<LinkState["subjectSwap"]>) => `${source}~${name}`,
  objectSwap: ({ source, name }: NonNullable<LinkState["objectSwap"]>) => `${source}~${name}`,
  range: ({ of, low, high }: NonNullable<LinkState["range"]>) => `${of}~${formatNumber(low)}~${formatNumber(high)}`,
  corpus: (value: NonNullable<LinkState["corpus"]>) =>
    value.kind === "results"
      ? `results~${value.id}`
      : value.kind === "demo"
        ? `demo~${value.hash}`
        : `file~${value.hash}~${value.numRows}`,
  order: ({ id, isRising }: NonNullable<LinkState["order"]>) => `${id}~${isRising ? "up" : "down"}`,
  two: ([a, b]: NonNullable<LinkState["two"]>) => `${a}~${b}`,
  scored: (runs: NonNullable<LinkState["scored"]>) =>
    runs.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join("."),
};

function formatSpan(value: { readonly start: number; readonly end: number } | null): string {
  return value === null ? "none" : `${value.start}-${value.end}`;
}

function write<Name extends FieldName>(params: URLSearchParams, name: Name, value: LinkState[Name]): void {
  if (value === undefined) return;
  const writer = WRITERS[name] as ((value: unknown) => string) | undefined;
  params.set(name, writer ? writer(value) : typeof value === "number" ? formatNumber(value) : String(value));
}

/** The link as the part of an address from "#" on; "" when it says nothing. */
export function formatLink(link: LinkState): string {
  const params = new URLSearchParams();
  for (const name of FIELD_NAMES) write(params, name, link[name]);
  for (const slice of link.slices ?? []) {
    const inner = new URLSearchParams({ called: slice.name });
    for (const name of Object.keys(filter) as (keyof typeof filter)[]) write(inner, name, slice.filter[name]);
    params.append("slice", inner.toString());
  }
  const text = params.toString();
  // "~" and "." read better as they are, and an address may hold them.
  return text === "" ? "" : `#v=${LINK_VERSION}&${text.replaceAll("%7E", "~")}`;
}

/** Reads a link. A value that is not of its kind counts as absent and is named; parameters unknown here are passed over. */
export function parseLink(fragment: string): ParsedLink {
  const params = new URLSearchParams(fragment.replace(/^#/, ""));
  const ignored: string[] = [];
  const read = (from: URLSearchParams, name: FieldName, label: string): unknown => {
    const text = from.get(name);
    if (text === null) return undefined;
    const { success, data } = FIELDS[name].safeParse(text);
    if (!success) ignored.push(label);
    return data;
  };
  const link: Record<string, unknown> = {};
  for (const name of FIELD_NAMES) {
    const value = read(params, name, name);
    if (value !== undefined) link[name] = value;
  }
  const slices = params.getAll("slice").flatMap((text, i): LinkSlice[] => {
    const inner = new URLSearchParams(text);
    const name = words.max(80).safeParse(inner.get("called"));
    if (!name.success) {
      ignored.push(`slice ${i + 1}`);
      return [];
    }
    const found: Record<string, unknown> = {};
    for (const key of Object.keys(filter) as (keyof typeof filter)[]) {
      const value = read(inner, key, `slice ${i + 1}: ${key}`);
      if (value !== undefined) found[key] = value;
    }
    return [{ name: name.data, filter: found as LinkFilter }];
  });
  if (slices.length > 0) link.slices = slices;
  const version = Number(params.get("v"));
  return { link: link as LinkState, ignored, isNewer: version > LINK_VERSION };
}
