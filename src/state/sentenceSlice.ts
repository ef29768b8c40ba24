/** @file The sentence on the stage: which example, and what is marked. */
import { t, type Said } from "../messages/translate";
import type { CharSpan, Example, Role } from "../data/example";
import { draftOf, exchangeArguments, markArgument, replaceText, setArgumentType, type Draft } from "./draft";
import type { Present } from "./history";
import { nameTypeStep, shorten } from "./stepNames";
import type { Slice } from "./store";

export interface SentenceSlice {
  readonly examples: readonly Example[];
  /** The example last chosen; previous and next count from it. */
  readonly exampleIndex: number;
  readonly history: Present<Draft>;
  readonly isEditing: boolean;
  /** Whether the running edit has already made its one step of history. */
  readonly hasEditStep: boolean;
  chooseExample(index: number): void;
  /** Puts a row of a corpus on the stage; one step back undoes it. */
  openExample(example: Example): void;
  startEditing(): void;
  /** Replaces the text; all changes of one edit are one step back. */
  editText(text: string): void;
  stopEditing(): void;
  mark(role: Role, span: CharSpan): void;
  /** `type`: "" for none, null for one that is found in the text where a model needs it. */
  setType(role: Role, type: string | null): void;
  exchange(): void;
}

const EMPTY: Draft = { text: "", subject: null, object: null, relation: null, exampleId: null };

export const createSentenceSlice: Slice<SentenceSlice> = (set, get, { examples }) => {
  const step = (name: Said, draft: Draft, more: Partial<SentenceSlice> = {}) => {
    if (draft === get().history.present) return set(more);
    get().step(name, { history: { present: draft }, ...more }, { view: "bench" });
    get().ask();
  };
  return {
    examples,
    exampleIndex: 0,
    history: { present: examples[0] ? draftOf(examples[0]) : EMPTY },
    isEditing: false,
    hasEditStep: false,
    chooseExample(index) {
      const count = examples.length;
      const wrapped = ((index % count) + count) % count;
      const example = examples[wrapped];
      if (!example) return;
      const draft = draftOf(example);
      step(() => t("example {n}", { n: wrapped + 1 }), draft, {
        exampleIndex: wrapped,
        isEditing: false,
        hasEditStep: false,
      });
    },
    openExample(example) {
      const draft = { ...draftOf(example), exampleId: null };
      step(() => t("open the row"), draft, { isEditing: false, hasEditStep: false });
    },
    startEditing: () => set({ isEditing: true, hasEditStep: false }),
    editText(text) {
      const { history, hasEditStep } = get();
      const draft = replaceText(history.present, text);
      if (draft === history.present) return;
      // All of one edit is one step; the next edit is another.
      const mergeMs = hasEditStep ? Infinity : -1;
      const change = { history: { present: draft }, hasEditStep: true };
      get().step(() => t("edit the sentence"), change, { view: "bench", gesture: "edit", mergeMs });
      get().ask();
    },
    stopEditing: () => set({ isEditing: false, hasEditStep: false }),
    mark(role, span) {
      const { present } = get().history;
      const words = shorten(present.text.slice(span.start, span.end));
      step(
        () =>
          role === "subject" ? t("mark “{words}” as subject", { words }) : t("mark “{words}” as object", { words }),
        markArgument(present, role, span),
      );
    },
    setType: (role, type) => step(() => nameTypeStep(role, type), setArgumentType(get().history.present, role, type)),
    exchange: () => step(() => t("exchange subject and object"), exchangeArguments(get().history.present)),
  };
};
