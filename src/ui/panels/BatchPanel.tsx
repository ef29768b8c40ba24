/** @file Swap 50: many names in one place, and how often the answer changes. */
import { formatFixed } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import { useMemo } from "react";
import { computeFlips } from "../../analysis/flips";
import type { NameSource } from "../../data/nameSources";
import { BATCH_SIZES, BATCH_SOURCES, selectBatchKey, type Batch } from "../../state/batchSlice";
import { mentionOf, originOf } from "../../state/swapDraft";
import { selectLoaded } from "../../state/swapSlice";
import { useBench } from "../../state/useBench";
import { FlipRates } from "../charts/FlipRates";
import { nameOf } from "../findings";
import { formatLabel } from "../numbers";
import { BATCH_DEFINITIONS } from "../swapDefinitions";
import { findFlips, SOURCE_NAMES } from "../swapFindings";
import { DataTable } from "../widgets/DataTable";
import { describeModels } from "../provenance";
import { Figure } from "../widgets/Figure";
import { Picker } from "../widgets/Picker";
import { Segmented } from "../widgets/Segmented";
import { Waiting } from "../widgets/Waiting";

const listSources = () =>
  BATCH_SOURCES.map((id) => ({ id, label: t(SOURCE_NAMES[id].name), detail: t(SOURCE_NAMES[id].hint) }));

const formatBits = (bits: number | null) => (bits === null ? t("not defined") : formatFixed(bits, 3));

function Controls({ batch }: { batch: Batch | null }) {
  const source = useBench((state) => state.batchSource);
  const size = useBench((state) => state.batchSize);
  const setSource = useBench((state) => state.setBatchSource);
  const setSize = useBench((state) => state.setBatchSize);
  const runBatch = useBench((state) => state.runBatch);
  const cancelBatch = useBench((state) => state.cancelBatch);
  const isReady = useBench((state) => selectLoaded(state).length > 0 && selectBatchKey(state) !== "");
  const running = useBench((state) => (state.batch?.status === "running" ? state.batch : null));
  return (
    <div className="runbar">
      <div>
        <Picker
          label={t("Source of the names")}
          isLabelShown
          options={listSources()}
          value={source}
          isDisabled={running !== null}
          onChoose={(id) => setSource(id as NameSource)}
        />
      </div>
      <div>
        <span className="lab" aria-hidden="true">
          {t("How many")}
        </span>
        <Segmented
          label={t("How many names")}
          options={BATCH_SIZES}
          value={size}
          isDisabled={running !== null}
          onChoose={setSize}
        />
      </div>
      {running ? (
        <>
          <button className="btn" type="button" onClick={cancelBatch}>
            {t("Cancel")}
          </button>
          <progress className="prog" aria-label={t("Passes done")} value={running.numDone} max={running.numTotal} />
          <span>
            {t("{numDone} of {numTotal, plural, one {# pass} other {# passes}}", {
              numDone: running.numDone,
              numTotal: running.numTotal,
            })}
          </span>
        </>
      ) : (
        <button className="btn solid" type="button" disabled={!isReady} onClick={() => void runBatch()}>
          {t("Swap {size}", { size })}
        </button>
      )}
      <span className="vh" role="status">
        {batch === null
          ? ""
          : batch.status === "running"
            ? t("Reading the names.")
            : t("{status, select, done {Run done.} cancelled {Run cancelled.} other {Run failed.}}", {
                status: batch.status,
              })}
      </span>
    </div>
  );
}

function useRuns(batch: Batch | null) {
  return useMemo(
    () =>
      (batch?.models ?? []).flatMap(({ model, original, swaps }) =>
        original === null ? [] : [{ model, name: nameOf({ model }), flips: computeFlips(original, swaps) }],
      ),
    [batch],
  );
}

