/**
 * @file The files of a zip archive without unpacking it whole: those stored as they are stay parts of the archive, the
 * others are inflated by the browser into Blobs, which it may keep on disk. For archives too large for memory.
 */
import { t } from "../messages/translate";

/** One file of an archive. */
export interface ZipEntry {
  /** Path inside the archive. */
  readonly path: string;
  /** Unpacked bytes. */
  readonly size: number;
  /** Its content; inflated at the first call. */
  open(): Promise<Blob>;
}

const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;

/** The error of an archive in which something is wrong. */
function damaged(problem: string): Error {
  const advice = t(
    "The archive is damaged, or of a kind that is not read here (over 4 GB, encrypted): unpack it and open its folder.",
  );
  return new Error([problem, advice].join(" "));
}

/**
 * Lists the files of an archive, folders and hidden files left out.
 * @throws Error when it is no zip archive, or one that is not read here
 */
export async function readZipEntries(archive: Blob, name: string): Promise<ZipEntry[]> {
  const tail = new DataView(
    await archive.slice(Math.max(0, archive.size - END_BYTES - MAX_COMMENT_BYTES)).arrayBuffer(),
  );
  let end = tail.byteLength - END_BYTES;
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw damaged(t("{file}: expected a zip archive, got no directory at its end.", { file: name }));
  const [numEntries, size, start] = [
    tail.getUint16(end + 10, true),
    tail.getUint32(end + 12, true),
    tail.getUint32(end + 16, true),
  ];
  if (numEntries === 0xffff || start === 0xffffffff || start + size > archive.size) {
    throw damaged(t("{file}: expected a directory of its files inside the archive, got none.", { file: name }));
  }
  const directory = new DataView(await archive.slice(start, start + size).arrayBuffer());
  const entries: ZipEntry[] = [];
  for (let at = 0, i = 0; i < numEntries; i++) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== 0x02014b50) {
      throw damaged(t("{file}: expected {n} entries, got {got}.", { file: name, n: numEntries, got: i }));
    }
    const nameBytes = directory.getUint16(at + 28, true);
    const path = new TextDecoder().decode(new Uint8Array(directory.buffer, at + 46, nameBytes));
    const entry = {
      name: `${name}: ${path}`,
      flags: directory.getUint16(at + 8, true),
      method: directory.getUint16(at + 10, true),
      packed: directory.getUint32(at + 20, true),
      size: directory.getUint32(at + 24, true),
      start: directory.getUint32(at + 42, true),
    };
    if (!/(?:^|\/)(?:__MACOSX\/|\.)|\/$|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(path)) {
      let content: Promise<Blob> | null = null;
      entries.push({ path, size: entry.size, open: () => (content ??= openEntry(archive, entry)) });
    }
    at += 46 + nameBytes + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
  }
  return entries;
}

interface Record {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly start: number;
}

async function openEntry(archive: Blob, { name, flags, method, packed, size, start }: Record): Promise<Blob> {
  const head = new DataView(await archive.slice(start, start + 30).arrayBuffer());
  const isReadable = head.byteLength === 30 && head.getUint32(0, true) === 0x04034b50 && (flags & 1) === 0;
  if (!isReadable || (method !== 0 && method !== 8) || size === 0xffffffff)
    throw damaged(t("{file} cannot be read.", { file: name }));
  const from = start + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const bytes = archive.slice(from, from + packed);
  if (method === 0) return bytes;
  const inflated = await new Response(bytes.stream().pipeThrough(new DecompressionStream("deflate-raw"))).blob();
  if (inflated.size !== size) {
    throw damaged(t("{file}: expected {n} bytes, got {got}.", { file: name, n: size, got: inflated.size }));
  }
  return inflated;
}
