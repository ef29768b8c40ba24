/** @file Where the names for a swap come from: one list of candidates for each source, type-constrained and seeded. */
import { createRandom, shuffle, type Random } from "../math/random";
import { MASK_TOKEN } from "./entitySwap";
import type { Example } from "./example";
import { isPronoun } from "./pronouns";
import { makeCommunityNames } from "./swap/communities";
import { isDateLike, makeDate, readDateStyle } from "./swap/dates";
import {
  findTrainCount,
  foldName,
  isNationality,
  listFineTypes,
  NATIONALITY,
  normaliseType,
  type NameTables,
} from "./swap/nameTables";
import { makeNonsense } from "./swap/nonsense";

/** Every source, in menu order. */
export const NAME_SOURCES = [
  "frequent",
  "rare",
  "unseen",
  "community",
  "otherRows",
  "nonsense",
  "mask",
  "userList",
] as const;

export type NameSource = (typeof NAME_SOURCES)[number];

/** One name to put in. */
export interface Candidate {
  readonly name: string;
  readonly source: NameSource;
  /** Training arguments with this name: 0 for an unseen one; absent when the tables do not tell. */
  readonly trainCount?: number;
}

export interface CandidateOptions {
  /** The argument's type ("PERSON"; "PER", "GPE" and their like are understood). */
  readonly type: string;
  /** A key of the tables, such as CITY; see `guessNameType`. */
  readonly fineType?: string;
  /** The mention to be replaced: names of its shape come first, dates and nonsense follow its form; never a candidate. */
  readonly surface?: string;
  /** A whole number in [0, 2^32). */
  readonly seed: number;
  /** At most this many candidates. */
  readonly count: number;
  /** Names that may not come, in any letter case (the other argument, names shown before). */
  readonly exclude?: readonly string[];
  readonly tables: NameTables;
  /** For "community": an id of `COMMUNITIES`. Default "en". */
  readonly locale?: string;
  /** For "otherRows". */
  readonly otherExamples?: readonly Example[];
  /** For "userList": one name a line. */
  readonly userList?: string;
}

const MOST_USER_CHARACTERS = 200;
const MOST_ROWS_READ = 500;

/**
 * Up to `count` different names from one source, the same for the same options. Empty when the source has none for the
 * type (nothing is widened to another coarse type; a fine type without names gives those of its coarse type). The order
 * is drawn with the seed, but names of the shape of `surface` (one word or several; the style of a date) come first, and
 * the user's list keeps its own order. Rejects for a bad seed, count or locale.
 */
export async function listCandidates(source: NameSource, options: CandidateOptions): Promise<Candidate[]> {
  const { count, tables } = options;
  if (!Number.isInteger(count) || count < 0) {
    throw new Error(`listCandidates: expected a whole count of at least 0, got ${count}.`);
  }
  const random = createRandom(options.seed);
  const excluded = new Set([...(options.exclude ?? []), options.surface ?? ""].map(foldName));
  const used = new Set<string>();
  /** True once for every name that may come. */
  const accept = (name: string) => {
    const folded = foldName(name);
    if (folded === "" || excluded.has(folded) || used.has(folded)) return false;
    used.add(folded);
    return true;
  };
  const names = (await drawNames(source, options, random, accept)).slice(0, count);
  return names.map((name) => {
    if (source === "mask") return { name, source };
    const trainCount = source === "unseen" ? 0 : findTrainCount(tables, name);
    return trainCount === undefined ? { name, source } : { name, source, trainCount };
  });
}

type Accept = (name: string) => boolean;

