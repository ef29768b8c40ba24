/**
 * @file How often any name fills an argument of a training row: a file of hashes and counts, which holds no name. Unlike
 * the name tables it is complete, so a count of 0 means that training has no argument of this name.
 */
import { t } from "../messages/translate";
import { hashText } from "../math/hashText";
import { isPronoun } from "./pronouns";

/** The file's content; written by training/entitybias/corpus/train_counts.py. */
export interface SeenNames {
  /** Hashes of the names' keys, rising. [N] */
  readonly hashes: Uint32Array;
  /** Training arguments with that key; 65535 stands for as many or more. [N] */
  readonly counts: Uint16Array;
}

const MAGIC = "EBEC";
const VERSION = 1;
const HEADER_BYTES = 12;

/**
 * What the spellings of one name share: its lower-case runs of letters and digits, without a leading "the". Empty for a
 * name without a letter or digit.
 */
export function nameKey(name: string): string {
  const words =
    name
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return (words.length > 1 && words[0] === "the" ? words.slice(1) : words).join(" ");
}

/** Checks and cuts the file. Throws an Error that says what does not fit. */
export function parseSeenNames(buffer: ArrayBuffer): SeenNames {
  const fail = (expected: string, got: string): never => {
    throw new Error(t("parseSeenNames: expected {expected}, got {got}. Reload the page.", { expected, got }));
  };
  if (buffer.byteLength < HEADER_BYTES) fail(t("at least {n} bytes", { n: HEADER_BYTES }), `${buffer.byteLength}`);
  const magic = String.fromCharCode(...new Uint8Array(buffer, 0, 4));
  if (magic !== MAGIC) fail(t("a file that starts with {magic}", { magic: MAGIC }), t("another one"));
  const view = new DataView(buffer);
  const [version, size] = [view.getUint32(4, true), view.getUint32(8, true)];
  if (version !== VERSION) fail(t("version {version}", { version: VERSION }), `${version}`);
  const bytes = HEADER_BYTES + 6 * size;
  if (buffer.byteLength !== bytes) fail(t("{bytes} bytes for {n} names", { bytes, n: size }), `${buffer.byteLength}`);
  return {
    hashes: Uint32Array.from({ length: size }, (_, i) => view.getUint32(HEADER_BYTES + 4 * i, true)),
    counts: Uint16Array.from({ length: size }, (_, i) => view.getUint16(HEADER_BYTES + 4 * size + 2 * i, true)),
  };
}

/** Fetches and checks the counts. Rejects with an Error that names the address when they do not come. */
export async function loadSeenNames(url: string): Promise<SeenNames> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(
      t("loadSeenNames: expected the counts at {url}, got status {status}. Try again later.", {
        url,
        status: response.status,
      }),
    );
  }
  return parseSeenNames(await response.arrayBuffer());
}

/**
 * Training arguments of this name, letter case, punctuation and a leading "the" aside; 0 when there is none, -1 for a pronoun and
 * for what has no letter or digit, which are no names. Of new names about N / 2^32 (1 in 150,000) share the hash of a training name.
 */
export function countInTraining({ hashes, counts }: SeenNames, name: string): number {
  const key = nameKey(name);
  if (key === "" || isPronoun(name)) return -1;
  const wanted = hashText(key);
  let [low, high] = [0, hashes.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (hashes[middle]! === wanted) return counts[middle]!;
    if (hashes[middle]! < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}
