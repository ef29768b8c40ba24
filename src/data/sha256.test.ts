import { afterEach, describe, expect, it, vi } from "vitest";
import { computeSha256, hashText } from "./sha256";

/** The examples of FIPS 180-4 for "" and "abc", and a file of more than one block. */
const KNOWN = [
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ["a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
] as const;

afterEach(() => vi.unstubAllGlobals());

describe("hashText", () => {
  it.each(["with the browser's cryptography", "without it, as over plain http"])("hashes %s", async (where) => {
    if (where.startsWith("without")) vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
    expect(globalThis.crypto.subtle === undefined).toBe(where.startsWith("without"));
    for (const [text, hash] of KNOWN) expect(await hashText(text)).toBe(hash);
  });
});

describe("computeSha256", () => {
  it("hashes bytes as they are", async () => {
    expect(await computeSha256(Uint8Array.of(97, 98, 99).buffer)).toBe(KNOWN[1][1]);
  });
});
