/** @file The text of a session file: how it is written, and how it is read and checked. */
import { sayIssue } from "../messages/sayIssue";
import { t } from "../messages/translate";
import type { z } from "zod";
import { parseJson } from "../data/formats/parseJson";
import { hashText } from "../data/sha256";
import { messageOf } from "./engine";
import { sessionSchema } from "./sessionSchema";

export const SESSION_FORMAT = "entity-bias-explorer session";
/** Raise it when a part changes its meaning, or when an older page would lose something by passing over a new one. */
export const SESSION_VERSION = 2;
/** 1: before rows were reviewed; everything in it still means the same. */
const OLDEST_VERSION = 1;

/** All of a page, as a session file holds it. */
export type Session = z.output<typeof sessionSchema>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The session as the text of a file: one line for each part. */
export function formatSession(session: Session): string {
  const parts = { format: SESSION_FORMAT, version: SESSION_VERSION, ...session };
  const lines = Object.entries(parts).map(([key, value]) => ` ${JSON.stringify(key)}: ${stringify(value)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}

function stringify(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (part instanceof Float32Array ? [...part] : part));
}

/** SHA-256 of rows or figures as a session file holds them. */
export function hashContent(value: unknown): Promise<string> {
  return hashText(stringify(value));
}

/**
 * Reads the text of a session file. Rejects with an Error that names the file, the place, what was expected there, what
 * was found and what to do: no JSON, no session, a newer version, a value that does not fit, rows that were changed.
 */
export async function parseSession(fileName: string, text: string): Promise<Session> {
  const raw = readJson(fileName, text);
  if (!isObject(raw) || raw.format !== SESSION_FORMAT) {
    const got = isObject(raw) ? (JSON.stringify(raw.format) ?? t("none")) : t("no object");
    throw new Error(
      t(
        '{file} is not a session file: expected the format "{format}", got {got}. Choose a file that “Save session” has written; rows are opened in the Corpus view.',
        { file: fileName, format: SESSION_FORMAT, got },
      ),
    );
  }
  if (typeof raw.version === "number" && raw.version > SESSION_VERSION) {
    throw new Error(
      t(
        "{file} was saved by a newer version of this page: expected session version {expected}, got {got}. Reload the page, or open the file where it was saved.",
        { file: fileName, expected: SESSION_VERSION, got: raw.version },
      ),
    );
  }
  if (!(typeof raw.version === "number" && raw.version >= OLDEST_VERSION && Number.isInteger(raw.version))) {
    const got = JSON.stringify(raw.version) ?? t("none");
    throw new Error(
      t("{file}: expected session version {expected}, got {got}. Save the session again.", {
        file: fileName,
        expected: SESSION_VERSION,
        got,
      }),
    );
  }
  const { success, data, error } = sessionSchema.safeParse(raw);
  if (!success) {
    const [issue] = error.issues;
    const where = issue!.path.join(".");
    throw new Error(
      t("{file}, at {place}: {problem}. The file was changed: choose an unchanged copy.", {
        file: fileName,
        place: where,
        problem: sayIssue(issue!.message),
      }),
    );
  }
  const { corpus } = data;
  if (corpus?.kind === "file" || corpus?.kind === "results") {
    const isFile = corpus.kind === "file";
    const part = isFile ? "rows" : "figures";
    // As they stand in the file: what the check above passes over counts too.
    const hash = await hashContent((raw.corpus as Record<string, unknown>)[part]);
    if (hash !== corpus.contentHash) {
      const values = {
        file: fileName,
        name: corpus.name,
        expected: corpus.contentHash.slice(0, 12),
        got: hash.slice(0, 12),
      };
      throw new Error(
        isFile
          ? t(
              "{file}: the rows of {name} were changed after the session was saved (expected SHA-256 {expected}, got {got}), so its scores belong to others. Choose an unchanged copy.",
              values,
            )
          : t(
              "{file}: the figures of {name} were changed after the session was saved (expected SHA-256 {expected}, got {got}), so its scores belong to others. Choose an unchanged copy.",
              values,
            ),
      );
    }
  }
  return data;
}

function readJson(fileName: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new Error(
      t("{file}, {problem} The file is cut off or damaged, or no session file: choose another copy.", {
        file: fileName,
        problem: messageOf(error),
      }),
      { cause: error },
    );
  }
}
