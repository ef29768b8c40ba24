/** @file How often other names change the answer, and how far they move it, in every slice. */
import { useContext } from "react";
import { t } from "../../messages/translate";
import { formatCount, formatFixed } from "../../messages/formatNumber";
import type { SliceContrasts } from "../../analysis/sliceContrasts";
import { SliceRates, type SliceRate } from "../charts/SliceRates";
import { FLIP_SLICE_DEFINITIONS } from "../corpusDefinitions";
import {
  formatDifference,
  formatInterval,
  sayEstimate,
  SLICE_NOUNS,
  sayGap,
  sayWhatIsSwapped,
  nameSlice,
  formatNumberOrDash,
} from "../corpusFindings";
import { findFlipModels, findFlipSlices } from "../flipFindings";
import { sayPoints } from "../modelFindings";
import { FigureFrame } from "../widgets/figureFrame";
import { Waiting } from "../widgets/Waiting";
import { pickDrawn, sortSlices } from "./drawnSlices";
import { findGhost, sayGhosts } from "./ghosts";
import { isPartOnly, type CorpusView } from "./corpusView";
import { sayHidden, sayNoSlices, type SlicedFigureProps, nameSlicing } from "./slicedFigure";

interface ModelFlips {
  readonly hasBottleneck: boolean;
  readonly flips: SliceContrasts;
  readonly divergences: SliceContrasts;
  /** The same of all rows while a selection leaves some out; null otherwise. */
  readonly whole: { readonly flips: SliceContrasts; readonly divergences: SliceContrasts } | null;
}

const ghostOf = ({ whole }: ModelFlips, slice: string | number) => ({
  flipRate: findGhost(whole?.flips.slices, slice)?.mean.value ?? null,
  divergence: findGhost(whole?.divergences.slices, slice)?.mean.value ?? null,
});

const rateOf = (model: ModelFlips, place: number): SliceRate => ({
  hasBottleneck: model.hasBottleneck,
  flipRate: model.flips.slices[place]!.mean,
  divergence: model.divergences.slices[place]!.mean,
  ghost: ghostOf(model, model.flips.slices[place]!.slice),
});

/** The two models on the rows that both have read, or the one in force. */
function listModels({ found, whole, info }: CorpusView): ModelFlips[] {
  const [both, bothWhole] = [found?.models, whole?.models];
  if (!found) return [];
  if (!both) {
    const { flips, divergences } = found;
    return [{ hasBottleneck: info.hasBottleneck, flips, divergences, whole }];
  }
  return both.flips.map((flips, i) => ({
    hasBottleneck: i === 1,
    flips,
    divergences: both.divergences[i]!,
    whole: bothWhole ? { flips: bothWhole.flips[i]!, divergences: bothWhole.divergences[i]! } : null,
  }));
}

const nameOf = ({ hasBottleneck }: ModelFlips) => (hasBottleneck ? "VIB" : t("base"));

/** Every slice with every model, as table and file list them. */
const rowsOf = (models: readonly ModelFlips[], sorted: readonly { readonly place: number }[]) =>
  sorted.flatMap(({ place }) =>
    models.map((model) => ({
      model,
      contrast: model.flips.slices[place]!,
      divergence: model.divergences.slices[place]!.mean,
    })),
  );

export interface FlipSlicesFigureProps extends SlicedFigureProps {
  /** Seed of the resamples. */
  readonly seed: number;
}

