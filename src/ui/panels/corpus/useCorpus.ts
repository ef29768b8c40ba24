/** @file What the corpus panels draw: columns of the scored rows, what the selection keeps, the newest statistics. */
import { useDeferredValue, useEffect, useMemo, useRef } from "react";
import { addPartner, buildColumns, filterRows } from "../../../analysis/corpusColumns";
import type { CorpusQuestion } from "../../../analysis/corpusAnalysis";
import { createGoldOf } from "../../../data/labelMapping";
import { keyOfLabels } from "../../../state/mappingActions";
import { selectPartner } from "../../../state/partnerSlice";
import { selectSeen } from "../../../state/seenSlice";
import { isOfAllRows, isSameButSelection } from "../../../state/wholeAnalysis";
import { useBench } from "../../../state/useBench";
import type { CorpusModel, CorpusView } from "../../figures/corpusView";

/** Pause after a change of the selection, longer than between two moves of a brush: the statistics would take the processor from it. And between statistics while rows stream in. */
const REST_MS = 300;
const STREAM_MS = 1500;

/** Null while no corpus is open, the model is not known, or no row has been scored. Asks for the statistics. */
export function useCorpus(): CorpusView | null {
  // Columns of many rows take a while: what the page is asked meanwhile comes first.
  const corpus = useDeferredValue(
    useBench((state) => state.corpus),
    null,
  );
  const loaded = useBench((state) => (state.modelId === null ? null : (state.slots[state.modelId]?.info ?? null)));
  const figures = corpus?.figures;
  const info = useMemo(
    (): CorpusModel | null => (figures ? { ...figures.model, hash: figures.model.sha256 } : loaded),
    [figures, loaded],
  );
  const results = useDeferredValue(useBench((state) => state.results));
  const filter = useBench((state) => state.filter.present);
  const slicing = useBench((state) => state.slicing);
  const seen = useBench(selectSeen);
  const seed = useBench((state) => state.knobs.seed);
  const isRunning = useBench(
    ({ scoring, partner: other }) => scoring.status === "running" || other.scoring.status === "running",
  );
  const analysis = useBench((state) => state.analysis);
  const analyse = useBench((state) => state.analyse);

  const partner = useBench(selectPartner);
  const partnerResults = partner?.results ?? null;
  const partnerLabels = partner?.labels ?? null;

  const labelsKey = useMemo(() => (info ? keyOfLabels(info.labels) : ""), [info]);
  const choices = useBench(({ mapping }) => mapping.relations[labelsKey]);
  const goldOf = useMemo(() => info && createGoldOf(info.labels, info.negative, choices), [info, choices]);
  const own = useMemo(
    () => (corpus && info && goldOf ? buildColumns(corpus.examples, results, info.labels, seen, goldOf) : null),
    [corpus, info, results, seen, goldOf],
  );
  const columns = useMemo(() => {
    const isComparable = info && partnerResults && partnerLabels?.join() === info.labels.join();
    if (!own || !isComparable || partnerResults.every((result) => result === null)) return own;
    return addPartner(own, partnerResults, info.hasBottleneck);
  }, [own, info, partnerResults, partnerLabels]);
  const kept = useMemo(
    () => (corpus && columns ? filterRows(columns, corpus.examples, filter) : null),
    [corpus, columns, filter],
  );
  const question = useMemo((): CorpusQuestion | null => {
    if (!columns || !kept || !info || columns.rows.length === 0) return null;
    const relations = { numRelations: info.labels.length, negative: info.labels.indexOf(info.negative) };
    return { columns, ...kept, slicing, relations, seed };
  }, [columns, kept, info, slicing, seed]);

  const lastAsked = useRef(0);
  useEffect(() => {
    if (!question) return;
    const sinceLast = performance.now() - lastAsked.current;
    const wait = isRunning ? Math.max(REST_MS, STREAM_MS - sinceLast) : REST_MS;
    const timer = setTimeout(() => {
      lastAsked.current = performance.now();
      void analyse(question);
    }, wait);
    return () => clearTimeout(timer);
  }, [question, isRunning, analyse]);

  const whole = useBench((state) => state.whole);
  const analyseWhole = useBench((state) => state.analyseWhole);
  const isPart = question !== null && !isOfAllRows(question);
  const isWholeKnown = question !== null && whole !== null && isSameButSelection(whole.question, question);
  const isAnswered = analysis !== null && analysis.question === question;
  useEffect(() => {
    // After the selection's own, so that nobody waits for what stands behind them.
    if (!question || !isPart || isWholeKnown || !isAnswered || isRunning) return;
    const timer = setTimeout(() => void analyseWhole(question), REST_MS);
    return () => clearTimeout(timer);
  }, [question, isPart, isWholeKnown, isAnswered, isRunning, analyseWhole]);

  const behind = isPart && isWholeKnown ? whole.found : null;
  const found = analysis?.found ?? null;
  const isStale = !isRunning && analysis?.question !== question;
  // One object for one state, so that panels can tell that nothing has changed.
  return useMemo(
    () =>
      corpus && info && goldOf && columns && kept && columns.rows.length > 0
        ? { corpus, info, results, seen, goldOf, columns, ...kept, found, whole: behind, isStale }
        : null,
    [corpus, info, results, seen, goldOf, columns, kept, found, behind, isStale],
  );
}
