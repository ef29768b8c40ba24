/**
 * @file A lesson as the part of an address behind "#", which a browser never sends to a server: "#lesson=1." then a check
 * of six characters, ".", and the lesson as JSON, deflated, in base64url. What a link says is from a stranger: it is read
 * within limits of size, checked, and held to the schema.
 */
import { deflateSync, Inflate } from "fflate";
import { formatCount } from "../messages/formatNumber";
import { t } from "../messages/translate";
import { parseLesson, type Lesson } from "./schema";

/** Raise it when older pages could no longer read what is written; the lesson itself has a version of its own. */
export const LESSON_LINK_VERSION = 1;
const START = "#lesson=";

/** Longest address that is given out as a link; what is longer, mail and chat programs may cut. A cautious bound of ours. */
export const LONGEST_LINK = 16_000;
/** Bytes in the largest QR code (version 40, correction L, byte mode; ISO/IEC 18004). */
export const LARGEST_QR = 2953;
/** Bytes in a QR code of 101 modules a side (version 21, correction L); a larger one is hard to read from a distance. */
export const EASY_QR = 929;

/** Most characters behind "#" that are read, and most bytes that they may inflate to. */
const MOST_CHARACTERS = 200_000;
const MOST_BYTES = 1_000_000;
/** Bytes inflated at a time, so that a bomb is stopped early: deflate grows at most 1032-fold. */
const PIECE = 512;

/** FNV-1a over the bytes, 32 bits, as six characters of base64url: finds damage, and proves nothing. */
function checkOf(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return toBase64Url(Uint8Array.from([24, 16, 8, 0], (shift) => (hash >>> shift) & 255));
}

function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
}

/** Inflates at most MOST_BYTES; throws on damage and on more. */
function inflate(bytes: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let numBytes = 0;
  let isOver = false;
  const inflater = new Inflate((piece, isLast) => {
    numBytes += piece.length;
    isOver = isLast;
    if (numBytes > MOST_BYTES) throw new Error("too large");
    pieces.push(piece);
  });
  for (let at = 0; at < bytes.length; at += PIECE) {
    inflater.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  }
  if (!isOver) throw new Error("cut off");
  const all = new Uint8Array(numBytes);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** The lesson as the part of an address from "#" on. The same lesson always gives the same text. */
export function formatLessonFragment(lesson: Lesson): string {
  const bytes = deflateSync(new TextEncoder().encode(JSON.stringify(lesson)), { level: 9 });
  return `${START}${LESSON_LINK_VERSION}.${checkOf(bytes)}.${toBase64Url(bytes)}`;
}

/**
 * Reads a lesson from the part of an address from "#" on. Whatever a mail or chat program has put behind it is passed
 * over. Throws an Error that says what is wrong and what to do.
 */
export function parseLessonFragment(fragment: string): Lesson {
  const what = t("This link to a lesson cannot be opened:");
  const again = t(
    "Copy the whole link again, or ask its author for the lesson as a file. The full page works as ever.",
  );
  const fail = (why: string): never => {
    throw new Error(`${what} ${why} ${again}`);
  };
  if (fragment.length > MOST_CHARACTERS) {
    return fail(
      t("it has {n} characters, and at most {most} are read.", {
        n: formatCount(fragment.length),
        most: formatCount(MOST_CHARACTERS),
      }),
    );
  }
  const version = Number(/^#lesson=(\d{1,6})\./.exec(fragment)?.[1]);
  if (version > LESSON_LINK_VERSION) {
    throw new Error(
      `${what} ${t("it was made with a newer version of this page. Reload the page, or open the link where it was made.")}`,
    );
  }
  const [, check, data = ""] = /^#lesson=1\.([\w-]{6})\.([\w-]+)/.exec(fragment) ?? [];
  if (check === undefined) return fail(t("its beginning is damaged."));
  let text: string;
  try {
    const bytes = fromBase64Url(data);
    if (checkOf(bytes) !== check) throw new Error("damaged");
    text = new TextDecoder("utf-8", { fatal: true }).decode(inflate(bytes));
  } catch (error) {
    return fail(
      error instanceof Error && error.message === "too large"
        ? t("it holds far more than a lesson.")
        : t("it is damaged or incomplete, as when a mail program cuts a long line."),
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail(t("what it holds is not a lesson."));
  }
  try {
    return parseLesson(value);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}
