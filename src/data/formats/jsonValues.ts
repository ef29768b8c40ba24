/** @file Walking through a large JSON text value by value, so that it is never held as one object. */
import { JsonError, parseJson, sayNotJson } from "./parseJson";

const [QUOTE, BACKSLASH] = [34, 92];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT, COMMA] = [91, 93, 123, 125, 44];

/** Offset after the space that starts at `at`. */
function skipSpace(text: string, at: number): number {
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return at;
    at++;
  }
}

/** Offset after the string that starts at `at` with its quote; the length of the text when it does not end. */
function skipString(text: string, at: number): number {
  for (let close = text.indexOf('"', at + 1); close !== -1; close = text.indexOf('"', close + 1)) {
    let numBackslashes = 0;
    while (text.charCodeAt(close - 1 - numBackslashes) === BACKSLASH) numBackslashes++;
    if (numBackslashes % 2 === 0) return close + 1;
  }
  return text.length;
}

/** Offset after the JSON value that starts at `at`, without checking it; null when the text ends inside it. */
export function findValueEnd(text: string, at: number): number | null {
  let depth = 0;
  const isOpen = (code: number) => code === OPEN_LIST || code === OPEN_OBJECT;
  for (let place = at; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code === QUOTE) {
      place = skipString(text, place) - 1;
      if (place === text.length - 1 && text.charCodeAt(place) !== QUOTE) return null;
      if (depth === 0) return place + 1;
    } else if (isOpen(code)) {
      depth++;
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      if (depth === 0) return place;
      if (--depth === 0) return place + 1;
    } else if (depth === 0 && (code === COMMA || code <= 32)) {
      return place;
    }
  }
  return depth === 0 ? text.length : null;
}

/** One member of a list: its value, or why the list breaks there. Nothing follows an error. */
export type ListMember = { readonly value: unknown; readonly end: number } | { readonly error: string };

/** Members of the JSON list that a text is, in order, each parsed as it is asked for. */
export function* readListMembers(text: string): Generator<ListMember, void> {
  const fail = (from: number): ListMember => ({ error: findProblem(text, from) });
  let at = skipSpace(text, skipSpace(text, 0) + 1);
  if (text.charCodeAt(at) === CLOSE_LIST) {
    if (skipSpace(text, at + 1) < text.length) yield fail(0);
    return;
  }
  for (;;) {
    const end = findValueEnd(text, at);
    if (end === null || end === at) return yield fail(at);
    let value: unknown;
    try {
      value = JSON.parse(text.slice(at, end));
    } catch {
      return yield fail(at);
    }
    yield { value, end };
    at = skipSpace(text, end);
    const code = text.charCodeAt(at);
    if (code === CLOSE_LIST) {
      if (skipSpace(text, at + 1) < text.length) yield fail(at + 1);
      return;
    }
    if (code !== COMMA) return yield fail(at);
    at = skipSpace(text, at + 1);
  }
}

/** Why the text is not JSON from `from` on, where a member of the list should be or has just ended. */
function findProblem(text: string, from: number): string {
  const before = text.slice(0, from);
  const line = before.split("\n").length;
  const column = from - before.lastIndexOf("\n");
  try {
    parseJson(text.slice(from, findValueEnd(text, from) ?? text.length));
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const isFirst = error.line === 1;
    return new JsonError(line + error.line - 1, isFirst ? column + error.column - 1 : error.column, error.problem)
      .message;
  }
  return new JsonError(line, column, sayNotJson(text[from] ?? null)).message;
}

/**
 * The beginning of a JSON text as a value: what is complete of it, closed where it was cut off. Undefined for a text that
 * does not begin like a list or an object.
 */
export function parseBeginning(head: string): unknown {
  const start = skipSpace(head, 0);
  if (head[start] !== "[" && head[start] !== "{") return undefined;
  let closers = "";
  let kept = { end: start, closers: "" };
  for (let at = start; at < head.length; at++) {
    const code = head.charCodeAt(at);
    if (code === QUOTE) {
      at = skipString(head, at) - 1;
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      closers = (code === OPEN_LIST ? "]" : "}") + closers;
      if (closers.length > MAX_DEPTH) break;
      kept = { end: at + 1, closers };
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      closers = closers.slice(1);
      kept = { end: at + 1, closers };
      if (closers === "") break;
    } else if (code === COMMA) {
      kept = { end: at, closers };
    }
  }
  try {
    return JSON.parse(head.slice(start, kept.end) + kept.closers);
  } catch {
    return undefined;
  }
}

const MAX_DEPTH = 100;