async function drawNames(
  source: NameSource,
  options: CandidateOptions,
  random: Random,
  accept: Accept,
): Promise<string[]> {
  const { tables, seed, count, surface } = options;
  const alias = normaliseType(options.type);
  const type = alias.type;
  const fineType =
    options.fineType ?? alias.fineType ?? (isNationality(tables, surface ?? "") ? NATIONALITY : undefined);
  const isDate = type === "DATE";
  const accepted = (names: readonly string[]) => {
    const taken: string[] = [];
    for (const name of arrange(names, options, random)) {
      if (taken.length === count) break;
      if (accept(name)) taken.push(name);
    }
    return taken;
  };
  switch (source) {
    case "frequent":
    case "rare":
      return accepted(readTables(tables, type, fineType, source));
    case "unseen":
      if (isDate) return makeDates(options, random, accept);
      return accepted(readTables(tables, type, fineType, "unseen").map((name) => shorten(name, type, surface)));
    case "community":
      return makeCommunityNames(options.locale ?? "en", type, {
        seed,
        count,
        isShort: surface !== undefined && countWords(surface) === 1,
        accept,
      });
    case "otherRows":
      return accepted(readRows(options, type, random));
    case "nonsense": {
      const model = surface?.trim() || (type === "PERSON" ? "Robin Carter" : "Carter");
      return draw(
        count,
        () => makeNonsense(model, random),
        (name) => findTrainCount(tables, name) === undefined && accept(name),
      );
    }
    case "mask":
      return accept(MASK_TOKEN) ? [MASK_TOKEN] : [];
    case "userList":
      return (options.userList ?? "")
        .split(/\r\n|[\n\r\u2028\u2029]/u)
        .map((line) => line.trim())
        .filter((line) => line.length <= MOST_USER_CHARACTERS && accept(line));
  }
}

/** Names of one fine type, or of the whole coarse type when the fine type is unknown or has none. */
function readTables(
  tables: NameTables,
  type: string,
  fineType: string | undefined,
  key: "frequent" | "rare" | "unseen",
): string[] {
  const read = (fine: string) =>
    (tables.types[fine]?.[key] ?? []).map((row) => (typeof row === "string" ? row : row[0]));
  const own = fineType && tables.types[fineType]?.coarse === type ? read(fineType) : [];
  if (own.length > 0) return own;
  return listFineTypes(tables, type)
    .filter((fine) => fine !== NATIONALITY)
    .flatMap(read);
}

/**
 * The other rows' arguments of the same coarse type and, as to nationality words, of the same kind. Of many rows only
 * some, drawn at random, are read: enough for any list, and as fast for 100,000 rows as for 500.
 */
function readRows({ otherExamples = [], surface, tables }: CandidateOptions, type: string, random: Random): string[] {
  const rows =
    otherExamples.length <= MOST_ROWS_READ
      ? otherExamples
      : Array.from({ length: MOST_ROWS_READ }, () => otherExamples[Math.floor(random.next() * otherExamples.length)]!);
  const wantsNationality = isNationality(tables, surface ?? "");
  return rows
    .flatMap(({ text, subject, object }) =>
      [subject, object]
        .filter((argument) => argument.type !== undefined && normaliseType(argument.type).type === type)
        .map(({ start, end }) => text.slice(start, end).trim()),
    )
    .filter((name) => !isPronoun(name) && isNationality(tables, name) === wantsNationality);
}

/** Dates that are no argument in training, in the style of the mention, or a full date when it has none. */
function makeDates({ surface = "", count, tables }: CandidateOptions, random: Random, accept: Accept): string[] {
  const model = isDateLike(surface) ? surface : "14 May 1950";
  const isNew = (date: string) => findTrainCount(tables, date) === undefined && accept(date);
  const dates: string[] = [];
  while (dates.length < count) {
    const date = makeDate(model, isNew, random);
    if (date === undefined) break;
    dates.push(date);
  }
  return dates;
}

/** In an order drawn with `random`; names of the shape of the mention before others. */
function arrange(names: readonly string[], { surface, type }: CandidateOptions, random: Random): string[] {
  const shuffled = shuffle([...new Set(names)], random);
  if (surface === undefined) return shuffled;
  const readShape = (name: string) =>
    normaliseType(type).type === "DATE" ? readDateStyle(name) : countWords(name) === 1 ? "one" : "several";
  const shape = readShape(surface);
  return [
    ...shuffled.filter((name) => readShape(name) === shape),
    ...shuffled.filter((name) => readShape(name) !== shape),
  ];
}

/** An unseen person in the place of one word: the last name, which training has not seen by itself either. */
function shorten(name: string, type: string, surface: string | undefined): string {
  return type === "PERSON" && surface !== undefined && countWords(surface) === 1 ? name.split(" ").at(-1)! : name;
}

function countWords(name: string): number {
  return name.trim().split(/\s+/u).length;
}

/** Up to `count` accepted results of `make`, which is asked at most twenty times for each. */
function draw(count: number, make: () => string, accept: Accept): string[] {
  const names: string[] = [];
  for (let i = 0; i < count * 20 && names.length < count; i++) {
    const name = make();
    if (accept(name)) names.push(name);
  }
  return names;
}
