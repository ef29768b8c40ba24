/** @file From bytes to text files: archives unpacked within limits, every usual encoding decoded. */
import { Gunzip, unzipSync } from "fflate";
import { formatCount } from "../../messages/formatNumber";
import { joinWords, quoteNames } from "../../messages/joinWords";
import { t } from "../../messages/translate";
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
    const problem = findBinary(bytes, file.name);
    if (problem !== null) throw new Error(problem);
    return [decode({ name: isGzip(file.bytes) ? file.name.replace(/\.gz$/i, "") : file.name, bytes }, notices)];
  });
  if (files.length > 0) return { files, notices };
  const none = t("{files}: expected text files, got none.", { files: joinWords(raw.map(({ name }) => name)) });
  throw new Error([none, ...notices].join(" "));
}

const startsWith = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, i) => bytes[i] === byte);
const isZip = (bytes: Uint8Array) =>
  startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06);
const isGzip = (bytes: Uint8Array) => startsWith(bytes, 0x1f, 0x8b, 0x08);

function openZip({ name, bytes }: RawFile, limits: ArchiveLimits, notices: string[]): SourceFile[] {
  const refused: string[] = [];
  let numEntries = 0;
  let numBytes = 0;
  let refusal: Error | null = null;
  const refuse = (message: string) => {
    throw (refusal = new Error(message));
  };
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes, {
      filter(entry) {
        if (++numEntries > limits.maxEntries) {
          const most = formatCount(limits.maxEntries);
          refuse(
            t("{file}: refused, it has more than {most} entries. Unpack it yourself and open the files you need.", {
              file: name,
              most,
            }),
          );
        }
        if (/(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[a-z]:/i.test(entry.name)) {
          refused.push(entry.name);
          return false;
        }
        if (/(?:^|\/)(?:__MACOSX\/|\.)|\/$/.test(entry.name)) return false;
        numBytes += entry.originalSize;
        if (numBytes > limits.maxBytes) {
          const mb = formatCount(Math.round(limits.maxBytes / 2 ** 20));
          refuse(
            t("{file}: refused, it unpacks to more than {mb} MB. Unpack it yourself and open the files you need.", {
              file: name,
              mb,
            }),
          );
        }
        if (entry.originalSize > SMALL_BYTES && entry.originalSize > limits.maxRatio * entry.size) {
          const times = formatCount(limits.maxRatio);
          refuse(
            t(
              "{file}: refused, its entry {entry} unpacks to over {times} times its size, as zip bombs do. Unpack it yourself and open the files you need.",
              { file: name, entry: entry.name, times },
            ),
          );
        }
        return true;
      },
    });
  } catch (error) {
    throw error === refusal ? error : damaged(name, error);
  }
  if (refused.length > 0) {
    notices.push(
      t("{file}: refused {names}: such names point outside the archive.", { file: name, names: list(refused) }),
    );
  }
  if (Object.hasOwn(entries, "xl/workbook.xml") || Object.hasOwn(entries, "word/document.xml")) {
    throw new Error(
      t("{file}: expected text files, got an Office document. Save it as CSV or text and open that.", { file: name }),
    );
  }
  const skipped: string[] = [];
  const files = Object.entries(entries).flatMap(([entry, content]) => {
    if (!isZip(content) && !isGzip(content) && findBinary(content, entry) === null) {
      return [decode({ name: entry, bytes: content }, notices)];
    }
    skipped.push(entry);
    return [];
  });
  if (skipped.length > 0) {
    notices.push(
      t("{file}: left out {names}: archives and files that are not text.", { file: name, names: list(skipped) }),
    );
  }
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
      throw damaged(name, error);
    }
    if (numBytes > maxBytes || (numBytes > SMALL_BYTES && numBytes > maxRatio * end)) {
      const values = {
        file: name,
        mb: formatCount(Math.round(maxBytes / 2 ** 20)),
        times: formatCount(maxRatio),
      };
      throw new Error(
        numBytes > maxBytes
          ? t(
              "{file}: refused, it unpacks to more than {mb} MB. Unpack it yourself and open the part you need.",
              values,
            )
          : t(
              "{file}: refused, it unpacks to over {times} times its size. Unpack it yourself and open the part you need.",
              values,
            ),
      );
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

/** The error of an archive that cannot be unpacked. */
function damaged(file: string, cause: unknown): Error {
  return new Error(t("{file}: the archive is damaged ({reason}).", { file, reason: (cause as Error).message }), {
    cause,
  });
}

/** Says what bytes are that are no text; null for text. */
function findBinary(bytes: Uint8Array, file: string): string | null {
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46))
    return t("{file}: expected text, got a PDF. Export its text first.", { file });
  if (startsWith(bytes, 0x37, 0x7a, 0xbc, 0xaf))
    return t("{file}: expected text, got a 7z archive. Unpack it and open the files.", { file });
  if (startsWith(bytes, 0x28, 0xb5, 0x2f, 0xfd))
    return t("{file}: expected text, got a zstd archive. Unpack it and open the files.", { file });
  if (startsWith(bytes, 0x50, 0x41, 0x52, 0x31))
    return t("{file}: expected text, got a Parquet file. Export it as JSON lines.", { file });
  if (startsWith(bytes.subarray(257, 262), 0x75, 0x73, 0x74, 0x61, 0x72))
    return t("{file}: expected text, got a tar archive. Unpack it and open the files.", { file });
  if (guessUtf16(bytes) !== null) return null;
  if (!bytes.subarray(0, CHUNK_BYTES).includes(0)) return null;
  return t("{file}: expected text, got binary data.", { file });
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
      t("{file} is not UTF-8 and was read as Windows-1252: check letters with accents, and save it as UTF-8.", {
        file: name,
      }),
    );
    return { name, text: new TextDecoder("windows-1252").decode(bytes) };
  }
}

function list(names: readonly string[]): string {
  const shown = quoteNames(names.slice(0, 3).map((name) => name.slice(0, 80)));
  return names.length > 3 ? t("{said} and {n} more", { said: shown, n: formatCount(names.length - 3) }) : shown;
}
