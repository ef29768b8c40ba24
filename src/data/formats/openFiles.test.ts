import { gzipSync, strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { openFiles } from "./openFiles";

const LIMITS = { maxEntries: 5, maxBytes: 3 * 2 ** 20, maxRatio: 200 };
const open = (name: string, bytes: Uint8Array) => openFiles([{ name, bytes }], LIMITS);

describe("openFiles", () => {
  it("opens what is text in an archive and says what it left out", () => {
    const inner = zipSync({ "b.txt": strToU8("b") });
    const { files, notices } = open(
      "a.zip",
      zipSync({
        "x/a.txt": strToU8("\ufeffa"),
        "inner.zip": inner,
        "p.png": new Uint8Array([1, 0, 0, 0, 9]),
        "../c": strToU8("c"),
        "__MACOSX/x": strToU8("x"),
      }),
    );
    expect(files).toEqual([{ name: "x/a.txt", text: "a" }]);
    expect(notices).toEqual([
      "a.zip: refused “../c”: such names point outside the archive.",
      "a.zip: left out “inner.zip”, “p.png”: archives and files that are not text.",
    ]);
  });

  it.each([
    ["a bomb", zipSync({ a: new Uint8Array(2.5 * 2 ** 20) }), "unpacks to over 200 times its size, as zip bombs do"],
    [
      "too much",
      zipSync({ a: new Uint8Array(2 ** 20), b: new Uint8Array(2 ** 20), c: new Uint8Array(2 ** 20), d: strToU8("d") }),
      "unpacks to more than 3 MB",
    ],
    [
      "too many",
      zipSync(Object.fromEntries("abcdef".split("").map((name) => [name, strToU8(name)]))),
      "more than 5 entries",
    ],
    ["damage", zipSync({ a: strToU8("a") }).slice(0, 20), "the archive is damaged"],
    ["a gzip bomb", gzipSync(new Uint8Array(2.5 * 2 ** 20)), "unpacks to over 200 times its size"],
    ["damaged gzip", gzipSync(strToU8("a".repeat(999))).fill(255, 10), "the archive is damaged"],
    ["no text", zipSync({ "../a": strToU8("a") }), "expected text files, got none. f: refused “../a”"],
    ["a PDF", strToU8("%PDF-1.7"), "got a PDF"],
    ["an Office document", zipSync({ "xl/workbook.xml": strToU8("<a/>") }), "got an Office document"],
    ["other bytes", new Uint8Array([1, 0, 2, 0, 0, 3]), "got binary data"],
  ])("refuses %s", (_, bytes, message) => {
    expect(() => open("f", bytes)).toThrow(message);
  });

  it("reads UTF-16 with and without its mark, in both orders", () => {
    const little = new Uint8Array(new Uint16Array([..."Ida met Bo"].map((c) => c.charCodeAt(0))).buffer);
    const big = Uint8Array.from(little, (_, i) => little[i ^ 1]!);
    const mark = (bytes: Uint8Array, ...start: number[]) => Uint8Array.from([...start, ...bytes]);
    for (const bytes of [little, big, mark(little, 255, 254), mark(big, 254, 255)]) {
      expect(open("a", bytes).files[0]!.text).toBe("Ida met Bo");
    }
  });
});
