import { afterEach, describe, expect, it } from "vitest";
import { loadLanguage } from "../messages/catalogues";
import { activateLanguage, getLanguage, t } from "../messages/translate";
import { createCorpusService } from "./corpusService";
import { createMemoryKeeper } from "./keeper";
import { hearLanguage, tellLanguage } from "./language";

afterEach(() => loadLanguage("en"));

const PDF = new File(["%PDF-1.7"], "a.pdf");

/** What a page says to its worker, copied as a message copies it. */
function listen() {
  const notes: unknown[] = [];
  const stop = tellLanguage({ postMessage: (note: unknown) => void notes.push(structuredClone(note)) });
  return { notes, stop };
}
const hear = (note: unknown) => hearLanguage(note as Parameters<typeof hearLanguage>[0]);

describe("language of a worker", () => {
  it("answers a bad file in English, and in German from when the page has told it so", async () => {
    const { notes, stop } = listen();
    await loadLanguage("de");
    stop();
    expect(notes).toHaveLength(2); // at its start, and at the change
    activateLanguage("en", {}); // the worker's own, which the page shares here

    const service = createCorpusService(createMemoryKeeper(), createMemoryKeeper());
    const open = () =>
      service.openFiles(
        [PDF],
        () => undefined,
        () => undefined,
      );
    hear(notes[0]);
    await expect(open()).rejects.toThrow("a.pdf: expected text, got a PDF. Export its text first.");
    hear(notes[1]);
    await expect(open()).rejects.toThrow("a.pdf: Text erwartet, ein PDF erhalten. Exportieren Sie zuerst seinen Text.");
  });

  it("is told the texts of reports alone, and passes over other messages", async () => {
    const { notes, stop } = listen();
    await loadLanguage("de");
    stop();
    await loadLanguage("es");
    expect(notes).toHaveLength(2); // nothing after it was stopped
    hear(null);
    hear({ type: "GET", path: ["load"] });
    expect(getLanguage()).toBe("es");
    hear(notes[1]);
    expect(getLanguage()).toBe("de");
    expect(t("“{name}”", { name: "x" })).toBe("„x“");
    const told = Object.keys((notes[1] as { reports: object }).reports);
    expect(told).toContain("“{name}”");
    expect(told).not.toContain("Corpus");
  });
});
