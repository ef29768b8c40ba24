import { describe, expect, it } from "vitest";
import { DEFAULT_READ_OPTIONS } from "../data/formats/format";
import { createFileReader, type Kept } from "./fileReader";
import { createMemoryKeeper } from "./keeper";

const ROW =
  '{"text":"Ida met Bo.","subj":{"start":0,"end":3,"type":"PERSON"},"obj":{"start":8,"end":10,"type":"PERSON"}}\n';
const open = () => createFileReader(createMemoryKeeper<Kept>());
const file = () => new File([ROW.repeat(3)], "rows.jsonl");

describe("opening files", () => {
  it("reads them, and sends the rows", async () => {
    const rows: unknown[] = [];
    const outcome = await open().openFiles(
      [file()],
      () => undefined,
      (part) => void rows.push(part),
    );
    expect(outcome.kind).toBe("corpus");
    expect(rows.length).toBeGreaterThan(0);
  });

  it("a stop counts from the first moment on, before the bytes are there", async () => {
    const reader = open();
    const rows: unknown[] = [];
    const reading = reader.openFiles(
      [file()],
      () => undefined,
      (part) => void rows.push(part),
    );
    reader.cancelOpening();
    expect(await reading).toEqual({ kind: "cancelled" });
    expect(rows).toEqual([]);
    const again = reader.reread(
      null,
      DEFAULT_READ_OPTIONS,
      () => undefined,
      () => undefined,
    );
    await expect(again).rejects.toThrow("open it again");
  });
});
