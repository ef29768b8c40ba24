/** @file The swap bench: names to put in, what each would do, and the readings so far. */
import { t } from "../messages/translate";
import type { Example, Role } from "../data/example";
import type { ModelInfo } from "../inference/types";
import { toExample, type Draft } from "./draft";
import { hasName, messageOf } from "./engine";
import type { MeanReading } from "./meanReader";
import { selectActiveIds } from "./modelSlice";
import { topLabel } from "./predictionRows";
import { selectKey } from "./readingSlice";
import { shorten } from "./stepNames";
import type { BenchState, Slice } from "./store";
import { mentionOf, namesOf, originOf, swapDraft, swapExample, withName } from "./swapDraft";
import type { SwapColumn } from "./swapNames";
import { selectTyped, type TypedState } from "./typesSlice";

/** What each name would do to one model's answer. */
export interface ModelMarks {
  readonly model: ModelInfo;
  /** The sentence before any swap. */
  readonly original: MeanReading | null;
  /** Readings by name; a name that cannot be read, or has not been yet, is absent. */
  readonly byName: Readonly<Record<string, MeanReading>>;
}

/** One reading that can be returned to. */
export interface LogEntry {
  /** Sentence and settings; one entry for each. */
  readonly key: string;
  /** The names put in, or the arguments as they are. */
  readonly name: string;
  readonly draft: Draft;
  readonly readings: readonly {
    readonly hasBottleneck: boolean;
    readonly label: string;
    readonly probability: number;
    readonly variance: { readonly subject: number | null; readonly object: number | null };
  }[];
}

/** Readings that the strip keeps. */
export const MOST_LOGGED = 20;

export interface SwapSlice {
  /** The argument that a name goes in for. */
  readonly swapRole: Role;
  /** Seed of the names; not that of the draws. */
  readonly swapSeed: number;
  /** The user's own names, one a line. */
  readonly userNames: string;
  /** The names on offer, with the key of what they were listed for; null before the first. */
  readonly columns: { readonly key: string; readonly columns: readonly SwapColumn[] } | null;
  readonly namesError: string | null;
  readonly marks: { readonly key: string; readonly models: readonly ModelMarks[] } | null;
  /** Newest last. */
  readonly log: readonly LogEntry[];
  setSwapRole(role: Role): void;
  newNames(): void;
  setUserNames(names: string): void;
  /** Puts a name in the place of the active argument, or of another; null puts its own name back. A step of history. */
  swapTo(name: string | null, role?: Role): void;
  /** Lists the names for the active argument, unless that has been done. */
  listSwaps(): Promise<void>;
  /** Reads the sentence with each name on offer, unless that has been done. */
  readMarks(): Promise<void>;
  /** Keeps what the models in use have answered, once all have. */
  noteReading(): void;
  /** Puts a kept sentence back on the stage. A step of history. */
  returnTo(key: string): void;
}

/** Loaded models in use, base before VIB; empty until all are there. */
export function selectLoaded(state: Pick<BenchState, "index" | "modelId" | "isComparing" | "slots">): ModelInfo[] {
  const infos = selectActiveIds(state).map((id) => state.slots[id]?.info ?? null);
  return infos.every((info) => info !== null) ? infos : [];
}

/** Key of the names that fit the stage. Empty while an argument is missing. */
export function selectColumnsKey(state: TypedState & Pick<BenchState, "swapRole" | "swapSeed" | "userNames">): string {
  const origin = originOf(selectTyped(state));
  const { text, subject, object, relation } = origin;
  if (subject === null || object === null) return "";
  return JSON.stringify([text, subject, object, relation, state.swapRole, state.swapSeed, state.userNames]);
}

/** Key of the marks that fit the stage: the names, the other argument's name, and models and blend. */
export function selectMarksKey(state: BenchState): string {
  const columns = selectColumnsKey(state);
  const others = withName(namesOf(state.history.present), state.swapRole, null);
  return columns === "" ? "" : JSON.stringify([columns, others, selectActiveIds(state), state.knobs.beta]);
}

/** The sentence before any swap, as an example; null while an argument is missing. */
export function selectOrigin(state: TypedState): Example | null {
  return toExample(originOf(selectTyped(state)));
}

/** "Ravi", "Ravi / Oslo": what was put in; the arguments themselves for a sentence as written. */
export function describeNames(draft: Draft): string {
  const { subject, object } = namesOf(draft);
  const own = [mentionOf(draft, "subject"), mentionOf(draft, "object")];
  return [subject, object].some((name) => name !== undefined)
    ? [subject, object].filter((name) => name !== undefined).join(" / ")
    : own.join(" / ");
}

