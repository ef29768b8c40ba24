/** @file The names of the selected rows; pressing one selects its rows. */
import { memo, useDeferredValue, useMemo, useState } from "react";
import { t } from "../../../messages/translate";
import { formatCount } from "../../../messages/formatNumber";
import { useLanguage } from "../../useLanguage";
import { findNames, type EntityRow } from "../../../analysis/entityTable";
import { useBench } from "../../../state/useBench";
import { joinWords } from "../../../messages/joinWords";
import { formatLabel, formatPercent } from "../../numbers";
import { shortenMiddle } from "../../shortenText";
import { Picker } from "../../widgets/Picker";
import { SortTable, type Column } from "../../widgets/SortTable";
import { Waiting } from "../../widgets/Waiting";
import { VarianceCell } from "./RowPanel";
import type { CorpusView } from "../../figures/corpusView";
import { useProvenance } from "./useProvenance";
import { findSelectedNames } from "./viewNames";
import { spellMarks } from "../../hiddenMarks";

/** Id of "all" in a picker; no type is called so. */
const ALL = "*";

const keyOfName = ({ name }: EntityRow) => name;

export const EntityPanel = memo(function EntityPanel({ view }: { view: CorpusView | null }) {
  useLanguage();
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
      .map(([id, count]) => ({ id, label: id, detail: formatCount(count) }));
  }, [rows]);
  const shownType = types.some(({ id }) => id === type) ? type : ALL;
  const found = useMemo(() => findNames(rows, wanted, shownType === ALL ? null : shownType), [rows, wanted, shownType]);
  if (view?.corpus.figures) {
    return (
      <Waiting title={t("No table of names: these figures hold none")} className="c5">
        {t(
          "A results file has numbers, relations and types, and no name. Open the demo corpus or a file of yours to see which names the model trips over.",
        )}
      </Waiting>
    );
  }
  const columns: Column<EntityRow>[] = [
    {
      id: "name",
      label: t("Name"),
      value: (row) => row.name,
      show: (row) => (
        <button
          className="said"
          type="button"
          title={row.name.length > 60 ? spellMarks(row.name) : undefined}
          aria-pressed={row.name === filter.name}
          onClick={() => select({ name: row.name === filter.name ? null : row.name })}
        >
          {shortenMiddle(row.name, 60)}
        </button>
      ),
    },
    {
      id: "type",
      label: t("Type"),
      width: 6.3,
      value: (row) => row.type,
      show: (row) => <small>{row.type ?? "–"}</small>,
    },
    { id: "rows", label: t("Rows"), width: 3.1, isNumber: true, value: (row) => row.count },
    { id: "seen_in_training", label: t("Seen"), width: 2.8, isNumber: true, value: (row) => row.numSeen },
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
      label: t("Flips"),
      width: 2.9,
      isNumber: true,
      value: (row) => row.flipRate,
      show: (row) => (row.flipRate === null ? "–" : formatPercent(row.flipRate)),
    },
    {
      id: "wrong_relation",
      label: t("Wrong answer"),
      width: 6.6,
      value: (row) => (row.wrongLabel === null ? null : (view?.info.labels[row.wrongLabel] ?? null)),
      show: (row) =>
        row.wrongLabel === null ? (
          "–"
        ) : (
          <small>
            {joinWords([
              formatLabel(view?.info.labels[row.wrongLabel] ?? ""),
              t("{part}\u00a0of\u00a0{whole}", { part: row.numWrong, whole: row.numLabelled }),
            ])}
          </small>
        ),
    },
  ];
  const repeated = rows.filter(({ count }) => count > 1).length;
  const isNarrowed = found.length < rows.length;
  const share = t("{part} of {n, plural, one {# name} other {# names}}", {
    part: formatCount(found.length),
    n: rows.length,
  });
  return (
    <SortTable
      className="c5"
      title={
        rows.length === 0
          ? t("The names stand here as soon as rows are scored")
          : t("{n, plural, one {# name} other {# names}}, {repeated} of them in more than one row", {
              n: rows.length,
              repeated: formatCount(repeated),
            })
      }
      lead={t(
        "Seen: arguments of training rows with this name, 0 for none. Mean variance of a name’s own mentions and mean flip rate of its rows; its most frequent wrong answer. Press a name to select its rows.",
      )}
      foot={
        isNarrowed
          ? t("{share} shown. n = {n, plural, one {# row} other {# rows}}. A name in few rows says little.", {
              share,
              n: view?.selected.length ?? 0,
            })
          : t("n = {n, plural, one {# row} other {# rows}}. A name in few rows says little.", {
              n: view?.selected.length ?? 0,
            })
      }
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
              <span className="vh">{t("Name contains")}</span>
              <input
                className="field"
                type="search"
                placeholder={t("Name contains")}
                value={words}
                onChange={({ target }) => setWords(target.value)}
              />
            </label>
            {types.length > 1 ? (
              <Picker
                label={t("Type of the names")}
                options={[{ id: ALL, label: t("All types") }, ...types]}
                value={shownType}
                onChoose={setType}
              />
            ) : null}
            <span role="status">{isNarrowed ? share : ""}</span>
          </div>
        )
      }
      empty={rows.length === 0 ? t("No scored row is selected.") : t("No name of these rows is like that.")}
    />
  );
});
