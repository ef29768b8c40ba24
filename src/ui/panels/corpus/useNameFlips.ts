/** @file What the figure of variance and flips draws when its points are names; asks for their statistics. */
import { useEffect, useMemo } from "react";
import { t } from "../../../messages/translate";
import { useLanguage } from "../../useLanguage";
import { buildNameColumns } from "../../../analysis/nameFlips";
import { useBench } from "../../../state/useBench";
import { NAME_FLIP_DEFINITIONS } from "../../corpusDefinitions";
import { findFlips, sayFlips } from "../../corpusFindings";
import type { FlipDrawing } from "../../figures/flipDrawing";
import type { CorpusView } from "../../figures/corpusView";
import { findAllNames, findSelectedNames } from "./viewNames";

/** Pause after a change of the selection. */
const REST_MS = 120;

/** Null while `isOn` is false: nothing is computed then. */
export function useNameFlips(view: CorpusView, isOn: boolean): FlipDrawing | null {
  const language = useLanguage();
  const seed = useBench((state) => state.knobs.seed);
  const answer = useBench((state) => state.nameFlips);
  const correlateNames = useBench((state) => state.correlateNames);
  const names = useMemo(() => (isOn ? findSelectedNames(view) : null), [view, isOn]);
  const question = useMemo(() => names && { names: buildNameColumns(names), seed }, [names, seed]);
  useEffect(() => {
    if (!question) return;
    const timer = setTimeout(() => void correlateNames(question), REST_MS);
    return () => clearTimeout(timer);
  }, [question, correlateNames]);

  return useMemo(() => {
    if (!names || !question) return null;
    const all = findAllNames(view);
    // Under a selection all names stay in the back, each where all its rows put it.
    const back = all === names ? null : buildNameColumns(all);
    const join = (part: "variance" | "flipRate") =>
      back ? Float64Array.from([...back[part], ...question.names[part]]) : question.names[part];
    const numBack = back ? all.length : 0;
    const found = answer?.found ?? null;
    const numPoints = found?.correlation.numRows ?? 0;
    return {
      title: found ? findFlips(found.correlation, "name") : t("Does a name’s variance predict its flips? Computing"),
      verdict: found ? sayFlips(found.correlation, "name") : "",
      lead: t(
        "Each point is a name: the mean variance of its mentions in the selected rows, and the mean flip rate of those rows. Diamonds: means of equal groups by variance, 95% CI. Strong points: names of the selection.",
      ),
      foot: found
        ? t(
            "n = {n, plural, one {# name} other {# names}} in {rows, plural, one {# row} other {# rows}}. Bootstrap by document; a name goes with the document of its first row.",
            { n: numPoints, rows: view.selected.length },
          )
        : "",
      fileName: "variance-and-flips-of-names",
      axis: t("mean entity variance σ² of the name"),
      definitions: NAME_FLIP_DEFINITIONS,
      numPoints,
      isStale: view.isStale || answer?.question !== question,
      data: () => ({
        header: ["name", "type", "rows", "variance", "flip_rate"],
        rows: names.map(({ name, type, count, variance, flipRate }) => [name, type, count, variance, flipRate]),
      }),
      rest: t("the CSV and the table of names have every name"),
      variance: join("variance"),
      flipRate: join("flipRate"),
      isSelected: new Uint8Array(numBack + names.length).fill(1, numBack),
      groups: found?.groups ?? [],
    };
  }, [view, names, question, answer, language]);
}
