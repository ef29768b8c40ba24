/** @file From bytes to text files: archives unpacked within limits, every usual encoding decoded. */
import { Gunzip, unzipSync } from "fflate";
import type { SourceFile } from "./format";

/** A file as it was dropped. */
export interface RawFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The texts, and what was left out or guessed on the way, as sentences. */
export interface OpenedFiles {
  readonly files: SourceFile[];
  readonly notices: string[];
}

/** What an archive may unpack to. */
export interface ArchiveLimits {
  readonly maxEntries: number;
  /** Bytes of all entries together. */
  readonly maxBytes: number;
  /** Unpacked size over packed size, for entries of more than a megabyte. */
  readonly maxRatio: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = { maxEntries: 20_000, maxBytes: 400 * 2 ** 20, maxRatio: 200 };

/** Below this, a high ratio is no danger. */
const SMALL_BYTES = 2 ** 20;
const CHUNK_BYTES = 2 ** 16;

/**
 * Opens files: zip and gzip are unpacked (archives inside archives are not), text is decoded by its byte order mark, as
 * UTF-8, or as Windows-1252 with a notice. Throws for an archive over the limits, a damaged one, and when no text is left.
 */
export function openFiles(raw: readonly RawFile[], limits = ARCHIVE_LIMITS): OpenedFiles {
  const notices: string[] = [];
  const files = raw.flatMap((file) => {
    if (isZip(file.bytes)) return openZip(file, limits, notices);
    const bytes = isGzip(file.bytes) ? gunzip(file, limits) : file.bytes;
    const problem = findBinary(bytes);
    if (problem !== null) throw new Error(`${file.name}: expected text, got ${problem}.`);
    return [decode({ name: isGzip(file.bytes) ? file.name.replace(/\.gz$/i, "") : file.name, bytes }, notices)];
  });
  if (files.length > 0) return { files, notices };
  throw new Error(
    `${raw.map(({ name }) => name).join(", ")}: expected text files, got none. ${notices.join(" ")}`.trim(),
  );
}

const startsWith = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, i) => bytes[i] === byte);
const isZip = (bytes: Uint8Array) =>
  startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06);
const isGzip = (bytes: Uint8Array) => startsWith(bytes, 0x1f, 0x8b, 0x08);

function openZip({ name, bytes }: RawFile, limits: ArchiveLimits, notices: string[]): SourceFile[] {
  const refused: string[] = [];
  let numEntries = 0;
  let numBytes = 0;
  const refuse = (what: string) => {
    throw new Error(`${name}: refused, ${what}. Unpack it yourself and open the files you need.`);
  };
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes, {
      filter(entry) {
        if (++numEntries > limits.maxEntries) refuse(`it has more than ${count(limits.maxEntries)} entries`);
        if (/(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[a-z]:/i.test(entry.name)) {
          refused.push(entry.name);
          return false;
        }
        if (/(?:^|\/)(?:__MACOSX\/|\.)|\/$/.test(entry.name)) return false;
        numBytes += entry.originalSize;
        if (numBytes > limits.maxBytes) {
          refuse(`it unpacks to more than ${count(Math.round(limits.maxBytes / 2 ** 20))} MB`);
        }
        if (entry.originalSize > SMALL_BYTES && entry.originalSize > limits.maxRatio * entry.size) {
          refuse(`its entry ${entry.name} unpacks to over ${count(limits.maxRatio)} times its size, as zip bombs do`);
        }
        return true;
      },
    });
  } catch (error) {
    const { message } = error as Error;
    throw new Error(message.startsWith(name) ? message : `${name}: the archive is damaged (${message}).`, {
      cause: error,
    });
  }
  if (refused.length > 0) {
    notices.push(`${name}: refused ${list(refused)}: such names point outside the archive.`);
  }
  if (Object.hasOwn(entries, "xl/workbook.xml") || Object.hasOwn(entries, "word/document.xml")) {
    throw new Error(`${name}: expected text files, got an Office document. Save it as CSV or text and open that.`);
  }
  const skipped: string[] = [];
  const files = Object.entries(entries).flatMap(([entry, content]) => {
    if (!isZip(content) && !isGzip(content) && findBinary(content) === null) {
      return [decode({ name: entry, bytes: content }, notices)];
    }
    skipped.push(entry);
    return [];
  });
  if (skipped.length > 0) notices.push(`${name}: left out ${list(skipped)}: archives and files that are not text.`);
  return files;
}

function gunzip({ name, bytes }: RawFile, { maxBytes, maxRatio }: ArchiveLimits): Uint8Array {
  const chunks: Uint8Array[] = [];
  let numBytes = 0;
  const stream = new Gunzip((chunk) => {
    chunks.push(chunk);
    numBytes += chunk.length;
  });
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const end = Math.min(at + CHUNK_BYTES, bytes.length);
    try {
      stream.push(bytes.subarray(at, end), end === bytes.length);
    } catch (error) {
      throw new Error(`${name}: the archive is damaged (${(error as Error).message}).`, { cause: error });
    }
    if (numBytes > maxBytes || (numBytes > SMALL_BYTES && numBytes > maxRatio * end)) {
      const what =
        numBytes > maxBytes
          ? `more than ${count(Math.round(maxBytes / 2 ** 20))} MB`
          : `over ${maxRatio} times its size`;
      throw new Error(`${name}: refused, it unpacks to ${what}. Unpack it yourself and open the part you need.`);
    }
  }
  const whole = new Uint8Array(numBytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** What bytes are that are no text; null for text. */
function findBinary(bytes: Uint8Array): string | null {
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return "a PDF. Export its text first";
  if (startsWith(bytes, 0x37, 0x7a, 0xbc, 0xaf)) return "a 7z archive. Unpack it and open the files";
  if (startsWith(bytes, 0x28, 0xb5, 0x2f, 0xfd)) return "a zstd archive. Unpack it and open the files";
  if (startsWith(bytes, 0x50, 0x41, 0x52, 0x31)) return "a Parquet file. Export it as JSON lines";
  if (startsWith(bytes.subarray(257, 262), 0x75, 0x73, 0x74, 0x61, 0x72))
    return "a tar archive. Unpack it and open the files";
  if (guessUtf16(bytes) !== null) return null;
  return bytes.subarray(0, CHUNK_BYTES).includes(0) ? "binary data" : null;
}

/** UTF-16 by its mark, or by the zero bytes that every second letter of most languages has. */
function guessUtf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (startsWith(bytes, 0xff, 0xfe)) return "utf-16le";
  if (startsWith(bytes, 0xfe, 0xff)) return "utf-16be";
  const head = bytes.subarray(0, 512);
  const zeros = [0, 0];
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]!++;
  });
  const [even, odd] = zeros as [number, number];
  if (head.length < 4 || bytes.length % 2 !== 0) return null;
  if (even === 0 && odd > 0.3 * head.length) return "utf-16le";
  if (odd === 0 && even > 0.3 * head.length) return "utf-16be";
  return null;
}

function decode({ name, bytes }: RawFile, notices: string[]): SourceFile {
  const utf16 = guessUtf16(bytes);
  if (utf16 !== null) return { name, text: new TextDecoder(utf16).decode(bytes) };
  try {
    return { name, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    notices.push(
      `${name} is not UTF-8 and was read as Windows-1252: check letters with accents, and save it as UTF-8.`,
    );
    return { name, text: new TextDecoder("windows-1252").decode(bytes) };
  }
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `“${name.slice(0, 80)}”`);
  return shown.join(", ") + (names.length > 3 ? ` and ${count(names.length - 3)} more` : "");
}

function count(value: number): string {
  return value.toLocaleString("en");
}
