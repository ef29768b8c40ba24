/** @file The sentence on the stage: which example, what is marked, what can be undone. */
import type { CharSpan, Example, Role } from "../data/example";
import { draftOf, exchangeArguments, markArgument, replaceText, setArgumentType, type Draft } from "./draft";
import { amendStep, pushStep, redoStep, startHistory, undoStep, type History } from "./history";
import type { Slice } from "./store";

export interface SentenceSlice {
  readonly examples: readonly Example[];
  /** The example last chosen; previous and next count from it. */
  readonly exampleIndex: number;
  readonly history: History<Draft>;
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
  setType(role: Role, type: string): void;
  exchange(): void;
  undo(): void;
  redo(): void;
}

const EMPTY: Draft = { text: "", subject: null, object: null, relation: null, exampleId: null };

export const createSentenceSlice: Slice<SentenceSlice> = (set, get, { examples }) => {
  const step = (draft: Draft) => {
    set({ history: pushStep(get().history, draft) });
    get().ask();
  };
  /** Previous and next go on from the example that undo or redo brought back. */
  const travel = (history: History<Draft>) => {
    const index = examples.findIndex(({ id }) => id === history.present.exampleId);
    set({ history, hasEditStep: false, ...(index < 0 ? {} : { exampleIndex: index }) });
    get().ask();
  };
  return {
    examples,
    exampleIndex: 0,
    history: startHistory(examples[0] ? draftOf(examples[0]) : EMPTY),
    isEditing: false,
    hasEditStep: false,
    chooseExample(index) {
      const count = examples.length;
      const wrapped = ((index % count) + count) % count;
      const example = examples[wrapped];
      if (!example) return;
      set({ exampleIndex: wrapped, isEditing: false, hasEditStep: false });
      step(draftOf(example));
    },
    openExample(example) {
      set({ isEditing: false, hasEditStep: false });
      step({ ...draftOf(example), exampleId: null });
    },
    startEditing: () => set({ isEditing: true, hasEditStep: false }),
    editText(text) {
      const { history, hasEditStep } = get();
      const draft = replaceText(history.present, text);
      if (draft === history.present) return;
      set({ history: hasEditStep ? amendStep(history, draft) : pushStep(history, draft), hasEditStep: true });
      get().ask();
    },
    stopEditing: () => set({ isEditing: false, hasEditStep: false }),
    mark: (role, span) => step(markArgument(get().history.present, role, span)),
    setType: (role, type) => step(setArgumentType(get().history.present, role, type)),
    exchange: () => step(exchangeArguments(get().history.present)),
    undo: () => travel(undoStep(get().history)),
    redo: () => travel(redoStep(get().history)),
  };
};
