/** @file The names of the selected rows; pressing one selects its rows. */
import { memo, useDeferredValue, useMemo, useState } from "react";
import { findNames, type EntityRow } from "../../../analysis/entityTable";
import { useBench } from "../../../state/useBench";
import { countOf, formatLabel } from "../../numbers";
import { shortenMiddle } from "../../shortenText";
import { Picker } from "../../widgets/Picker";
import { SortTable, type Column } from "../../widgets/SortTable";
import { Waiting } from "../../widgets/Waiting";
import { VarianceCell } from "./RowPanel";
import type { CorpusView } from "../../figures/corpusView";
import { useProvenance } from "./useProvenance";
import { findSelectedNames } from "./viewNames";

/** Id of "all" in a picker; no type is called so. */
const ALL = "*";

const keyOfName = ({ name }: EntityRow) => name;

export const EntityPanel = memo(function EntityPanel({ view }: { view: CorpusView | null }) {
  const filter = useBench((state) => state.filter.present);
  const select = useBench((state) => state.select);
  const provenance = useProvenance(view?.selected.length ?? 0);
  const rows = useMemo(() => (view ? findSelectedNames(view) : []), [view]);
  // These narrow this table alone, and the charts stay.
  const [words, setWords] = useState("");
  const [type, setType] = useState(ALL);
  const wanted = useDeferredValue(words);
  const types = useMemo(() => {
    const counts = new Map<string, number>();
    for (const row of rows) if (row.type !== null) counts.set(row.type, (counts.get(row.type) ?? 0) + 1);
    return [...counts]
      .sort((a, b) => b[1] - a[1])
      .map(([id, count]) => ({ id, label: id, detail: count.toLocaleString("en") }));
  }, [rows]);
  const shownType = types.some(({ id }) => id === type) ? type : ALL;
  const found = useMemo(() => findNames(rows, wanted, shownType === ALL ? null : shownType), [rows, wanted, shownType]);
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
          title={row.name.length > 60 ? row.name : undefined}
          aria-pressed={row.name === filter.name}
          onClick={() => select({ name: row.name === filter.name ? null : row.name })}
        >
          {shortenMiddle(row.name, 60)}
        </button>
      ),
    },
    {
      id: "type",
      label: "Type",
      width: 6.3,
      value: (row) => row.type,
      show: (row) => <small>{row.type ?? "–"}</small>,
    },
    { id: "rows", label: "Rows", width: 3.1, isNumber: true, value: (row) => row.count },
    { id: "seen_in_training", label: "Seen", width: 2.8, isNumber: true, value: (row) => row.numSeen },
    {
      id: "variance",
      label: "σ²",
      width: 4.6,
      isNumber: true,
      value: (row) => row.variance,
      show: (row) => <VarianceCell value={row.variance} />,
    },
    {
      id: "flip_rate",
      label: "Flips",
      width: 2.9,
      isNumber: true,
      value: (row) => row.flipRate,
      show: (row) => (row.flipRate === null ? "–" : `${Math.round(100 * row.flipRate)}%`),
    },
    {
      id: "wrong_relation",
      label: "Wrong answer",
      width: 6.6,
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
  const isNarrowed = found.length < rows.length;
  const share = `${found.length.toLocaleString("en")} of ${countOf(rows.length, "name")}`;
  return (
    <SortTable
      className="c5"
      title={
        rows.length === 0
          ? "The names stand here as soon as rows are scored"
          : `${countOf(rows.length, "name")}, ${repeated.toLocaleString("en")} of them in more than one row`
      }
      lead="Seen: arguments of training rows with this name, 0 for none. Mean variance of a name’s own mentions and mean flip rate of its rows; its most frequent wrong answer. Press a name to select its rows."
      foot={`${isNarrowed ? `${share} shown. ` : ""}n = ${countOf(view?.selected.length ?? 0, "row")}. A name in few rows says little.`}
      provenance={provenance}
      fileName="names"
      columns={columns}
      rows={found}
      allRows={rows}
      keyOf={keyOfName}
      initialSort={{ id: "rows", isRising: false }}
      rowHeight={39}
      filterKey={JSON.stringify([filter, wanted, shownType])}
      tools={
        rows.length === 0 ? null : (
          <div className="tools">
            <label className="search">
              <span className="vh">Name contains</span>
              <input
                className="field"
                type="search"
                placeholder="Name contains"
                value={words}
                onChange={({ target }) => setWords(target.value)}
              />
            </label>
            {types.length > 1 ? (
              <Picker
                label="Type of the names"
                options={[{ id: ALL, label: "All types" }, ...types]}
                value={shownType}
                onChoose={setType}
              />
            ) : null}
            <span role="status">{isNarrowed ? share : ""}</span>
          </div>
        )
      }
      empty={rows.length === 0 ? "No scored row is selected." : "No name of these rows is like that."}
    />
  );
});