export function BatchPanel() {
  const key = useBench(selectBatchKey);
  const newest = useBench((state) => state.batch);
  const beta = useBench((state) => state.knobs.beta);
  const draft = useBench((state) => state.history.present);
  const role = useBench((state) => state.swapRole);
  const batch = newest?.key === key ? newest : null;
  const runs = useRuns(batch);
  const title = findFlips(runs);
  if (batch === null || title === "") {
    const said =
      batch?.status === "failed"
        ? t("The run failed: {error}", { error: batch.error ?? "" })
        : batch?.status === "done"
          ? t("This source has no name that fits here. Choose another one.")
          : newest !== null && batch === null
            ? t("The last run was about another sentence, argument or setting; this one has not been read yet.")
            : t(
                "Not read yet. The run puts one name after another into the sentence and counts how often the answer changes.",
              );
    return (
      <Waiting
        className="c7"
        title={t("How often does another name for {draft} change the answer?", {
          draft: mentionOf(originOf(draft), role),
        })}
      >
        <Controls batch={batch} />
        {said}
      </Waiting>
    );
  }
  const leadText = t(
    "Share of names put in for the {role, select, subject {subject} other {object}} with which the most probable relation is another one. Line: 95% interval.",
    { role: batch.role },
  );
  const { names, numAsked, source, seed, status } = batch;
  const distance = runs.map(({ name, flips }) => `${name} ${formatBits(flips.divergence.value)}`).join(", ");
  const counts = runs.map(({ name, flips }) => `${name} n = ${flips.numSwaps}`).join(", ");
  const foot = [
    t("{counts}. Names: {name}, seed {seed}; mean mode.", {
      counts,
      name: t(SOURCE_NAMES[source].name).toLowerCase(),
      seed,
    }),
    names.length < numAsked
      ? t(" The source has only {n} of {numAsked} that fit here.", { n: names.length, numAsked })
      : "",
    status === "cancelled" ? t(" Cancelled: what had been read by then.") : "",
    status === "failed" ? t(" Failed: {error}", { error: batch.error ?? "" }) : "",
    t(" Mean Jensen-Shannon divergence in bits: {distance}.", { distance }),
  ].join("");
  const labelOf = (model: { labels: readonly string[] }, label: number) => formatLabel(model.labels[label] ?? "");
  const targets = runs.flatMap(({ model, name, flips }) =>
    flips.targets.map(({ label, count, replacements }) => [
      runs.length > 1 ? `${name}: ${labelOf(model, label)}` : labelOf(model, label),
      String(count),
      replacements.slice(0, 8).join(", ") +
        (replacements.length > 8 ? t(" and {n} more", { n: replacements.length - 8 }) : ""),
    ]),
  );
  const rows = runs.flatMap(({ model, name, flips }) => flips.swaps.map((swap) => ({ model, name, ...swap })));
  return (
    <Figure
      className="c7"
      title={title}
      lead={leadText}
      leadText={leadText}
      foot={foot}
      provenance={describeModels(
        batch.models.map(({ model }) => model),
        { n: names.length, beta, settings: { seed, draws: 0, names: source } },
      )}
      fileName="flip-rate"
      isStale={false}
      definitions={BATCH_DEFINITIONS}
      data={() => ({
        header: ["model", "role", "source", "seed", "name", "relation", "probability", "is_flip", "jsd_bits"],
        rows: rows.map((row) => [
          ...[row.model.id, batch.role, source, seed, row.replacement],
          ...[row.model.labels[row.label] ?? "", row.probability, row.isFlip, row.divergence],
        ]),
      })}
      table={{
        caption: title,
        header: [t("Name"), t("Model"), t("Answer"), t("Probability"), t("Changes the answer"), t("JSD, bits")],
        rows: rows.map((row) => [
          row.replacement,
          row.name,
          labelOf(row.model, row.label),
          formatFixed(row.probability, 4),
          row.isFlip ? "yes" : "no",
          formatBits(row.divergence),
        ]),
      }}
    >
      <Controls batch={batch} />
      <FlipRates
        rows={runs.flatMap(({ model, name, flips }) =>
          flips.rate === null || flips.interval === null
            ? []
            : [
                {
                  ...{ name, hasBottleneck: model.hasBottleneck, rate: flips.rate },
                  ...{ low: flips.interval.low, high: flips.interval.high },
                  ...{ numFlips: flips.numFlips, numSwaps: flips.numSwaps },
                },
              ],
        )}
        label={title}
      />
      {targets.length > 0 ? (
        <div className="flips">
          <DataTable
            caption={t("Which names change the answer, and to which relation")}
            header={[t("Answer with the name"), t("Names"), t("Which")]}
            rows={targets}
          />
        </div>
      ) : null}
    </Figure>
  );
}
