/** @file How the variance of the rows is spread in every run of a study that has a bottleneck. */
import { useContext } from "react";
import { t } from "../../../messages/translate";
import type { Study, StudyRun } from "../../../data/studyResults";
import { HistogramTiles, type HistogramTile } from "../../charts/HistogramTiles";
import { formatVariance } from "../../numbers";
import { COLLAPSE, ROW_VARIANCE, SETS } from "../../studyDefinitions";
import { saySeeds } from "../../studyWords";
import { FigureFrame } from "../../widgets/figureFrame";
import { Waiting } from "../../widgets/Waiting";
import { describeStudy, sayRows } from "./describeStudy";

const shares = (counts: readonly number[]) => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (total === 0 ? 0 : count / total));
};

/** Where most rows of the runs lie: which has the most and the least variance. */
export function findSpread(runs: readonly StudyRun[]): string {
  const known = runs.flatMap(({ title, variance }) => (variance ? [{ title, mean: variance.id.mean }] : []));
  const [first] = known;
  if (!first) return t("No run of this study has a variance yet");
  const sorted = [...known].sort((a, b) => a.mean - b.mean);
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  if (known.length === 1) {
    return t("{title} blurs names with a mean variance of {mean}", {
      title: first.title,
      mean: formatVariance(first.mean),
    });
  }
  return t("Mean variance from {low} ({lowTitle}) to {high} ({highTitle})", {
    low: formatVariance(low.mean),
    lowTitle: low.title,
    high: formatVariance(high.mean),
    highTitle: high.title,
  });
}

export function StudyHistogramsFigure({ study, runs }: { study: Study; runs: readonly StudyRun[] }) {
  const Figure = useContext(FigureFrame);
  const plain = runs.filter(({ differs, seeds }) => differs.beta === null && seeds.length > 0);
  const waiting = runs.filter(({ differs, variance }) => differs.beta !== null && variance === null);
  const edges = runs.find(({ variance }) => variance?.id.edges)?.variance?.id.edges ?? null;
  const tiles = runs.flatMap((run): HistogramTile[] => {
    const { id, typeSwap } = run.variance ?? {};
    if (!id?.counts || String(id.edges) !== String(edges)) return [];
    return [
      {
        key: run.name,
        title: run.title,
        detail: t("mean {mean}, {seeds}", { mean: formatVariance(id.mean), seeds: saySeeds(run) }),
        id: shares(id.counts),
        ood: typeSwap?.counts && String(typeSwap.edges) === String(edges) ? shares(typeSwap.counts) : null,
        mean: id.mean,
      },
    ];
  });
  const notes =
    (plain.length > 0
      ? ` ${t("No bottleneck, so no variance: {n, plural, one {# run} other {# runs}} ({titles}).", {
          n: plain.length,
          titles: plain.map(({ title }) => title).join("; "),
        })}`
      : "") +
    (waiting.length > 0
      ? ` ${t("Not run yet: {titles}.", { titles: waiting.map(({ title }) => title).join("; ") })}`
      : "");
  if (edges === null || tiles.length === 0) {
    return (
      <Waiting className="c12" title={t("How is the variance of the rows spread?")}>
        {t("No run of this study with a bottleneck has a result yet.")}
        {notes}
      </Waiting>
    );
  }
  const title = findSpread(runs);
  const leadText = `${t("Share of the rows by the variance of their arguments, in bins of 0.1. Filled: ID. Outlined: type swap. The tick under a drawing is the ID mean; the last bin holds what lies beyond.")}${notes}`;
  return (
    <Figure
      className="c12"
      title={title}
      lead={leadText}
      leadText={leadText}
      foot={`${sayRows(runs)} ${t("Counts of all seeds of a run are added up.")}`}
      provenance={describeStudy(study, runs)}
      fileName={`study-${study.id}-variance`}
      isStale={false}
      definitions={[ROW_VARIANCE, COLLAPSE, SETS]}
      data={() => ({
        header: ["run", "set", "low", "high", "rows"],
        rows: runs.flatMap((run) =>
          (["id", "typeSwap"] as const).flatMap((set) =>
            (run.variance?.[set]?.counts ?? []).map((count, bin) => [
              run.name,
              set,
              edges[bin]!,
              edges[bin + 1]!,
              count,
            ]),
          ),
        ),
      })}
      table={{
        caption: title,
        header: [t("Run"), t("Mean σ², ID"), t("Mean σ², type swap"), t("Mean σ² of each seed, ID")],
        rows: runs.map((run) => [
          run.title,
          run.variance
            ? formatVariance(run.variance.id.mean)
            : run.differs.beta === null
              ? t("no bottleneck")
              : t("not run"),
          run.variance?.typeSwap ? formatVariance(run.variance.typeSwap.mean) : "–",
          run.variance?.id.perSeed.map(formatVariance).join(", ") ?? "–",
        ]),
      }}
    >
      <HistogramTiles edges={edges} tiles={tiles} label={title} />
    </Figure>
  );
}
