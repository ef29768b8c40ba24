/** @file How the open files were read: counts, what was left out, and every decision with a switch that reads them again. */
import { useState } from "react";
import { joinWords } from "../../../messages/joinWords";
import { t, msg, type MessageId } from "../../../messages/translate";
import { formatCount } from "../../../messages/formatNumber";
import type { PairChoice } from "../../../data/formats/format";
import type { ImportReport } from "../../../data/formats/importFiles";
import { useBench } from "../../../state/useBench";
import { Choice } from "../../widgets/Choice";
import { Picker } from "../../widgets/Picker";
import { ColumnsForm } from "./ColumnsForm";

/** Formats whose rows are pairs already: there is no other pair to add. */
const PAIR_FORMATS = new Set(["jsonl", "tacred", "refind", "semeval", "fewrel", "opennre", "table", "knowledgenet"]);
const PAIRS: readonly { readonly id: PairChoice["kind"]; readonly label: MessageId }[] = [
  { id: "gold", label: msg("with a relation") },
  { id: "sample", label: msg("and a tenth of the others") },
  { id: "all", label: msg("all") },
];

const sayRead = (read: string, numDecisions: number) =>
  numDecisions === 0 ? read : t("{read}; {n, plural, one {# decision} other {# decisions}}", { read, n: numDecisions });

export function ReportPanel({ report, isRefused }: { report: ImportReport; isRefused: boolean }) {
  // It stays open when what was decided has helped.
  const [isOpen, setIsOpen] = useState(isRefused);
  const reread = useBench((state) => state.rereadCorpus);
  const isOpening = useBench((state) => state.isOpening);
  const { formatTitle, formatId, files, numRead, numBad, skipped, notices, decisions, options } = report;
  const decide = (changes: Readonly<Record<string, string>>) =>
    void reread({ ...options, decisions: { ...options.decisions, ...changes } });
  const columns = decisions.filter(({ id }) => id.startsWith("column."));
  const others = decisions.filter(({ id }) => !id.startsWith("column."));
  const lines = [
    ...Object.entries(skipped).map(([reason, count]) =>
      t("Left out: {count} {reason}.", { count: formatCount(count), reason }),
    ),
    ...notices,
  ];
  return (
    <details
      className="problems report"
      open={isOpen || isRefused}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary>
        {sayRead(
          joinWords([
            t("Read as {format}: {n, plural, one {# row} other {# rows}}", { format: formatTitle, n: numRead }),
            ...(numBad > 0 ? [t("{count} not readable", { count: formatCount(numBad) })] : []),
            ...(files.length > 1 ? [t("{n, plural, one {# file} other {# files}}", { n: files.length })] : []),
          ]),
          others.length,
        )}
      </summary>
      {lines.length > 0 ? (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : null}
      {others.map(({ id, question, value, choices, because, isForced }) => (
        <div className="decision" key={id}>
          <Picker
            label={question}
            isLabelShown
            options={choices.map((choice) => ({ id: choice.value, label: choice.label }))}
            value={value}
            isDisabled={isOpening}
            onChoose={(chosen) => decide({ [id]: chosen })}
          />
          <p className="micro">
            {isForced ? `${t("You chose this.")} ` : ""}
            {because}
          </p>
        </div>
      ))}
      {PAIR_FORMATS.has(formatId) ? null : (
        <div className="decision">
          <span className="lab">{t("Pairs of one sentence to read")}</span>
          <Choice
            label={t("Pairs of one sentence to read")}
            options={PAIRS.map(({ id, label }) => ({ id, label: t(label) }))}
            value={options.pairs.kind}
            onChoose={(kind) => void reread({ ...options, pairs: { ...options.pairs, kind } })}
          />
        </div>
      )}
      {columns.length > 0 ? <ColumnsForm columns={columns} isRefused={isRefused} onDecide={decide} /> : null}
    </details>
  );
}
