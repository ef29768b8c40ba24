/** @file Four probes of one sentence: does the answer come from the text or from the names? */
import { formatFixed } from "../../messages/formatNumber";
import { Trans } from "@lingui/react";
import { t } from "../../messages/translate";
import { useEffect, useMemo } from "react";
import { computeFingerprint, type Probe } from "../../analysis/fingerprint";
import { selectProbesKey, type Probes } from "../../state/probeSlice";
import { selectLoaded } from "../../state/swapSlice";
import { useBench } from "../../state/useBench";
import { FingerprintChart } from "../charts/FingerprintChart";
import { nameOf } from "../findings";
import { formatLabel, formatProbability } from "../numbers";
import { FINGERPRINT_DEFINITIONS } from "../swapDefinitions";
import { findFingerprint, sayFingerprint } from "../swapFindings";
import { describeModels } from "../provenance";
import { Figure } from "../widgets/Figure";
import { ModelMark } from "../widgets/ModelMark";
import { Waiting } from "../widgets/Waiting";

/** Time that sentence and knobs must rest before the probes are read. */
const REST_MS = 1500;
/** In the order of the drawing. */
const ORDER: readonly Probe[] = ["full", "entitiesOnly", "masked", "swapped"];

function usePrints(probes: Probes | null) {
  return useMemo(
    () =>
      (probes?.models ?? []).map(({ model, input }) => ({
        model,
        name: nameOf({ model }),
        print: computeFingerprint(input, { negative: model.labels.indexOf(model.negative) }),
      })),
    [probes],
  );
}

export function FingerprintPanel() {
  const key = useBench(selectProbesKey);
  const newest = useBench((state) => state.probes);
  const beta = useBench((state) => state.knobs.beta);
  const isLoaded = useBench((state) => selectLoaded(state).length > 0);
  const readProbes = useBench((state) => state.readProbes);
  useEffect(() => {
    if (!isLoaded || key === "") return;
    const timer = setTimeout(() => void readProbes(), REST_MS);
    return () => clearTimeout(timer);
  }, [key, isLoaded, readProbes]);
  const probes = newest?.key === key ? newest : null;
  const prints = usePrints(probes?.status === "done" ? probes : null);
  if (probes === null || prints.length === 0) {
    return (
      <Waiting className="c5" title={t("Does the answer come from the text or from the names?")}>
        {probes?.status === "failed" ? (
          <>
            <Trans
              id={"The probes could not be read: {error} <0>Read them</0>"}
              values={{ error: <bdi>{probes.error}</bdi> }}
              components={{ 0: <button className="lnk" type="button" onClick={() => void readProbes()} /> }}
            />
          </>
        ) : (
          t("Not yet read. Four probes are read once the sentence rests: full, names only, text only, other names.")
        )}
      </Waiting>
    );
  }
  const title = findFingerprint(prints);
  const labelOf = (index: number) => {
    const { model, print } = prints[index]!;
    return formatLabel(model.labels[print.label] ?? "");
  };
  const asked = [...new Set(prints.map((_, index) => labelOf(index)))];
  const leadText =
    asked.length === 1
      ? t("Probability of {asked}, the full sentence’s answer, under four probes.", { asked: asked[0] ?? "" })
      : t("Probability of each model’s own answer to the full sentence ({value}) under four probes.", {
          value: prints.map(({ name }, index) => `${name}: ${labelOf(index)}`).join("; "),
        });
  const lines = prints.map(({ model, name, print }) => ({
    name,
    hasBottleneck: model.hasBottleneck,
    values: ORDER.map((probe) => print.probes.find((one) => one.probe === probe)?.probability ?? null),
  }));
  const swaps = prints[0]!.print.numSwaps;
  const names: readonly (readonly [string, string])[] = [
    [t("Full"), t("sentence")],
    [t("Names"), t("only")],
    [t("Text"), t("only")],
    [t("Swapped"), `× ${swaps}`],
  ];
  const rows = prints.flatMap(({ model, name, print }) =>
    ORDER.flatMap((probe) => {
      const result = print.probes.find((one) => one.probe === probe);
      return result ? [{ model, name, label: model.labels[print.label] ?? "", ...result }] : [];
    }),
  );
  return (
    <Figure
      className="c5"
      title={title}
      lead={
        <>
          {leadText}
          {prints.map(({ model, name }) => (
            <span key={model.id} className="key">
              <ModelMark hasBottleneck={model.hasBottleneck} />
              {name}
            </span>
          ))}
        </>
      }
      leadText={leadText}
      foot={t(
        "n = 1 sentence, mean mode; swapped: mean of {swaps, plural, one {# pair} other {# pairs}} of other names, seed {seed}.",
        { swaps, seed: probes.seed },
      )}
      provenance={describeModels(
        prints.map(({ model }) => model),
        { n: 1, beta, settings: { seed: probes.seed, draws: 0, swaps } },
      )}
      fileName="fingerprint"
      isStale={false}
      definitions={FINGERPRINT_DEFINITIONS}
      data={() => ({
        header: ["model", "probe", "relation", "probability", "top_relation", "top_probability", "is_kept"],
        rows: rows.map(({ model, probe, label, probability, topLabel, topProbability, isKept }) => [
          ...[model.id, probe, label, probability],
          ...[model.labels[topLabel] ?? "", topProbability, isKept],
        ]),
      })}
      table={{
        caption: title,
        header: [t("Probe"), t("Model"), t("Relation"), t("Probability"), t("The probe’s own answer")],
        rows: rows.map(({ model, name, probe, label, probability, topLabel }) => [
          names[ORDER.indexOf(probe)]!.join(" "),
          name,
          formatLabel(label),
          formatFixed(probability, 4),
          formatLabel(model.labels[topLabel] ?? ""),
        ]),
      }}
    >
      <div className="say">
        {prints.map(({ model, name, print }) => (
          <p key={model.id}>
            {sayFingerprint(name, print, model.labels).map((part, index) =>
              index % 2 === 1 ? <b key={index}>{part}</b> : part,
            )}
          </p>
        ))}
      </div>
      <FingerprintChart
        probes={names}
        lines={lines}
        label={`${title}. ${rows.map(({ name, probe, probability }) => `${name}, ${names[ORDER.indexOf(probe)]!.join(" ")}: ${formatProbability(probability)}`).join("; ")}.`}
      />
    </Figure>
  );
}
