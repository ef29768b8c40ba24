/** @file The open row: its sentence, why it is here, what the model says to it and its versions, and what is decided. */
import { t } from "../../../messages/translate";
import { formatCount, formatFixed } from "../../../messages/formatNumber";
import type { QueuedRow } from "../../../analysis/reviewQueue";
import type { Chances, RowResult } from "../../../analysis/rowScore";
import type { Example } from "../../../data/example";
import type { Action, Decision } from "../../../data/reviewDecisions";
import { spellMarks } from "../../hiddenMarks";
import { joinWords } from "../../../messages/joinWords";
import { formatProbability } from "../../numbers";
import { MarkedSentence } from "../../widgets/MarkedSentence";
import { RelationBox, type RelationOption } from "../../widgets/RelationBox";
import { REASON_NAMES } from "./reasonNames";

export interface OpenRowProps {
  readonly example: Example;
  readonly queued: QueuedRow;
  /** The sentence that the list shows for it. */
  readonly why: string | null;
  readonly result: RowResult | null;
  /** Index = class id. */
  readonly labels: readonly string[];
  /** Class id of a label of the file; -1 for one that the model does not know. */
  readonly goldOf: (relation: string) => number;
  readonly decision: Decision | null;
  readonly relations: readonly RelationOption[];
  /** Whether a new label is being picked. */
  readonly isRelabelling: boolean;
  onDecide(action: Action, label: string | null): void;
  onRelabel(isOn: boolean): void;
  onBench(): void;
}

/** What the row says of itself besides its text. */
function describe({ docId, annotator }: Example, { row, score }: QueuedRow): string {
  const parts = [
    t("Row {row}", { row: formatCount(row + 1) }),
    docId === undefined ? null : t("document {document}", { document: docId }),
    annotator === undefined ? null : t("annotator {annotator}", { annotator }),
    score > 0 ? t("score {score}", { score: formatFixed(score, 2) }) : t("no reason found"),
  ];
  return spellMarks(joinWords(parts.filter((part) => part !== null)));
}

function sayDecision({ action, label }: Decision): string {
  if (action === "relabel") return t("Relabelled as {label}.", { label: spellMarks(label ?? t("no label")) });
  return action === "keep" ? t("Kept as it is.") : t("Flagged.");
}

/** What the model says to the row and its versions. */
function Answers({ result, labels, goldId }: { result: RowResult; labels: readonly string[]; goldId: number }) {
  if (result.kind === "unreadable")
    return <p className="notice">{t("The model could not read this row: {problem}", { problem: result.error })}</p>;
  const { probes, swapLabels } = result;
  if (probes === undefined) return null;
  const versions: [string, Chances | null][] = [
    [t("as written"), probes.full],
    [t("names only"), probes.namesOnly],
    [t("names masked"), probes.masked],
  ];
  const chanceOf = (chances: Chances) => chances.find(([label]) => label === goldId)?.[1];
  const counts = new Map<number, number>();
  for (const label of swapLabels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const swaps = [...counts].sort((a, b) => b[1] - a[1]);
  return (
    <table className="tb answers">
      <caption className="vh">{t("What the model answers")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("Read")}</th>
          <th scope="col">{t("Answer")}</th>
          <th scope="col" className="r">
            P
          </th>
          {goldId < 0 ? null : (
            <th scope="col" className="r">
              {t("P(label)")}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {versions.map(([name, chances]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{chances === null ? t("not read") : labels[chances[0]![0]]}</td>
            <td className="r">{chances === null ? "–" : formatProbability(chances[0]![1])}</td>
            {goldId < 0 ? null : (
              <td className="r">
                {chances === null
                  ? "–"
                  : chanceOf(chances) === undefined
                    ? `<${formatFixed(0.01, 2)}`
                    : formatProbability(chanceOf(chances)!)}
              </td>
            )}
          </tr>
        ))}
        <tr>
          <th scope="row">
            {t("{n, plural, one {# other pair} other {# other pairs}} of names", { n: swapLabels.length })}
          </th>
          <td>
            {swaps.length === 0
              ? t("none fits")
              : joinWords(swaps.map(([label, count]) => t("{label} ({count})", { label: labels[label] ?? "", count })))}
          </td>
          <td className="r">
            {swapLabels.length === 0
              ? "–"
              : t("from {probability}", { probability: formatProbability(Math.min(...probes.swapProbabilities)) })}
          </td>
          {goldId < 0 ? null : <td className="r">–</td>}
        </tr>
      </tbody>
    </table>
  );
}

export function OpenRow(props: OpenRowProps) {
  const { example, queued, result, labels, decision, isRelabelling, onDecide, onRelabel } = props;
  const gold = example.relation ?? null;
  const others = queued.reasons.filter(({ sentence }) => sentence !== props.why);
  const size = example.text.length > 420 ? "long" : "medium";
  const press = (action: Action) => decision?.action === action;
  return (
    <section className="openrow" aria-label={t("Row {row}", { row: queued.row + 1 })}>
      <p className="micro num">{describe(example, queued)}</p>
      <p className={`sentence ${size}`} dir="auto">
        <MarkedSentence example={example} isNamed />
      </p>
      <p className="goldline">
        {gold === null ? t("No label") : t("Label")} {gold === null ? null : <b dir="auto">{spellMarks(gold)}</b>}
        {decision === null ? null : <span className="decided">{sayDecision(decision)}</span>}
      </p>
      <p className="say">
        {props.why === null
          ? t("Nothing speaks against this row: no reason to look at it was found.")
          : spellMarks(props.why)}
      </p>
      <div className="decide" role="group" aria-label={t("Decide")}>
        <button className="btn" type="button" aria-pressed={press("keep")} onClick={() => onDecide("keep", null)}>
          <kbd aria-hidden="true">1</kbd> {t("Keep")}
        </button>
        <button
          className="btn"
          type="button"
          aria-pressed={press("relabel")}
          aria-expanded={isRelabelling}
          onClick={() => onRelabel(!isRelabelling)}
        >
          <kbd aria-hidden="true">2</kbd> {t("Relabel")}
        </button>
        <button className="btn" type="button" aria-pressed={press("flag")} onClick={() => onDecide("flag", null)}>
          <kbd aria-hidden="true">3</kbd> {t("Flag")}
        </button>
        <button className="lnk" type="button" onClick={props.onBench}>
          {t("Open in the Bench")}
        </button>
      </div>
      {isRelabelling ? (
        <RelationBox
          key={queued.row}
          label={t("New label")}
          options={props.relations}
          onChoose={(relation) => onDecide("relabel", relation)}
          onCancel={() => onRelabel(false)}
        />
      ) : null}
      {others.length > 0 ? (
        <>
          <h3>{t("Also")}</h3>
          <ul className="others">
            {others.map(({ kind, sentence }) => (
              <li key={kind}>{spellMarks(sentence)}</li>
            ))}
          </ul>
        </>
      ) : null}
      {result === null ? null : (
        <Answers result={result} labels={labels} goldId={gold === null ? -1 : props.goldOf(gold)} />
      )}
      {queued.missing.length > 0 ? (
        <p className="micro">
          {t("Not looked for: {reasons}.", {
            reasons: queued.missing
              .map(({ kinds, because }) =>
                t("{reasons} ({because})", {
                  reasons: joinWords(kinds.map((kind) => t(REASON_NAMES[kind]))),
                  because,
                }),
              )
              .reduce((left, right) => t("{left}; {right}", { left, right })),
          })}
        </p>
      ) : null}
    </section>
  );
}
