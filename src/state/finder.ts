/** @file Finding entities and relations in a text, setting them right, and taking a pair to the stage. Loaded with its panel. */
import { formatCount } from "../messages/formatNumber";
import { t } from "../messages/translate";
import { addEntity, changeEntity, correctByMarks, removeEntity } from "../analysis/fixSpan";
import type { FoundThresholds } from "../analysis/foundAbove";
import { toExample, toWorked, type Candidate, type WorkedSentence } from "../analysis/foundCandidates";
import { joinRows } from "../analysis/foundScores";
import type { CharSpan } from "../data/example";
import { isNegativeLabel } from "../data/formats/negatives";
import { openFiles } from "../data/formats/openFiles";
import type { ExtractedSentence, ExtractorInfo } from "../inference/types";
import { draftOf } from "./draft";
import { hasName, messageOf } from "./engine";
import { createBiasReader, type BiasReader } from "./findBias";
import type { FindRun } from "./findSlice";
import { findExtractor } from "./modelIndex";
import { shorten } from "./stepNames";
import type { BenchState, Slice } from "./store";

/** Longest text that is read, in UTF-16 units: some 150,000 words. */
export const LONGEST_TEXT = 1_000_000;
/** Rows of a corpus that are searched at a time. */
export const MOST_ROWS = 200;

export interface Finder extends BiasReader {
  setText(text: string): void;
  /** Takes a file's text into the field, and opens the panel. */
  takeFile(file: File): Promise<void>;
  /** Takes the texts of the open corpus, with what its rows mark. */
  takeRows(): void;
  /** Reads the text in the field; a run under way is stopped. Sentences come as they are read. */
  find(): Promise<void>;
  /** Stops the run; what has been read stays. */
  cancel(): void;
  setThresholds(part: Partial<FoundThresholds>): void;
  /** Gives an entity other ends or another type: one step back. */
  fix(place: number, id: string, change: Partial<CharSpan & { readonly type: string }>): void;
  /** Gives the shown entities the ends that the rows mark, where these overlap them: one step back. */
  correctByRows(shown: readonly WorkedSentence[]): void;
  remove(place: number, id: string): void;
  /** Adds an entity; null where there is nothing to add. Returns its id. */
  add(place: number, span: CharSpan, type: string): string | null;
  /** Puts a pair and its sentence on the stage: one step back. */
  open(candidate: Pick<Candidate, "key" | "sentence" | "subject" | "object" | "relation">): void;
}

const IDLE: FindRun = { status: "idle", numDone: 0, numTotal: 0, error: null };

/** The thresholds in force: the reader's, or else the model's. */
export function selectThresholds({
  findThresholds,
  extractor,
}: Pick<BenchState, "findThresholds" | "extractor">): FoundThresholds {
  return findThresholds ?? { entity: extractor?.entityThreshold ?? 0.5, relation: extractor?.relationThreshold ?? 0.5 };
}

