/** @file Names by entity type with their counts in the training set. Schema: public/names/README.md. */
import { t } from "../../messages/translate";
import type { Role } from "../example";

/** The names of one fine type. Counts are arguments of training rows, over all types. */
export interface NameTable {
  /** The type that examples carry, such as LOCATION. */
  readonly coarse: string;
  /** In more than three training arguments, by falling count. */
  readonly frequent: readonly (readonly [name: string, count: number])[];
  /** In one to three. */
  readonly rare: readonly (readonly [name: string, count: number])[];
  /** In no training sentence. */
  readonly unseen: readonly string[];
}

export interface NameTables {
  readonly version: number;
  readonly trainRows: number;
  /** Every word such as "Peruvian", in training or not. */
  readonly nationalities: readonly string[];
  /** Fine type to its names. */
  readonly types: Readonly<Record<string, NameTable>>;
  /** Relation label to the fine types of subject and object. */
  readonly relations: Readonly<Record<string, readonly [subject: string, object: string]>>;
}

/** A coarse type and, where known, a finer one. */
export interface NameType {
  readonly type: string;
  readonly fineType?: string;
}

/** Words such as "Peruvian", which do not replace "Peru". */
export const NATIONALITY = "NATIONALITY";

/** Type names of other schemes. */
const ALIASES: Readonly<Record<string, NameType>> = {
  PER: { type: "PERSON" },
  PEOPLE: { type: "PERSON" },
  ORG: { type: "ORGANIZATION" },
  ORGANISATION: { type: "ORGANIZATION" },
  LOC: { type: "LOCATION" },
  GPE: { type: "LOCATION" },
  CITY: { type: "LOCATION", fineType: "CITY" },
  COUNTRY: { type: "LOCATION", fineType: "COUNTRY" },
  STATE_OR_PROVINCE: { type: "LOCATION", fineType: "REGION" },
  NATIONALITY: { type: "LOCATION", fineType: NATIONALITY },
  TIME: { type: "DATE" },
};

/** The type as the tables call it: upper case, and "PER", "ORG", "GPE" and their like by their usual name. */
export function normaliseType(type: string): NameType {
  const upper = type.trim().toUpperCase();
  return ALIASES[upper] ?? { type: upper };
}

/** Checks what was read from names.json. Throws an Error that names the first thing that is not as it should be. */
export function parseNameTables(raw: unknown): NameTables {
  const fail = (where: string, expected: string): never => {
    throw new Error(
      t("parseNameTables: expected {expected} at {where}. Reload the page; if it stays, rebuild the names.", {
        expected,
        where,
      }),
    );
  };
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  const isCounted = (row: unknown) =>
    Array.isArray(row) && row.length === 2 && typeof row[0] === "string" && Number.isInteger(row[1]);

  if (!isObject(raw)) return fail(t("the top"), t("an object"));
  if (raw.version !== 1) fail("version", "1");
  if (!Number.isInteger(raw.trainRows)) fail("trainRows", t("a whole number"));
  const isNames = (value: unknown) => Array.isArray(value) && value.every((name) => typeof name === "string");
  if (!isNames(raw.nationalities)) fail("nationalities", t("names"));
  if (!isObject(raw.types)) return fail("types", t("an object"));
  for (const [fineType, table] of Object.entries(raw.types)) {
    if (!isObject(table) || typeof table.coarse !== "string") return fail(fineType, t("a table with its coarse type"));
    for (const key of ["frequent", "rare"] as const) {
      const rows = table[key];
      if (!Array.isArray(rows) || !rows.every(isCounted)) fail(`${fineType}.${key}`, t("pairs of name and count"));
    }
    if (!isNames(table.unseen)) fail(`${fineType}.unseen`, t("names"));
  }
  if (!isObject(raw.relations)) return fail("relations", t("an object"));
  for (const [label, pair] of Object.entries(raw.relations)) {
    if (!Array.isArray(pair) || pair.length !== 2) fail(`relations.${label}`, t("two fine types"));
  }
  return raw as unknown as NameTables;
}

/** Fetches and checks the tables. Rejects with an Error that names the address when they do not come. */
export async function loadNameTables(url: string, signal?: AbortSignal): Promise<NameTables> {
  const response = await fetch(url, { signal: signal ?? null });
  if (!response.ok) {
    throw new Error(
      t("loadNameTables: expected the names at {url}, got status {status}. Try again later.", {
        url,
        status: response.status,
      }),
    );
  }
  return parseNameTables(await response.json());
}

/**
 * What kind of thing `surface` is: its own fine type where it is in exactly one table of its coarse type or is a
 * nationality word, else the fine type that its role in `relation` has, if that belongs to the coarse type; no fine
 * type when neither says.
 */
export function guessNameType(
  tables: NameTables,
  type: string,
  surface: string,
  relation?: string | null,
  role?: Role,
): NameType {
  const known = normaliseType(type);
  if (known.fineType) return known;
  const fineTypes = listFineTypes(tables, known.type);
  const holders = (findIndex(tables).holders.get(foldName(surface)) ?? []).filter((one) => fineTypes.includes(one));
  if (known.type === "LOCATION" && isNationality(tables, surface)) return { type: known.type, fineType: NATIONALITY };
  if (holders.length === 1) return { type: known.type, fineType: holders[0]! };
  const pair = relation ? tables.relations[relation] : undefined;
  const expected = pair && role ? pair[role === "subject" ? 0 : 1] : undefined;
  return expected && fineTypes.includes(expected) ? { type: known.type, fineType: expected } : { type: known.type };
}

/** True for words such as "Peruvian", in any letter case. */
export function isNationality(tables: NameTables, name: string): boolean {
  return findIndex(tables).nationalities.has(foldName(name));
}

/** The fine types under a coarse type, in file order; empty for an unknown one. */
export function listFineTypes(tables: NameTables, coarse: string): string[] {
  return Object.keys(tables.types).filter((fineType) => tables.types[fineType]!.coarse === coarse);
}

/** What two spellings of one name share: letter case and a leading "the" do not count. */
export function foldName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^the (?=\S)/, "");
}

/** How often `name` fills an argument in training: 0 for an unseen name, undefined for one that no table holds. */
export function findTrainCount(tables: NameTables, name: string): number | undefined {
  return findIndex(tables).counts.get(foldName(name));
}

/** By folded name: the count, the fine types that hold it; and the nationality words. */
interface NameIndex {
  readonly counts: Map<string, number>;
  readonly holders: Map<string, string[]>;
  readonly nationalities: ReadonlySet<string>;
}

/** Built once for each set of tables. */
const indexes = new WeakMap<NameTables, NameIndex>();

function findIndex(tables: NameTables): NameIndex {
  const known = indexes.get(tables);
  if (known) return known;
  const index: NameIndex = {
    counts: new Map(),
    holders: new Map(),
    nationalities: new Set(tables.nationalities.map(foldName)),
  };
  for (const [fineType, { frequent, rare, unseen }] of Object.entries(tables.types)) {
    for (const [name, count] of [...frequent, ...rare, ...unseen.map((one) => [one, 0] as const)]) {
      const folded = foldName(name);
      index.counts.set(folded, count);
      index.holders.set(folded, [...(index.holders.get(folded) ?? []), fineType]);
    }
  }
  indexes.set(tables, index);
  return index;
}
