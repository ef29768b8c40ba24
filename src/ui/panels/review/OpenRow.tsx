/** @file The open row: its sentence, why it is here, what the model says to it and its versions, and what is decided. */
import type { QueuedRow } from "../../../analysis/reviewQueue";
import type { Chances, RowResult } from "../../../analysis/rowScore";
import type { Example } from "../../../data/example";
import type { Action, Decision } from "../../../data/reviewDecisions";
import { spellMarks } from "../../hiddenMarks";
import { countOf, formatProbability } from "../../numbers";
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
    `Row ${(row + 1).toLocaleString("en")}`,
    docId === undefined ? null : `document ${docId}`,
    annotator === undefined ? null : `annotator ${annotator}`,
    score > 0 ? `score ${score.toFixed(2)}` : "no reason found",
  ];
  return spellMarks(parts.filter((part) => part !== null).join(", "));
}

function sayDecision({ action, label }: Decision): string {
  if (action === "relabel") return `Relabelled as ${spellMarks(label ?? "no label")}.`;
  return action === "keep" ? "Kept as it is." : "Flagged.";
}

/** What the model says to the row and its versions. */
function Answers({ result, labels, goldId }: { result: RowResult; labels: readonly string[]; goldId: number }) {
  if (result.kind === "unreadable") return <p className="notice">The model could not read this row: {result.error}</p>;
  const { probes, swapLabels } = result;
  if (probes === undefined) return null;
  const versions: [string, Chances | null][] = [
    ["as written", probes.full],
    ["names only", probes.namesOnly],
    ["names masked", probes.masked],
  ];
  const chanceOf = (chances: Chances) => chances.find(([label]) => label === goldId)?.[1];
  const counts = new Map<number, number>();
  for (const label of swapLabels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const swaps = [...counts].sort((a, b) => b[1] - a[1]);
  return (
    <table className="tb answers">
      <caption className="vh">What the model answers</caption>
      <thead>
        <tr>
          <th scope="col">Read</th>
          <th scope="col">Answer</th>
          <th scope="col" className="r">
            P
          </th>
          {goldId < 0 ? null : (
            <th scope="col" className="r">
              P(label)
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {versions.map(([name, chances]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{chances === null ? "not read" : labels[chances[0]![0]]}</td>
            <td className="r">{chances === null ? "–" : formatProbability(chances[0]![1])}</td>
            {goldId < 0 ? null : (
              <td className="r">
                {chances === null
                  ? "–"
                  : chanceOf(chances) === undefined
                    ? "<0.01"
                    : formatProbability(chanceOf(chances)!)}
              </td>
            )}
          </tr>
        ))}
        <tr>
          <th scope="row">{countOf(swapLabels.length, "other pair", "other pairs")} of names</th>
          <td>
            {swaps.length === 0 ? "none fits" : swaps.map(([label, count]) => `${labels[label]} (${count})`).join(", ")}
          </td>
          <td className="r">
            {swapLabels.length === 0 ? "–" : `from ${formatProbability(Math.min(...probes.swapProbabilities))}`}
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
    <section className="openrow" aria-label={`Row ${queued.row + 1}`}>
      <p className="micro num">{describe(example, queued)}</p>
      <p className={`sentence ${size}`} dir="auto">
        <MarkedSentence example={example} isNamed />
      </p>
      <p className="goldline">
        {gold === null ? "No label" : "Label"} {gold === null ? null : <b>{spellMarks(gold)}</b>}
        {decision === null ? null : <span className="decided">{sayDecision(decision)}</span>}
      </p>
      <p className="say">
        {props.why === null
          ? "Nothing speaks against this row: no reason to look at it was found."
          : spellMarks(props.why)}
      </p>
      <div className="decide" role="group" aria-label="Decide">
        <button className="btn" type="button" aria-pressed={press("keep")} onClick={() => onDecide("keep", null)}>
          <kbd aria-hidden="true">1</kbd> Keep
        </button>
        <button
          className="btn"
          type="button"
          aria-pressed={press("relabel")}
          aria-expanded={isRelabelling}
          onClick={() => onRelabel(!isRelabelling)}
        >
          <kbd aria-hidden="true">2</kbd> Relabel
        </button>
        <button className="btn" type="button" aria-pressed={press("flag")} onClick={() => onDecide("flag", null)}>
          <kbd aria-hidden="true">3</kbd> Flag
        </button>
        <button className="lnk" type="button" onClick={props.onBench}>
          Open in the Bench
        </button>
      </div>
      {isRelabelling ? (
        <RelationBox
          key={queued.row}
          label="New label"
          options={props.relations}
          onChoose={(relation) => onDecide("relabel", relation)}
          onCancel={() => onRelabel(false)}
        />
      ) : null}
      {others.length > 0 ? (
        <>
          <h3>Also</h3>
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
          Not looked for:{" "}
          {queued.missing
            .map(({ kinds, because }) => `${kinds.map((kind) => REASON_NAMES[kind]).join(", ")} (${because})`)
            .join("; ")}
          .
        </p>
      ) : null}
    </section>
  );
}
