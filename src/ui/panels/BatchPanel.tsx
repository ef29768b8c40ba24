/** @file Swap 50: many names in one place, and how often the answer changes. */
import { useMemo } from "react";
import { computeFlips } from "../../analysis/flips";
import type { NameSource } from "../../data/nameSources";
import { BATCH_SIZES, BATCH_SOURCES, selectBatchKey, type Batch } from "../../state/batchSlice";
import { mentionOf, originOf } from "../../state/swapDraft";
import { selectLoaded } from "../../state/swapSlice";
import { useBench } from "../../state/useBench";
import { FlipRates } from "../charts/FlipRates";
import { nameOf } from "../findings";
import { countOf, formatLabel } from "../numbers";
import { BATCH_DEFINITIONS } from "../swapDefinitions";
import { findFlips, SOURCE_NAMES } from "../swapFindings";
import { DataTable } from "../widgets/DataTable";
import { describeModels } from "../provenance";
import { Figure } from "../widgets/Figure";
import { Picker } from "../widgets/Picker";
import { Segmented } from "../widgets/Segmented";
import { Waiting } from "../widgets/Waiting";

const SOURCE_OPTIONS = BATCH_SOURCES.map((id) => ({
  id,
  label: SOURCE_NAMES[id].name,
  detail: SOURCE_NAMES[id].hint,
}));

const formatBits = (bits: number | null) => (bits === null ? "not defined" : bits.toFixed(3));

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
          label="Source of the names"
          isLabelShown
          options={SOURCE_OPTIONS}
          value={source}
          isDisabled={running !== null}
          onChoose={(id) => setSource(id as NameSource)}
        />
      </div>
      <div>
        <span className="lab" aria-hidden="true">
          How many
        </span>
        <Segmented
          label="How many names"
          options={BATCH_SIZES}
          value={size}
          isDisabled={running !== null}
          onChoose={setSize}
        />
      </div>
      {running ? (
        <>
          <button className="btn" type="button" onClick={cancelBatch}>
            Cancel
          </button>
          <progress className="prog" aria-label="Passes done" value={running.numDone} max={running.numTotal} />
          <span>
            {running.numDone} of {countOf(running.numTotal, "pass", "passes")}
          </span>
        </>
      ) : (
        <button className="btn solid" type="button" disabled={!isReady} onClick={() => void runBatch()}>
          Swap {size}
        </button>
      )}
      <span className="vh" role="status">
        {batch === null ? "" : batch.status === "running" ? "Reading the names." : `Run ${batch.status}.`}
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
        ? `The run failed: ${batch.error}`
        : batch?.status === "done"
          ? "This source has no name that fits here. Choose another one."
          : newest !== null && batch === null
            ? "The last run was about another sentence, argument or setting; this one has not been read yet."
            : "Not read yet. The run puts one name after another into the sentence and counts how often the answer changes.";
    return (
      <Waiting
        className="c7"
        title={`How often does another name for ${mentionOf(originOf(draft), role)} change the answer?`}
      >
        <Controls batch={batch} />
        {said}
      </Waiting>
    );
  }
  const leadText = `Share of names put in for the ${batch.role} with which the most probable relation is another one. Line: 95% interval.`;
  const { names, numAsked, source, seed, status } = batch;
  const distance = runs.map(({ name, flips }) => `${name} ${formatBits(flips.divergence.value)}`).join(", ");
  const counts = runs.map(({ name, flips }) => `${name} n = ${flips.numSwaps}`).join(", ");
  const foot = [
    `${counts}. Names: ${SOURCE_NAMES[source].name.toLowerCase()}, seed ${seed}; mean mode.`,
    names.length < numAsked ? ` The source has only ${names.length} of ${numAsked} that fit here.` : "",
    status === "cancelled" ? " Cancelled: what had been read by then." : "",
    status === "failed" ? ` Failed: ${batch.error}` : "",
    ` Mean Jensen-Shannon divergence in bits: ${distance}.`,
  ].join("");
  const labelOf = (model: { labels: readonly string[] }, label: number) => formatLabel(model.labels[label] ?? "");
  const targets = runs.flatMap(({ model, name, flips }) =>
    flips.targets.map(({ label, count, replacements }) => [
      runs.length > 1 ? `${name}: ${labelOf(model, label)}` : labelOf(model, label),
      String(count),
      replacements.slice(0, 8).join(", ") + (replacements.length > 8 ? ` and ${replacements.length - 8} more` : ""),
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
        header: ["Name", "Model", "Answer", "Probability", "Changes the answer", "JSD, bits"],
        rows: rows.map((row) => [
          row.replacement,
          row.name,
          labelOf(row.model, row.label),
          row.probability.toFixed(4),
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
            caption="Which names change the answer, and to which relation"
            header={["Answer with the name", "Names", "Which"]}
            rows={targets}
          />
        </div>
      ) : null}
    </Figure>
  );
}