export const createFinder: Slice<Finder> = (set, get, environment) => {
  let controller: AbortController | null = null;
  let numAdded = 0;
  /** The loaded extractor, with the backend that was asked for. */
  let loaded: { readonly backend: string; readonly info: ExtractorInfo } | null = null;

  const load = async (id: string, own: AbortController): Promise<ExtractorInfo> => {
    const { backend } = get();
    if (loaded?.info.id === id && loaded.backend === backend) return loaded.info;
    let numTotal = 0;
    const info = await environment.extraction!.loadExtractor(id, {
      backend,
      signal: own.signal,
      onEvent(event) {
        if (controller !== own) return;
        if (event.kind === "config") set({ findRun: { ...get().findRun, numTotal: (numTotal = event.totalBytes) } });
        if (event.kind !== "download") return;
        set({ findRun: { ...get().findRun, numDone: event.loadedBytes, numTotal: event.totalBytes || numTotal } });
      },
    });
    loaded = { backend, info };
    return info;
  };

  /** What keeps a text from being read; null when nothing does. */
  const findProblem = (text: string): string | null => {
    if (text.trim() === "") return t("The text is empty. Write or paste a sentence.");
    if (text.length <= LONGEST_TEXT) return null;
    return t("The text has {n} characters; at most {most} are read at a time. Shorten it, or read it in parts.", {
      n: formatCount(text.length),
      most: formatCount(LONGEST_TEXT),
    });
  };

  const change = (
    name: () => string,
    place: number,
    alter: (sentence: WorkedSentence) => WorkedSentence,
    gesture?: string,
  ) => {
    const { text, sentences } = get().foundIn;
    const before = sentences[place];
    const after = before && alter(before);
    if (after === undefined || after === before) return false;
    const foundIn = { text, sentences: sentences.map((sentence, i) => (i === place ? after : sentence)) };
    get().step(name, { foundIn }, { view: "bench", ...(gesture !== undefined && { gesture }) });
    return true;
  };
  const wordsOf = (place: number, id: string) => {
    const entity = get().foundIn.sentences[place]?.entities.find((one) => one.id === id);
    return shorten(entity ? get().foundIn.text.slice(entity.start, entity.end) : "");
  };

  return {
    ...createBiasReader(set, get, environment),
    setText: (findText) => set({ findText }),
    async takeFile(file) {
      set({ isFindOpen: true, plainTextFile: null });
      if (get().view !== "bench") get().setView("bench");
      try {
        const raw = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
        set({
          findText: openFiles([raw])
            .files.map(({ text }) => text)
            .join("\n\n"),
          findRun: IDLE,
        });
      } catch (error) {
        set({ findRun: { ...IDLE, status: "failed", error: messageOf(error) } });
      }
    },
    takeRows() {
      const rows = get().corpus?.examples ?? [];
      const texts = new Set([...new Set(rows.map(({ text }) => text))].slice(0, MOST_ROWS));
      const findGold = joinRows(
        rows.filter(({ text }) => texts.has(text)),
        isNegativeLabel,
      );
      set({ findGold, findText: findGold.text });
    },
    async find() {
      controller?.abort();
      const own = (controller = new AbortController());
      const text = get().findText;
      const put = (part: Partial<FindRun>) => controller === own && set({ findRun: { ...get().findRun, ...part } });
      const problem = findProblem(text);
      const { index, modelId } = get();
      const entry = index === null || modelId === null ? null : findExtractor(index, modelId);
      if (problem !== null) return set({ findRun: { ...IDLE, status: "failed", error: problem } });
      if (entry === null || !environment.extraction) return;
      set({ findRun: { ...IDLE, status: "loading" } });
      const read: ExtractedSentence[] = [];
      const show = (more: readonly ExtractedSentence[]) => {
        if (controller !== own) return;
        const { sentences } = get().foundIn;
        set({ foundIn: { text, sentences: [...sentences, ...toWorked(more, read.length)] } });
        read.push(...more);
      };
      try {
        const info = await load(entry.id, own);
        if (controller !== own) return;
        set({ extractor: info, foundIn: { text, sentences: [] }, findRun: { ...IDLE, status: "running" } });
        const all = await environment.extraction.extract(
          info.id,
          text,
          {},
          {
            lane: "find",
            signal: own.signal,
            onSentences({ sentences, numDone, numTotal }) {
              show(sentences);
              put({ numDone, numTotal });
            },
          },
        );
        // Reports come over a port of their own, and the last may come behind the answer.
        show(all.slice(read.length));
        put({ status: "done", numDone: all.length, numTotal: all.length });
      } catch (error) {
        if (controller !== own) return;
        const isCancelled = hasName(error, "AbortError") || hasName(error, "StaleError");
        if (!isCancelled) loaded = null;
        put(isCancelled ? { status: "cancelled" } : { status: "failed", error: messageOf(error) });
      }
      if (controller === own) controller = null;
    },
    cancel: () => controller?.abort(),
    setThresholds: (part) => set({ findThresholds: { ...selectThresholds(get()), ...part } }),
    fix(place, id, part) {
      const words = wordsOf(place, id);
      const name = () => t("change the entity {words}", { words });
      // Keys that follow each other are one step.
      change(name, place, (sentence) => changeEntity(sentence, id, part), `entity ${id}`);
    },
    correctByRows(shown) {
      const { text, sentences } = get().foundIn;
      const marks = get().findGold?.entities ?? [];
      const ids = new Set(shown.flatMap(({ entities }) => entities.map(({ id }) => id)));
      const corrected = sentences.map((sentence) => correctByMarks(sentence, marks, ids));
      const foundIn = { text, sentences: corrected };
      get().step(() => t("set the spans right by the rows"), { foundIn }, { view: "bench" });
    },
    remove(place, id) {
      const words = wordsOf(place, id);
      change(
        () => t("remove the entity {words}", { words }),
        place,
        (sentence) => removeEntity(sentence, id),
      );
    },
    add(place, span, type) {
      const id = `+${++numAdded}`;
      const words = shorten(get().foundIn.text.slice(span.start, span.end));
      const isAdded = change(
        () => t("add the entity {words}", { words }),
        place,
        (sentence) => addEntity(sentence, span, type, id),
      );
      return isAdded ? id : null;
    },
    open(candidate) {
      const example = toExample({ place: 0, score: 1, ...candidate });
      const name = ({ start, end }: CharSpan) => shorten(example.text.slice(start, end));
      const values = { subject: name(example.subject), object: name(example.object) };
      const draft = { ...draftOf(example), exampleId: null };
      const state = { history: { present: draft }, isEditing: false, hasEditStep: false };
      get().step(() => t("open the pair {subject}, {object}", values), state, { view: "bench" });
      get().ask();
    },
  };
};
