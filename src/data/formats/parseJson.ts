/** @file JSON.parse with an error that always says where. */
import { t } from "../../messages/translate";
import type { SourceFile } from "./format";
import { inFile } from "./placedError";

/** Where a text stops being JSON, 1-based, and what is there. */
export class JsonError extends Error {
  constructor(
    readonly line: number,
    readonly column: number,
    readonly problem: string,
  ) {
    super(t("line {line}, column {column}: {problem}", { line, column, problem }));
  }
}

/** JSON that a whole file is. Throws, with the file's name, where it is none. */
export function parseFile({ name, text }: Pick<SourceFile, "name" | "text">): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw inFile(name, t("{problem} Is the file complete?", { problem: (error as Error).message }), error);
  }
}

/** What Python and others write for a number that is none, though JSON knows no such word. */
const NO_NUMBER = /-?Infinity\b|NaN\b/y;

/** Parses JSON; a byte order mark is skipped. Throws a JsonError where the text stops being JSON. */
export function parseJson(text: string): unknown {
  const body = text.startsWith("\ufeff") ? text.slice(1) : text;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    const at = findJsonError(body);
    const before = body.slice(0, at).split("\n");
    const fail = (problem: string) => new JsonError(before.length, before.at(-1)!.length + 1, problem);
    NO_NUMBER.lastIndex = at;
    const word = NO_NUMBER.exec(body)?.[0];
    if (word !== undefined) throw fail(t("{word} is not JSON. Write null where a value is missing.", { word }));
    throw fail(sayNotJson(at >= body.length ? null : String.fromCodePoint(body.codePointAt(at)!)));
  }
}

/** What is wrong where this character stands; null: the end of the file. */
export function sayNotJson(character: string | null): string {
  const got = character === null ? t("the end of the file") : JSON.stringify(character);
  return t("not JSON here, found {got}.", { got });
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR =
  /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const STRING_START = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/y;

/** Offset of the first character that cannot be part of a JSON document; the length when it only ends too soon. */
function findJsonError(text: string): number {
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at += found[0].length;
    return found !== null;
  };
  const open: string[] = []; // what closes each open list or object
  let expected: "value" | "valueOrClose" | "key" | "keyOrClose" | "next" = "value";
  for (;;) {
    skip(SPACE);
    const character = text[at];
    if (character === undefined) return at;
    if (expected === "next") {
      if (character === open.at(-1)) open.pop();
      else if (character === "," && open.length > 0) expected = open.at(-1) === "}" ? "key" : "value";
      else return at;
      at++;
    } else if ((expected === "valueOrClose" || expected === "keyOrClose") && character === open.at(-1)) {
      open.pop();
      at++;
      expected = "next";
    } else if (expected === "key" || expected === "keyOrClose") {
      if (character !== '"' || !skip(SCALAR)) return skipString();
      skip(SPACE);
      if (text[at] !== ":") return at;
      at++;
      expected = "value";
    } else if (character === "[" || character === "{") {
      open.push(character === "[" ? "]" : "}");
      at++;
      expected = character === "[" ? "valueOrClose" : "keyOrClose";
    } else {
      if (!skip(SCALAR)) return skipString();
      expected = "next";
    }
  }

  /** In a broken string, the place where it breaks. */
  function skipString(): number {
    if (text[at] === '"') skip(STRING_START);
    return at;
  }
}
