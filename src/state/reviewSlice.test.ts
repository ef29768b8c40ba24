import { say as sayNow } from "../messages/translate";
import { describe, expect, it } from "vitest";
import type { Corpus } from "../data/readCorpus";
import { mergeDecisions, NO_DECISIONS, type Decision, type Decisions } from "../data/reviewDecisions";
import type { CorpusTools } from "./corpusTools";
import type { Engine } from "./engine";
import { selectDecisions } from "./reviewSlice";
import { createBenchStore } from "./store";
import { makeCorpusTools } from "./testCorpusTools";
import { parseUrlState } from "./urlState";

const EXAMPLES = ["Ilse met Ravi.", "Mira met Ravi.", "Oslo met Ravi."].map((text, i) => ({
  id: String(i),
  text,
  subject: { start: 0, end: 4 },
  object: { start: 9, end: 13 },
  relation: "a",
}));
const corpusOf = (hash: string): Corpus => ({ name: hash, source: "file", hash, examples: EXAMPLES, problems: [] });
const rest = () => new Promise((resolve) => setTimeout(resolve, 0));

/** What all tabs of one browser share. */
function makeBrowser() {
  const kept = new Map<string, Decisions>();
  const tabs: ((hash: string, changes: Decisions) => void)[] = [];
  const open = (given: Partial<CorpusTools> = {}) => {
    const mine: { listen?: (hash: string, changes: Decisions) => void } = {};
    const corpusTools = makeCorpusTools({
      readReview: async (hash) => kept.get(hash) ?? NO_DECISIONS,
      async changeReview(hash, changes) {
        kept.set(hash, mergeDecisions(kept.get(hash) ?? NO_DECISIONS, changes));
        tabs.filter((tell) => tell !== mine.listen).forEach((tell) => tell(hash, changes));
        return kept.get(hash)!;
      },
      forgetReview: async (hash) => void kept.delete(hash),
      onReviewChange(listener) {
        mine.listen = listener;
        tabs.push(listener);
      },
      ...given,
    });
    const store = createBenchStore({
      engine: {} as Engine,
      corpusTools,
      examples: EXAMPLES,
      built: { defaultModelId: null, find: () => null },
      url: parseUrlState(""),
      fetchJson: () => Promise.reject(new Error("not here")),
      loadTables: () => Promise.reject(new Error("not here")),
      preferences: { read: () => null, write: () => undefined },
    });
    const state = store.getState;
    const say = () =>
      Object.entries(selectDecisions(state()))
        .filter(([, { action }]) => action !== null)
        .map(([row, { action, label }]) => `${row} ${action}${label === null ? "" : ` ${label}`}`);
    return { store, state, say };
  };
  return { kept, open };
}
async function openReview(browser = makeBrowser(), given: Partial<CorpusTools> = {}) {
  const tab = browser.open(given);
  tab.store.setState({ corpus: corpusOf("c1") });
  await tab.state().restoreReview();
  return { ...tab, browser };
}

describe("decisions", () => {
  it("are kept at once, come back in another visit, and open the next row", async () => {
    const { state, say, browser } = await openReview();
    state().decide(0, "keep", null, 2);
    state().decide(2, "relabel", "b", null);
    expect(say()).toEqual(["0 keep", "2 relabel b"]);
    expect(state()).toMatchObject({ review: { row: 2 }, reviewSaving: "saving" });
    await rest();
    expect(state().reviewSaving).toBe("saved");
    expect((await openReview(browser)).say()).toEqual(["0 keep", "2 relabel b"]);
  });

  it("are undone one by one, and the open row with them; redo brings them back", async () => {
    const { state, say, browser } = await openReview();
    state().openReviewRow(0);
    state().decide(0, "keep", null, 1);
    state().decide(1, "flag", null, 2);
    expect(state().steps.past.map(({ name }) => sayNow(name))).toEqual(["keep row 1", "flag row 2"]);
    state().undo();
    expect(say()).toEqual(["0 keep"]);
    expect(state().review.row).toBe(1);
    state().undo();
    expect(say()).toEqual([]);
    expect(state().review.row).toBe(0);
    state().redo();
    expect(say()).toEqual(["0 keep"]);
    await rest();
    expect((await openReview(browser)).say()).toEqual(["0 keep"]);
  });

  it("of two tabs do not overwrite each other, and an undo in one leaves those of the other", async () => {
    const browser = makeBrowser();
    const [one, two] = [await openReview(browser), await openReview(browser)];
    one.state().decide(0, "keep", null, null);
    two.state().decide(1, "flag", null, null);
    await rest();
    expect(one.say()).toEqual(["0 keep", "1 flag"]);
    expect(two.say()).toEqual(["0 keep", "1 flag"]);
    one.state().undo();
    await rest();
    expect(one.say()).toEqual(["1 flag"]);
    expect(two.say()).toEqual(["1 flag"]);
    expect((await openReview(browser)).say()).toEqual(["1 flag"]);
  });

  it("belong to one corpus", async () => {
    const { store, state, say } = await openReview();
    state().decide(0, "keep", null, null);
    store.setState({ corpus: corpusOf("c2") });
    expect(say()).toEqual([]);
    state().decide(1, "keep", null, null); // before what is kept about it has been asked for: nothing
    await state().restoreReview();
    expect(say()).toEqual([]);
    store.setState({ corpus: corpusOf("c1") });
    await state().restoreReview();
    expect(say()).toEqual(["0 keep"]);
  });

  it("are deleted when the corpus is closed, and come back with undo only", async () => {
    const { store, state, say, browser } = await openReview();
    state().decide(0, "keep", null, null);
    await rest();
    await state().closeCorpus();
    expect(browser.kept.size).toBe(0);
    state().undo();
    await state().restoreReview();
    await rest();
    expect(say()).toEqual(["0 keep"]);
    expect(browser.kept.size).toBe(1);
    await state().closeCorpus();
    store.setState({ corpus: corpusOf("c1") }); // opened again by hand
    await state().restoreReview();
    expect(say()).toEqual([]);
  });

  it("stay on the page when the browser refuses to keep them, and the page says so", async () => {
    const { state, say } = await openReview(makeBrowser(), {
      changeReview: () => Promise.reject(new Error("The disk is full.")),
    });
    state().decide(0, "keep", null, null);
    await rest();
    expect(say()).toEqual(["0 keep"]);
    expect(state().reviewSaving).toEqual({ problem: "The disk is full." });
  });

  it("taken in from elsewhere give way to newer ones about the same row", async () => {
    const { state, say } = await openReview();
    state().decide(0, "keep", null, null);
    const old: Decision = { action: "flag", label: null, at: 1 };
    await state().takeInReview("c1", { 0: old, 1: old });
    expect(say()).toEqual(["0 keep", "1 flag"]);
  });
});
