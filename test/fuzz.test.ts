/**
 * @file Broken files of every format: reading them ends, soon, with a report or with a message, whatever is in them.
 *
 * `npm run fuzz` reads 20,000; the test run a part of them. The same seed makes the same inputs.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { DEFAULT_READ_OPTIONS } from "../src/data/formats/format";
import { FORMATS } from "../src/data/formats/recogniseFormat";
import { NoRowsError } from "../src/data/noRowsError";
import { readCorpus } from "../src/data/readCorpus";
import { createRandom, type Random } from "../src/math/random";

const NUM_INPUTS = Number(process.env["FUZZ_INPUTS"] ?? 600);
const SEED = Number(process.env["FUZZ_SEED"] ?? 1);
/** A hang, in the sense of the promise; a busy machine is given the time back once. */
const MAX_MS = 2000;

const FOLDER = fileURLToPath(new URL("fixtures/formats", import.meta.url));
const SEEDS = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .map((name) => `${FOLDER}/${name}`)
  .filter((path) => statSync(path).isFile())
  .sort()
  .map((path) => readFileSync(path));

/** What breaks parsers. */
const PIECES = [
  ...[
    '"',
    "'",
    "\\",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    ",",
    ":",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\u2028",
    "\0",
    "😀",
    "e\u0301",
    "\ufeff",
  ],
  ...[
    "null",
    "None",
    "true",
    "-1",
    "1e999",
    "NaN",
    "99999999999",
    "0.5",
    '""',
    "[]",
    "{}",
    "<e1>",
    "</e2>",
    "T1\t",
    "*",
    "|",
  ],
  ...[
    '"__proto__":{"polluted":1},',
    '"constructor":1,',
    "[".repeat(300),
    '{"a":'.repeat(300),
    "<script>alert(1)</script>",
    "<!DOCTYPE",
  ],
];

const pick = <T>(random: Random, list: readonly T[]): T => list[random.nextUint32() % list.length]!;

/** A fixture with a few cuts, copies, swaps and insertions. */
function makeInput(random: Random): Uint8Array {
  let text = pick(random, SEEDS).toString("utf8");
  const numChanges = 1 + (random.nextUint32() % 6);
  for (let change = 0; change < numChanges; change++) {
    const [a, b] = [random.nextUint32() % (text.length + 1), random.nextUint32() % (text.length + 1)].sort(
      (x, y) => x - y,
    );
    const short = Math.min(b!, a! + (random.nextUint32() % 40));
    const kind = random.nextUint32() % 7;
    if (kind === 0) text = text.slice(0, a);
    else if (kind === 1) text = text.slice(0, a) + text.slice(short);
    else if (kind === 2) text = text.slice(0, b) + text.slice(a, b) + text.slice(b);
    else if (kind === 3) text = text.slice(0, a) + pick(random, SEEDS).toString("utf8").slice(0, 400) + text.slice(b);
    else if (kind === 4)
      text = text.replaceAll(/\d+/g, (digits) => (random.next() < 0.2 ? pick(random, PIECES) : digits));
    else text = text.slice(0, a) + pick(random, PIECES) + text.slice(kind === 5 ? a : short);
  }
  const bytes = Buffer.from(text);
  // Some bytes that are no UTF-8.
  if (random.next() < 0.1 && bytes.length > 0) bytes[random.nextUint32() % bytes.length] = random.nextUint32() & 255;
  return bytes;
}

/** The documented kinds of failure: a plain Error, whose cause is no mistake of the reader. */
function isDocumented(error: unknown): boolean {
  if (!(error instanceof Error) || error.message.trim() === "") return false;
  const isPlain = error.constructor === Error || error instanceof NoRowsError;
  return (
    isPlain &&
    !(error.cause instanceof TypeError || error.cause instanceof RangeError || error.cause instanceof ReferenceError)
  );
}

async function read(bytes: Uint8Array, formatId: string | null): Promise<void> {
  const decisions: Record<string, string> = formatId === null ? {} : { format: formatId };
  const pairs = { kind: "all" as const, share: 0.1, seed: 1 };
  try {
    const result = await readCorpus([{ name: "input", bytes }], "file", { ...DEFAULT_READ_OPTIONS, decisions, pairs });
    const { examples, report } = result!.corpus;
    expect(report!.numRead).toBe(examples.length);
    expect(result!.places).toHaveLength(examples.length);
  } catch (error) {
    if (!isDocumented(error)) throw error;
  }
}

describe("broken files", () => {
  it(
    `${NUM_INPUTS} of them end with a report or a message within ${MAX_MS} ms each`,
    { timeout: 3_600_000 },
    async () => {
      const random = createRandom(SEED);
      let slowest = 0;
      for (let input = 0; input < NUM_INPUTS; input++) {
        const bytes = makeInput(random);
        const formatId = random.next() < 0.5 ? null : pick(random, FORMATS).id;
        const time = async () => {
          const start = performance.now();
          await read(bytes, formatId);
          return performance.now() - start;
        };
        try {
          let ms = await time();
          if (ms > MAX_MS) ms = await time();
          slowest = Math.max(slowest, ms);
          expect(ms).toBeLessThan(MAX_MS);
        } catch (error) {
          const start = Buffer.from(bytes).toString("utf8").slice(0, 2000);
          throw new Error(`input ${input} of seed ${SEED}, format ${formatId ?? "told"}: ${JSON.stringify(start)}`, {
            cause: error,
          });
        }
      }
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
      if (process.env["FUZZ_INPUTS"])
        process.stdout.write(`fuzz: ${NUM_INPUTS} inputs, the slowest took ${Math.round(slowest)} ms\n`);
    },
  );
});
