/** @file The names that the swap bench offers. Loaded when first needed: it brings the name sources with it. */
import type { Example, Role } from "../data/example";
import { listCandidates, type Candidate, type NameSource } from "../data/nameSources";
import { COMMUNITIES, listCommunityTypes } from "../data/swap/communities";
import { guessNameType, normaliseType, type NameTables } from "../data/swap/nameTables";

/** What is asked for. */
export interface NamesRequest {
  readonly tables: NameTables;
  /** The sentence before any swap. */
  readonly origin: Example;
  readonly role: Role;
  readonly seed: number;
  /** One name a line. */
  readonly userList: string;
}

/** One column of the swap bench. */
export interface SwapColumn {
  readonly source: NameSource;
  /** Empty when the source has no names of the type. */
  readonly names: readonly Candidate[];
}

/** Columns in the order they stand; the user's list only when it holds something. */
const SOURCES = ["frequent", "rare", "unseen", "community", "nonsense", "mask", "userList"] as const;
const ROWS = 3;
const MOST_LISTED = 12;

/** Words for "no name at all" by coarse type. */
const NOUNS: Readonly<Record<string, string>> = {
  PERSON: "the person",
  ORGANIZATION: "the company",
  LOCATION: "the place",
  DATE: "that day",
  WORK: "the work",
  EVENT: "the event",
  PRODUCT: "the product",
};

function readArgument({ origin, role, tables }: NamesRequest) {
  const { text, relation } = origin;
  const mention = (one: Role) => text.slice(origin[one].start, origin[one].end);
  const type = origin[role].type ?? "";
  return {
    ...guessNameType(tables, type, mention(role), relation ?? null, role),
    surface: mention(role),
    exclude: [mention(role === "subject" ? "object" : "subject")],
  };
}

/**
 * Names of one source: at most `count`, fewer when it has fewer. Names of other languages come in turn from every
 * community that has some; `isLatin`: only from those that write in Latin letters.
 */
export async function listNames(
  source: NameSource,
  count: number,
  request: NamesRequest,
  { otherExamples = [], isLatin = false }: { otherExamples?: readonly Example[]; isLatin?: boolean } = {},
): Promise<Candidate[]> {
  const { tables, seed, userList } = request;
  const options = { ...readArgument(request), tables, seed, count, userList, otherExamples };
  if (source !== "community") return listCandidates(source, options);
  const { type } = normaliseType(options.type);
  const able = COMMUNITIES.filter(
    (one) => one.id !== "en" && (!isLatin || one.script === "Latn") && listCommunityTypes(one).includes(type),
  );
  if (able.length === 0) return [];
  // Another seed begins with another tradition.
  const turned = able.map((_, index) => able[(index + seed) % able.length]!).slice(0, count);
  const each = Math.ceil(count / turned.length);
  const lists = await Promise.all(
    turned.map(({ id }) => listCandidates("community", { ...options, locale: id, count: each })),
  );
  return Array.from({ length: each }, (_, row) => lists.flatMap((list) => list[row] ?? []))
    .flat()
    .slice(0, count);
}

/** The columns of the bench for one argument. */
export async function listColumns(request: NamesRequest): Promise<SwapColumn[]> {
  const { type } = normaliseType(request.origin[request.role].type ?? "");
  const columns = await Promise.all(
    SOURCES.map(async (source): Promise<SwapColumn> => {
      const names = await listNames(source, source === "userList" ? MOST_LISTED : ROWS, request, {
        isLatin: true,
      });
      if (source !== "mask") return { source, names };
      const noun = NOUNS[type];
      return { source, names: [...names, ...(noun ? [{ name: noun, source }] : [])] };
    }),
  );
  const shown = new Set<string>();
  return columns
    .filter(({ source, names }) => source !== "userList" || names.length > 0)
    .map(({ source, names }) => ({ source, names: names.filter(({ name }) => !shown.has(name) && shown.add(name)) }));
}

/**
 * `count` pairs of names for both arguments, of the same types: a third each from the frequent, rare and unseen names of
 * the tables; made-up words where the tables have none of the type.
 */
export async function listPairs(
  request: Omit<NamesRequest, "role">,
  count: number,
): Promise<{ subject: string; object: string }[]> {
  const listOne = async (role: Role): Promise<string[]> => {
    const asked = { ...request, role };
    const each = Math.ceil(count / 3);
    const lists = await Promise.all(
      (["frequent", "rare", "unseen"] as const).map((source) => listNames(source, each, asked)),
    );
    const names = Array.from({ length: each }, (_, row) => lists.flatMap((list) => list[row]?.name ?? [])).flat();
    const more = names.length < count ? await listNames("nonsense", count - names.length, asked) : [];
    return [...names, ...more.map(({ name }) => name)].slice(0, count);
  };
  const [subjects, objects] = await Promise.all([listOne("subject"), listOne("object")]);
  return subjects.flatMap((subject, index) => {
    const object = objects[index];
    return object === undefined || object === subject ? [] : [{ subject, object }];
  });
}
