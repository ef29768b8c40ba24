/** @file The names of the selected rows; pressing one selects its rows. */
import { memo, useMemo } from "react";
import { buildEntityTable, type EntityRow } from "../../../analysis/entityTable";
import { selectSeen } from "../../../state/seenSlice";
import { useBench } from "../../../state/useBench";
import { countOf, formatLabel } from "../../numbers";
import { SortTable, type Column } from "../../widgets/SortTable";
import { Waiting } from "../Waiting";
import { VarianceCell } from "./RowPanel";
import type { CorpusView } from "./useCorpus";
import { useProvenance } from "./useProvenance";

export const EntityPanel = memo(function EntityPanel({ view }: { view: CorpusView | null }) {
  const results = useBench((state) => state.results);
  const name = useBench((state) => state.filter.present.name);
  const select = useBench((state) => state.select);
  const seen = useBench(selectSeen);
  const provenance = useProvenance(view?.selected.length ?? 0);
  const rows = useMemo(() => {
    if (!view) return [];
    const places = Array.from(view.selected, (i) => view.columns.rows[i]!);
    return buildEntityTable(view.corpus.examples, results, view.info.labels, places, seen);
  }, [view, results, seen]);
  if (view?.corpus.figures) {
    return (
      <Waiting title="No table of names: these figures hold none" className="c5">
        A results file has numbers, relations and types, and no name. Open the demo corpus or a file of yours to see
        which names the model trips over.
      </Waiting>
    );
  }
  const columns: Column<EntityRow>[] = [
    {
      id: "name",
      label: "Name",
      value: (row) => row.name,
      show: (row) => (
        <button
          className="said"
          type="button"
          aria-pressed={row.name === name}
          onClick={() => select({ name: row.name === name ? null : row.name })}
        >
          {row.name}
        </button>
      ),
    },
    { id: "type", label: "Type", value: (row) => row.type, show: (row) => <small>{row.type ?? "–"}</small> },
    { id: "rows", label: "Rows", isNumber: true, value: (row) => row.count },
    { id: "seen_in_training", label: "Seen", isNumber: true, value: (row) => row.numSeen },
    {
      id: "variance",
      label: "σ²",
      isNumber: true,
      value: (row) => row.variance,
      show: (row) => <VarianceCell value={row.variance} />,
    },
    {
      id: "flip_rate",
      label: "Flips",
      isNumber: true,
      value: (row) => row.flipRate,
      show: (row) => (row.flipRate === null ? "–" : `${Math.round(100 * row.flipRate)}%`),
    },
    {
      id: "wrong_relation",
      label: "Wrong answer",
      value: (row) => (row.wrongLabel === null ? null : (view?.info.labels[row.wrongLabel] ?? null)),
      show: (row) =>
        row.wrongLabel === null ? (
          "–"
        ) : (
          <small>
            {formatLabel(view?.info.labels[row.wrongLabel] ?? "")}, {`${row.numWrong}\u00a0of\u00a0${row.numLabelled}`}
          </small>
        ),
    },
  ];
  const repeated = rows.filter(({ count }) => count > 1).length;
  return (
    <SortTable
      className="c5"
      title={
        rows.length === 0
          ? "The names stand here as soon as rows are scored"
          : `${countOf(rows.length, "name")}, ${repeated.toLocaleString("en")} of them in more than one row`
      }
      lead="Seen: arguments of training rows with this name, 0 for none. Mean variance of a name’s own mentions and mean flip rate of its rows; its most frequent wrong answer. Press a name to select its rows."
      foot={`n = ${countOf(view?.selected.length ?? 0, "row")}. A name in few rows says little.`}
      provenance={provenance}
      fileName="names"
      columns={columns}
      rows={rows}
      keyOf={(row) => row.name}
      initialSort={{ id: "rows", isRising: false }}
      pageSize={10}
      empty="No scored row is selected."
    />
  );
});
