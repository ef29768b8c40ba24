/** @file Columns on their way to another thread: texts as numbers into a list, since a list of texts is slow to copy. */

/** A column of texts: `names[codes[i]]`; -1 stands for null. */
export interface PackedTexts {
  readonly kind: "texts";
  readonly names: readonly string[];
  readonly codes: Int32Array;
}

/** An object with its columns of texts packed; everything else as it was. */
export type Packed<T> = { readonly [Key in keyof T]: T[Key] | PackedTexts };

/** Packs every array of texts and nulls of an object; typed arrays, numbers and objects stay. */
export function packColumns<T extends object>(columns: T): Packed<T> {
  return mapValues(columns, (value) => (isTexts(value) ? packTexts(value) : value)) as Packed<T>;
}

/** The object that was packed. */
export function unpackColumns<T extends object>(packed: Packed<T>): T {
  return mapValues(packed, (value) => (isPacked(value) ? unpackTexts(value) : value)) as T;
}

const mapValues = (object: object, change: (value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

const isTexts = (value: unknown): value is readonly (string | null)[] =>
  Array.isArray(value) && value.every((entry) => entry === null || typeof entry === "string");

const isPacked = (value: unknown): value is PackedTexts =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === "texts";

function packTexts(texts: readonly (string | null)[]): PackedTexts {
  const codeOf = new Map<string, number>();
  const names: string[] = [];
  const codes = new Int32Array(texts.length);
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i]!;
    let code = text === null ? -1 : codeOf.get(text);
    if (code === undefined) {
      code = names.push(text) - 1;
      codeOf.set(text, code);
    }
    codes[i] = code;
  }
  return { kind: "texts", names, codes };
}

const unpackTexts = ({ names, codes }: PackedTexts): (string | null)[] =>
  Array.from(codes, (code) => (code === -1 ? null : names[code]!));
