/** @file Where the values of a JSON text stand: so that one can be changed and the rest stay as written. */
import { t } from "../../messages/translate";
import type { CharSpan } from "../example";
import { parsePythonLiteral } from "../formats/pythonLiteral";

export type JsonPath = readonly (string | number)[];

/** A value's place, and what kind it is. */
export interface JsonPlace extends CharSpan {
  readonly kind: "object" | "list" | "other";
  /** Members of an object or list. */
  readonly size: number;
}

/** Finds values by path: the place of each, undefined where there is none. The text must be JSON. */
export interface JsonPlaces {
  find(path: JsonPath): JsonPlace | undefined;
}

interface Node extends JsonPlace {
  readonly members: ReadonlyMap<string | number, Node>;
}

/**
 * Reads the places of every value in `[start, end)` of a text. The last of two members with one name counts. A Python
 * literal is read too: single quotes, and tuples as lists.
 */
export function locateJson(text: string, start = 0, end = text.length): JsonPlaces {
  let at = start;
  const fail = (): never => {
    throw new Error(t("offset {offset}: not JSON here.", { offset: at }));
  };
  const skipSpace = () => {
    while (at < end && /\s/.test(text[at]!)) at++;
  };
  const skipString = (): string => {
    const from = at++;
    const quote = text[from];
    while (at < end && text[at] !== quote) at += text[at] === "\\" ? 2 : 1;
    return text.slice(from, ++at);
  };
  const readValue = (depth: number): Node => {
    skipSpace();
    const from = at;
    const opener = text[at];
    if (depth > 500 || at >= end) fail();
    if (opener === '"' || opener === "'") skipString();
    else if (opener !== "{" && opener !== "[" && opener !== "(") {
      while (at < end && !/[\s,\]})]/.test(text[at]!)) at++;
      if (at === from) fail();
    } else {
      const members = new Map<string | number, Node>();
      const closer = opener === "{" ? "}" : opener === "(" ? ")" : "]";
      at++;
      for (let i = 0; ; i++) {
        skipSpace();
        if (at >= end) fail();
        if (text[at] === closer) break;
        let key: string | number = i;
        if (opener === "{") {
          if (text[at] !== '"' && text[at] !== "'") fail();
          const name = skipString();
          key = name.startsWith("'") ? String(parsePythonLiteral(name)) : (JSON.parse(name) as string);
          skipSpace();
          if (text[at++] !== ":") fail();
        }
        members.set(key, readValue(depth + 1));
        skipSpace();
        if (text[at] === ",") at++;
      }
      at++;
      return { start: from, end: at, kind: opener === "{" ? "object" : "list", size: members.size, members };
    }
    return { start: from, end: at, kind: "other", size: 0, members: new Map() };
  };
  const root = readValue(0);
  return {
    find(path) {
      let node: Node | undefined = root;
      for (const step of path) node = node?.members.get(step);
      return node;
    },
  };
}
