/** @file The statistics of the scored rows: those of the selection, and those of all rows behind them. */
import { t } from "../messages/translate";
import type { CorpusAnalysis, CorpusQuestion } from "../analysis/corpusAnalysis";
import { messageOf } from "./engine";
import type { Slice } from "./store";
import { askOfAllRows, isOfAllRows, isSameButSelection } from "./wholeAnalysis";

/** What each point of variance against flips stands for. */
export type FlipPoints = "rows" | "names";

export interface StatisticsSlice {
  readonly flipPoints: FlipPoints;
  setFlipPoints(points: FlipPoints): void;
  /** The newest statistics and what was asked; null before the first. */
  readonly analysis: { readonly question: CorpusQuestion; readonly found: CorpusAnalysis } | null;
  readonly analysisError: string | null;
  /** The newest statistics of all scored rows, which stand faintly behind those of a selection; null before the first. */
  readonly whole: StatisticsSlice["analysis"];
  /**
   * Asks for statistics; of several asked in a row only the last is answered. Those of all rows are kept as `whole`, and
   * are not computed again when nothing but the selection has changed in between.
   */
  analyse(question: CorpusQuestion): Promise<void>;
  /** Asks for the statistics of all rows that belong to a question about some. Nothing happens when they are there. */
  analyseWhole(question: CorpusQuestion): Promise<void>;
}

/** Before the first question about some rows. */
export const NO_STATISTICS = { analysis: null, analysisError: null, whole: null } satisfies Partial<StatisticsSlice>;

export const createStatisticsSlice: Slice<StatisticsSlice> = (set, get, { corpusTools: tools }) => {
  let waiting: CorpusQuestion | null = null;
  let isAnalysing = false;
  /** The last question; the question about all rows that is being worked on. */
  let newest: CorpusQuestion | null = null;
  let wanted: CorpusQuestion | null = null;
  return {
    ...NO_STATISTICS,
    flipPoints: "rows",
    setFlipPoints(flipPoints) {
      const name = () => (flipPoints === "rows" ? t("one point for the rows") : t("one point for the names"));
      get().step(name, { flipPoints }, { view: "corpus" });
    },
    async analyse(question) {
      waiting = newest = question;
      const { whole } = get();
      if (whole !== null && isOfAllRows(question) && isSameButSelection(whole.question, question)) {
        waiting = null;
        set({ analysis: { question, found: whole.found }, analysisError: null });
        return;
      }
      if (isAnalysing) return;
      isAnalysing = true;
      while (waiting !== null) {
        const asked: CorpusQuestion = waiting;
        waiting = null;
        try {
          const found = await tools.analyse(asked);
          const answer = { question: asked, found };
          if (isOfAllRows(asked)) set({ whole: answer });
          if (newest === asked) set({ analysis: answer, analysisError: null });
        } catch (error) {
          set({ analysisError: messageOf(error) });
        }
      }
      isAnalysing = false;
    },
    async analyseWhole(question) {
      const asked = askOfAllRows(question);
      const isThere = () => {
        const { whole } = get();
        return whole !== null && isSameButSelection(whole.question, asked);
      };
      if (isThere() || (wanted !== null && isSameButSelection(wanted, asked))) return;
      wanted = asked;
      try {
        const found = await tools.analyse(asked);
        if (wanted === asked) set({ whole: { question: asked, found } });
      } catch (error) {
        if (wanted === asked) set({ analysisError: messageOf(error) });
      }
      if (wanted === asked) wanted = null;
    },
  };
};
