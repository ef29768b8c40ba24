/**
 * @file Compiles a message in ICU MessageFormat into what Lingui interpolates. Lingui's own compiler is a third of its
 * weight; the messages here need simple arguments, plural and select only, and a test compares the two on each of them.
 */
import type { CompiledMessage } from "@lingui/message-utils/compileMessage";

type Token = CompiledMessage[number];

/** Characters that begin and end an isolate, so that a name in another script does not reorder what is around it. */
const ISOLATE = ["\u2068", "\u2069"] as const;

/**
 * Tokens of `source`. Quoting as in ICU: an apostrophe before a brace, or
 * before "#" in a plural, quotes up to the next one; two apostrophes are one. `isIsolating`: puts simple arguments
 * into isolates. Throws on a message that does not parse.
 */
export function compileMessage(source: string, isIsolating = false): CompiledMessage {
  if (!/[{}']/.test(source)) return [source];
  let at = 0;
  const fail = (expected: string) =>
    new Error(`message: expected ${expected} at character ${at}, got "${source.slice(at, at + 12)}", in "${source}".`);

  const readQuoted = (): string => {
    let text = "";
    for (at++; at < source.length; at++) {
      if (source[at] === "'") {
        if (source[at + 1] !== "'") break;
        at++;
      }
      text += source[at];
    }
    at++;
    return text;
  };
  const readWord = (): string => {
    const [match] = /^\s*=?\w+\s*/.exec(source.slice(at)) ?? [""];
    if (match === "") throw fail("a name");
    at += match.length;
    return match.trim();
  };
  const take = (mark: string) => {
    if (source[at] !== mark) throw fail(`"${mark}"`);
    at++;
  };

  const readArgument = (): readonly Token[] => {
    take("{");
    const name = readWord();
    if (source[at] === "}") {
      at++;
      return isIsolating ? [ISOLATE[0], [name], ISOLATE[1]] : [[name]];
    }
    take(",");
    const kind = readWord();
    if (kind !== "plural" && kind !== "select") throw fail("plural or select");
    take(",");
    const cases: Record<string, CompiledMessage> = {};
    while (source[at] !== "}") {
      const key = readWord().replace("=", "");
      take("{");
      cases[key] = readTokens(kind === "plural");
      take("}");
      at += /^\s*/.exec(source.slice(at))![0].length;
    }
    take("}");
    if (cases.other === undefined) throw fail("a case other");
    return [[name, kind, cases]];
  };

  /** Up to the brace that closes the case, or to the end. */
  const readTokens = (isPlural: boolean): Token[] => {
    const tokens: Token[] = [];
    let text = "";
    const flush = () => {
      if (text !== "") tokens.push(text);
      text = "";
    };
    while (at < source.length && source[at] !== "}") {
      const [mark = "", next = ""] = source.slice(at, at + 2);
      if (mark === "'" && next === "'") {
        text += "'";
        at += 2;
      } else if (mark === "'" && next !== "" && (isPlural ? "{}#" : "{}").includes(next)) {
        text += readQuoted();
      } else if (mark === "{") {
        flush();
        tokens.push(...readArgument());
      } else if (mark === "#" && isPlural) {
        flush();
        tokens.push("#");
        at++;
      } else {
        text += mark;
        at++;
      }
    }
    flush();
    return tokens;
  };

  const tokens = readTokens(false);
  if (at < source.length) throw fail("the end");
  return tokens;
}
