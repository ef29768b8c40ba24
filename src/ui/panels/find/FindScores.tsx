/** @file What is found held against what the rows of a corpus mark, at the thresholds in force. */
import { lazy, Suspense, useMemo, useState } from "react";
import { formatFixed } from "../../../messages/formatNumber";
import { t } from "../../../messages/translate";
import type { WorkedSentence } from "../../../analysis/foundCandidates";
import { computeFoundScores, type Share } from "../../../analysis/foundScores";
import { useBench } from "../../../state/useBench";
import { FOUND_DEFINITIONS } from "../../foundDefinitions";
import { DataTable } from "../../widgets/DataTable";

const Definitions = lazy(() =>
  import("../../widgets/Definitions").then(({ Definitions: List }) => ({ default: List })),
);

function sayShare({ k, n, rate, interval }: Share): string {
  if (rate === null || interval === null) return t("not defined, n = 0");
  const range = t("{low} to {high}", { low: formatFixed(interval.low, 2), high: formatFixed(interval.high, 2) });
  return `${formatFixed(rate, 2)} (${k}/${n}; ${range})`;
}

export function FindScores({ shown }: { shown: readonly WorkedSentence[] }) {
  const gold = useBench((state) => state.findGold);
  const isOfText = useBench((state) => state.findGold?.text === state.foundIn.text);
  const isDone = useBench(({ findRun: { status } }) => status === "done" || status === "cancelled");
  const correct = useBench((state) => state.finder!.correctByRows);
  const [isDefined, setDefined] = useState(false);
  const scores = useMemo(() => (gold && isOfText ? computeFoundScores(shown, gold) : null), [shown, gold, isOfText]);
  if (scores === null) return null;
  const caption = t("Found against what the rows mark, at these thresholds; share, counts, 95% interval");
  const rows = [
    [t("Entities, same ends"), scores.entities],
    [t("Entities, same ends and type"), scores.typedEntities],
    [t("Pairs with the same relation"), scores.relations],
  ] as const;
  return (
    <div className="foundscores">
      <DataTable
        caption={caption}
        header={[t("What"), t("Precision"), t("Recall")]}
        rows={rows.map(([name, { precision, recall }]) => [name, sayShare(precision), sayShare(recall)])}
      />
      <button
        className="lnk"
        type="button"
        aria-expanded={isDefined}
        aria-controls="found-definitions"
        onClick={() => setDefined(!isDefined)}
      >
        {t("Definitions")}
      </button>
      <button className="lnk" type="button" disabled={!isDone} onClick={() => correct(shown)}>
        {t("Give found entities the ends that the rows mark")}
      </button>
      {isDefined ? (
        <Suspense fallback={<div id="found-definitions" />}>
          <Definitions id="found-definitions" definitions={FOUND_DEFINITIONS} />
        </Suspense>
      ) : null}
    </div>
  );
}