export const createSwapSlice: Slice<SwapSlice> = (set, get, { reader, loadTables }) => {
  let listing = "";
  let reading = "";

  const readModel = async (key: string, index: number, model: ModelInfo, origin: Example, names: string[]) => {
    const others = withName(namesOf(get().history.present), get().swapRole, null);
    const role = get().swapRole;
    const swapped = names.flatMap((name) => {
      try {
        return [{ name, example: swapExample(origin, withName(others, role, name)) }];
      } catch {
        return []; // a name that cannot stand there has no mark
      }
    });
    let original: MeanReading | null = null;
    const byName: Record<string, MeanReading> = {};
    const show = () => {
      const { marks } = get();
      if (marks?.key !== key) return;
      const mine: ModelMarks = { model, original, byName: { ...byName } };
      set({ marks: { key, models: marks.models.map((one, place) => (place === index ? mine : one)) } });
    };
    await reader.read({
      model,
      beta: get().knobs.beta,
      examples: [origin, ...swapped.map(({ example }) => example)],
      lane: `swap ${model.id}`,
      onResult(place, result) {
        if (!(result instanceof Error)) {
          if (place === 0) original = result;
          else byName[swapped[place - 1]!.name] = result;
        }
        if (place % 4 === 3) show();
      },
    });
    show();
  };

  return {
    swapRole: "subject",
    swapSeed: 7,
    userNames: "",
    columns: null,
    namesError: null,
    marks: null,
    log: [],
    setSwapRole: (swapRole) => set({ swapRole }),
    newNames: () => set({ swapSeed: get().swapSeed + 1 }),
    setUserNames: (userNames) => set({ userNames }),
    swapTo(name, role = get().swapRole) {
      try {
        const { present } = get().history;
        // A name that is on offer is known where it comes from; any other was typed.
        const { columns } = get();
        const offered = columns?.key === selectColumnsKey(get()) && role === get().swapRole ? columns.columns : [];
        const source = offered.find(({ names }) => names.some((one) => one.name === name))?.source;
        const draft = swapDraft(present, role, name, source);
        const own = mentionOf(originOf(present), role);
        const title = () =>
          name === null ? t("restore {name}", { name: shorten(own) }) : t("swap in {name}", { name: shorten(name) });
        const change = { history: { present: draft }, isEditing: false, hasEditStep: false };
        get().step(title, change, { view: "bench" });
        get().ask();
      } catch (error) {
        get().addNotice(messageOf(error).replace(/^swapArgument: /, ""));
      }
    },
    async listSwaps() {
      const key = selectColumnsKey(get());
      const origin = selectOrigin(get());
      if (key === "" || origin === null || get().columns?.key === key || listing === key) return;
      listing = key;
      const { swapRole: role, swapSeed: seed, userNames: userList } = get();
      try {
        const [tables, { listColumns }] = await Promise.all([loadTables(), import("./swapNames")]);
        const columns = await listColumns({ tables, origin, role, seed, userList });
        if (listing === key) set({ columns: { key, columns }, namesError: null });
      } catch (error) {
        if (listing === key) set({ namesError: messageOf(error) });
      } finally {
        if (listing === key) listing = "";
      }
    },
    async readMarks() {
      const key = selectMarksKey(get());
      const { columns } = get();
      const origin = selectOrigin(get());
      const models = selectLoaded(get());
      if (key === "" || origin === null || models.length === 0 || columns?.key !== selectColumnsKey(get())) return;
      if (reading === key) return;
      reading = key;
      set({ marks: { key, models: models.map((model) => ({ model, original: null, byName: {} })) } });
      const names = columns.columns.flatMap((column) => column.names.map(({ name }) => name));
      try {
        await Promise.all(models.map((model, index) => readModel(key, index, model, origin, names)));
      } catch (error) {
        if (reading === key) reading = "";
        if (!hasName(error, "StaleError")) get().addNotice(messageOf(error));
      }
    },
    noteReading() {
      const ids = selectActiveIds(get());
      const { present } = get().history;
      const answers = ids.flatMap((id) => get().answers[id] ?? []);
      const isFresh = answers.every(({ key, isBuilt, model }) => !isBuilt && key === selectKey(get(), model));
      if (answers.length === 0 || answers.length < ids.length || !isFresh) return;
      const key = JSON.stringify(answers.map((answer) => [answer.model.id, answer.key]));
      const entry: LogEntry = {
        key,
        name: describeNames(present),
        draft: present,
        readings: answers.map((answer) => ({
          hasBottleneck: answer.model.hasBottleneck,
          ...topLabel(answer),
          variance: answer.reading.variance,
        })),
      };
      set({ log: [...get().log.filter((one) => one.key !== key), entry].slice(-MOST_LOGGED) });
    },
    returnTo(key) {
      const entry = get().log.find((one) => one.key === key);
      if (!entry) return;
      const change = { history: { present: entry.draft }, isEditing: false, hasEditStep: false };
      get().step(() => t("return to {name}", { name: shorten(entry.name) }), change, { view: "bench" });
      get().ask();
    },
  };
};
