/** @file Errors that say where something is wrong: in which file, which row or which line. */
import { t } from "../../messages/translate";

const placed = new WeakSet<Error>();

/** An error whose message says where: who passes it on puts no place before it. */
export function placedError(message: string, cause?: unknown): Error {
  const error = cause === undefined ? new Error(message) : new Error(message, { cause });
  placed.add(error);
  return error;
}

/** Whether an error says where. */
export function hasPlace(error: unknown): boolean {
  return error instanceof Error && placed.has(error);
}

/** What is wrong with a file. */
export function inFile(file: string, problem: string, cause?: unknown): Error {
  return placedError(t("{file}: {problem}", { file, problem }), cause);
}

/** "row 3: ...", "line 3: ...": what is wrong there. */
export function atPlace(place: "row" | "line", position: number, problem: string): string {
  return place === "row"
    ? t("row {position}: {problem}", { position, problem })
    : t("line {position}: {problem}", { position, problem });
}

/** What is wrong with a row, or with the part of a document that stands there. */
export function inRow(place: "row" | "line", position: number, problem: string): Error {
  return placedError(atPlace(place, position, problem));
}
