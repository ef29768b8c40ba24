/**
 * @file Python literals as data: what `repr` writes for dicts, lists, tuples, texts, numbers, True, False and None. Nothing
 * is evaluated. Reference: Python's lexical analysis, "Literals".
 */
import { t } from "../../messages/translate";

/** Containers inside each other at most; far more than any row has. */
const MAX_DEPTH = 100;
const NUMBER = /[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const WORDS: Readonly<Record<string, unknown>> = { True: true, False: false, None: null };
const ESCAPES: Readonly<Record<string, string>> = {
  ...{ n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", a: "\x07" },
  ...{ "\\": "\\", "'": "'", '"': '"', "\n": "" },
};

/**
 * Parses one literal: dicts become objects (keys as text), lists and tuples arrays. Throws "column C: ..." (1-based) where
 * the text stops being one.
 */
export function parsePythonLiteral(text: string): unknown {
  let at = 0;
  const fail = (expected: string): never => {
    const got =
      at >= text.length ? t("the end of the line") : JSON.stringify(String.fromCodePoint(text.codePointAt(at)!));
    throw new Error(t("column {column}: expected {expected}, found {got}.", { column: at + 1, expected, got }));
  };
  const skipSpace = () => {
    while (at < text.length && /\s/.test(text[at]!)) at++;
  };
  const take = (character: string) => {
    skipSpace();
    if (text[at] !== character) return false;
    at++;
    return true;
  };

  const readValue = (depth: number): unknown => {
    skipSpace();
    if (depth > MAX_DEPTH) fail(t("at most {n} containers inside each other", { n: MAX_DEPTH }));
    const character = text[at];
    if (character === "{") return readDict(depth);
    if (character === "[" || character === "(") return readItems(character === "[" ? "]" : ")", depth);
    const prefix = /[urbfURBF]{0,2}(?=["'])/y;
    prefix.lastIndex = at;
    const found = prefix.exec(text);
    if (found) {
      at += found[0].length;
      return readTexts(/r/i.test(found[0]));
    }
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(text);
    if (number) {
      at += number[0].length;
      return Number(number[0].replaceAll("_", ""));
    }
    for (const [word, value] of Object.entries(WORDS)) {
      if (!text.startsWith(word, at) || /\w/.test(text[at + word.length] ?? "")) continue;
      at += word.length;
      return value;
    }
    return fail(t("a value"));
  };

  const readDict = (depth: number): unknown => {
    const dict: Record<string, unknown> = {};
    at++;
    while (!take("}")) {
      const key = readValue(depth + 1);
      if (!take(":")) fail('":"');
      const value = readValue(depth + 1);
      // As JSON.parse does: a key is a key, whatever it is called.
      Object.defineProperty(dict, String(key), { value, enumerable: true, writable: true, configurable: true });
      if (take(",")) continue;
      if (!take("}")) fail(t("{left} or {right}", { left: '","', right: '"}"' }));
      break;
    }
    return dict;
  };

  const readItems = (close: string, depth: number): unknown => {
    const items: unknown[] = [];
    let hasComma = false;
    at++;
    while (!take(close)) {
      items.push(readValue(depth + 1));
      if (take(",")) {
        hasComma = true;
        continue;
      }
      if (!take(close)) fail(t("{left} or {right}", { left: '","', right: `"${close}"` }));
      break;
    }
    // One value in round brackets is that value.
    return close === ")" && items.length === 1 && !hasComma ? items[0] : items;
  };

  /** Texts side by side are one text. */
  const readTexts = (isRaw: boolean): string => {
    let whole = readText(isRaw);
    for (skipSpace(); text[at] === '"' || text[at] === "'"; skipSpace()) whole += readText(false);
    return whole;
  };

  const readText = (isRaw: boolean): string => {
    const quote = text[at]!;
    const close = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
    at += close.length;
    let body = "";
    for (;;) {
      if (at >= text.length) return fail(t("the closing {mark}", { mark: close })) as never;
      if (text.startsWith(close, at)) break;
      if (text[at] === "\\" && !isRaw) body += readEscape();
      else if (text[at] === "\\") [body, at] = [body + text.slice(at, at + 2), at + 2];
      else body += text[at++];
    }
    at += close.length;
    return body;
  };

  const readEscape = (): string => {
    const code = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3}))/y;
    code.lastIndex = at;
    const found = code.exec(text);
    if (found) {
      const point = found[4] !== undefined ? parseInt(found[4], 8) : parseInt(found[1] ?? found[2] ?? found[3]!, 16);
      if (point > 0x10ffff) return fail(t("a character")) as never;
      at += found[0].length;
      return String.fromCodePoint(point);
    }
    const next = text[at + 1] ?? "";
    at += 2;
    return Object.hasOwn(ESCAPES, next) ? ESCAPES[next]! : `\\${next}`;
  };

  const value = readValue(0);
  skipSpace();
  if (at < text.length) fail(t("the end of the line"));
  return value;
}