export function FlipSlicesFigure({ view, slicing, seed, basis, controls }: FlipSlicesFigureProps) {
  const Figure = useContext(FigureFrame);
  const { found, isStale, info } = view;
  const [one] = SLICE_NOUNS[slicing];
  if (!found) {
    return (
      <Waiting
        title={t(
          "Where do names decide: flips by {by, select, relation {relation} pair {type pair} other {frequency band}}",
          { by: slicing },
        )}
        className="c12"
      >
        {t("The intervals are being computed.")}
      </Waiting>
    );
  }
  const { models: both } = found;
  const models = listModels(view);
  const hasGhosts = models.some(({ whole }) => whole !== null);
  const main = models.find(({ hasBottleneck }) => hasBottleneck === info.hasBottleneck)!;
  const { flips } = main;
  const findings = findFlipSlices(flips, slicing);
  const title = both ? findFlipModels(both.flips[0].all, both.flips[1].all, both.flipDifference) : findings;
  if (!view.columns.swapped.some((label) => label >= 0)) {
    return (
      <Waiting title={t("No row could be swapped: there is no flip rate")} className="c12">
        {sayWhatIsSwapped()}
      </Waiting>
    );
  }
  if (flips.numTested === 0) {
    return (
      <section className="fig c12">
        <div className="fig-head">
          <h2>{title}</h2>
        </div>
        <div className="fig-body">
          {controls}
          <p className="waiting">
            {sayNoSlices(
              slicing,
              flips.slices.map(({ mean }) => mean.numRows),
              t("A flip rate is drawn from 20 swapped rows"),
              controls !== null,
            )}
          </p>
        </div>
      </section>
    );
  }
  const sorted = sortSlices(
    flips.slices.map((contrast, place) => ({ ...contrast, place })),
    slicing,
    ({ mean }) => mean.value,
    ({ mean }) => mean.numRows,
  );
  const drawn = pickDrawn(sorted, ({ mean }) => mean.value === null);
  const hidden = sorted.length - drawn.length;
  const leadText =
    t(
      "Left: share of swaps to unseen names that change the answer, mean over the rows of each {by, select, relation {relation} pair {type pair} other {frequency band}}. Right: how far they move the answer’s probabilities. Whiskers: 95% CI.",
      { by: slicing },
    ) +
    ` ${isPartOnly(view) ? t("Dotted: all selected rows.") : t("Dotted: all rows.")}` +
    (both ? ` ${t("Circles: base. Diamonds: VIB.")}` : "") +
    (hasGhosts ? sayGhosts() : "");
  const foot = [
    both
      ? t(
          "n = {n, plural, one {# row} other {# rows}} that both models have read; flip rate, VIB minus base: {points} points. {title}: {findings}.",
          { n: both.numRows, points: sayPoints(both.flipDifference), title: info.title, findings },
        )
      : "",
    t("n = {n, plural, one {# row} other {# rows}}. Mean flip rate {flips}; mean divergence {divergence} bits.", {
      n: flips.all.numRows,
      flips: sayEstimate(flips.all),
      divergence: sayEstimate(main.divergences.all),
    }),
    t(
      "Each {by, select, relation {relation} pair {type pair} other {frequency band}} is set against the other rows; {n, plural, one {# test} other {# tests}}, Holm-corrected; the whiskers are not corrected.",
      { by: slicing, n: flips.numTested },
    ),
    t("{count} resamples by document, seed {seed}.", { count: formatCount(flips.numResamples), seed }),
    flips.numGuarded > 0 ? t("{n} with fewer than 20 rows: nothing drawn.", { n: flips.numGuarded }) : "",
    sayHidden(hidden),
  ]
    .filter(Boolean)
    .join(" ");
  return (
    <Figure
      className="c12"
      title={title}
      lead={leadText}
      leadText={leadText}
      foot={foot}
      fileName={`flips-by-${slicing}`}
      isStale={isStale}
      definitions={FLIP_SLICE_DEFINITIONS}
      provenance={{ ...basis, n: found.models?.numRows ?? flips.all.numRows }}
      data={() => ({
        header: [
          ...["model", one.replaceAll(" ", "_"), "n", "flip_rate", "low", "high", "difference_from_rest", "p_holm"],
          ...["clear", "divergence_bits", "divergence_low", "divergence_high"],
          ...(hasGhosts ? ["flip_rate_all_rows", "divergence_bits_all_rows"] : []),
        ],
        rows: rowsOf(models, sorted).map(({ model, contrast, divergence }) => {
          const { slice, mean, difference, adjustedPValue, isClear } = contrast;
          return [
            ...[
              model.hasBottleneck ? "VIB" : "base",
              slice,
              mean.numRows,
              mean.value,
              mean.interval?.low ?? null,
              mean.interval?.high ?? null,
            ],
            ...[difference.value, adjustedPValue, isClear],
            ...[divergence.value, divergence.interval?.low ?? null, divergence.interval?.high ?? null],
            ...(hasGhosts ? Object.values(ghostOf(model, slice)) : []),
          ];
        }),
      })}
      table={{
        caption: title,
        header: [
          nameSlicing(slicing),
          t("Model"),
          "n",
          t("Flip rate"),
          t("95% CI"),
          t("Against the rest"),
          t("p, Holm"),
          t("Divergence, bits"),
          t("95% CI of it"),
          ...(hasGhosts ? [t("Flip rate, all rows"), t("Divergence, all rows")] : []),
        ],
        rows: rowsOf(models, sorted).map(({ model, contrast, divergence }) => {
          const { slice, mean, difference, adjustedPValue } = contrast;
          return [
            nameSlice(slice),
            nameOf(model),
            String(mean.numRows),
            mean.value === null ? sayGap(mean.gap) : formatFixed(mean.value, 3),
            mean.interval ? formatInterval(mean.interval) : "–",
            difference.value === null ? "–" : formatDifference(difference.value),
            formatNumberOrDash(adjustedPValue),
            formatNumberOrDash(divergence.value),
            divergence.interval ? formatInterval(divergence.interval) : "–",
            ...(hasGhosts ? Object.values(ghostOf(model, slice)).map((value) => formatNumberOrDash(value)) : []),
          ];
        }),
      }}
    >
      {controls}
      <SliceRates
        label={title}
        all={models.map((model) => ({
          hasBottleneck: model.hasBottleneck,
          flipRate: model.flips.all,
          divergence: model.divergences.all,
          ghost: model.whole && {
            flipRate: model.whole.flips.all.value,
            divergence: model.whole.divergences.all.value,
          },
        }))}
        rows={drawn.map(({ slice, mean, place }) => ({
          label: nameSlice(slice),
          numRows: mean.numRows,
          models: models.map((model) => rateOf(model, place)),
          guard: mean.value === null ? sayGap(mean.gap) : null,
        }))}
      />
    </Figure>
  );
}
