/** @file Reading A, pinned, beside reading B, the one on the stage. */
import { t } from "../../messages/translate";
import { formatFixed } from "../../messages/formatNumber";
import { Fragment } from "react";
import { comparePins, selectCurrent, type Comparison, type Pin } from "../../state/pinSlice";
import { topLabel } from "../../state/predictionRows";
import { useBench } from "../../state/useBench";
import type { Draft } from "../../state/draft";
import type { Answer } from "../../state/answer";
import type { Role } from "../../data/example";
import { rampStep } from "../charts/ramp";
import { nameOf } from "../findings";
import { formatLabel, formatProbability, formatVariance } from "../numbers";
import { COMPARISON_DEFINITIONS } from "../swapDefinitions";
import { findComparison } from "../swapFindings";
import { ComparisonSheet } from "../charts/ComparisonSheet";
import { describeAnswers, type Provenance } from "../provenance";
import { Figure } from "../widgets/Figure";
import { ModelMark } from "../widgets/ModelMark";
import { VisibleText } from "../widgets/VisibleText";
import { Waiting } from "../widgets/Waiting";

interface Row {
  readonly head: string;
  readonly a: string;
  readonly b: string;
  readonly change: string;
  /** Values of a variance row, for the swatch. */
  readonly variance?: readonly [number, number];
  readonly hasBottleneck?: boolean;
}

function PinnedText({ draft }: { draft: Draft }) {
  const { text } = draft;
  const marks = (["subject", "object"] as const)
    .flatMap((role) => (draft[role] ? [{ role, ...draft[role] }] : []))
    .sort((a, b) => a.start - b.start);
  let at = 0;
  return (
    <span dir="auto">
      {marks.map(({ role, start, end }) => {
        const before = text.slice(at, start);
        at = end;
        return (
          <Fragment key={role}>
            <VisibleText text={before} />
            <span className={role === "subject" ? "in-s" : "in-o"}>
              <VisibleText text={text.slice(start, end)} />
            </span>
          </Fragment>
        );
      })}
      <VisibleText text={text.slice(at)} />
    </span>
  );
}

const say = (answer: Answer) => {
  const { label, probability } = topLabel(answer);
  return `${formatLabel(label)} ${formatProbability(probability)}`;
};

function listRows(pairs: readonly Comparison[]): Row[] {
  const rows: Row[] = [];
  for (const { a, b, isFlip, divergence } of pairs) {
    const isSame = a.model.id === b.model.id;
    const head = isSame ? nameOf(b) : `${nameOf(a)} / ${nameOf(b)}`;
    const mark = isSame ? { hasBottleneck: b.model.hasBottleneck } : {};
    rows.push({
      head: t("{head} says", { head }),
      a: say(a),
      b: say(b),
      change: isFlip ? t("flips") : t("holds"),
      ...mark,
    });
    const distance =
      divergence === null ? t("other relations") : t("{divergence} bit", { divergence: formatFixed(divergence, 3) });
    rows.push({ head: t("Distance, {head}", { head }), a: "", b: "", change: distance });
    const betas = [a.reading.beta, b.reading.beta];
    if (betas[0] !== betas[1]) {
      const [first = "–", second = "–"] = betas.map((beta) =>
        beta === null || beta === undefined ? undefined : formatFixed(beta, 2),
      );
      rows.push({ head: t("Blend β"), a: first, b: second, change: "" });
    }
    for (const role of ["subject", "object"] as const satisfies Role[]) {
      const [before, now] = [a.reading.variance[role], b.reading.variance[role]];
      if (before === null || now === null) continue;
      const change = now - before;
      rows.push({
        head: role === "subject" ? t("Subject σ²") : t("Object σ²"),
        a: formatVariance(before),
        b: formatVariance(now),
        change:
          Math.abs(change) < 5e-4 ? t("no change") : `${change < 0 ? "−" : "+"}${formatVariance(Math.abs(change))}`,
        variance: [before, now],
      });
    }
  }
  return rows;
}

function Cell({ text, variance }: { text: string; variance: number | undefined }) {
  return (
    <td>
      {variance === undefined ? null : (
        <span className="sw" style={{ background: `var(--v${rampStep(variance)})` }} aria-hidden="true" />
      )}
      {text}
    </td>
  );
}

function Buttons({ pin, canPin }: { pin: Pin | null; canPin: boolean }) {
  const pinReading = useBench((state) => state.pinReading);
  const unpin = useBench((state) => state.unpin);
  const exchangePin = useBench((state) => state.exchangePin);
  return (
    <div className="pinbar">
      <button className="btn solid" type="button" data-does="pin" disabled={!canPin} onClick={pinReading}>
        {pin ? t("Pin B as the new A") : t("Pin this reading as A")}
      </button>
      {pin ? (
        <>
          <button className="btn" type="button" disabled={!canPin} onClick={exchangePin}>
            {t("Swap A and B")}
          </button>
          <button className="btn" type="button" onClick={unpin}>
            {t("Unpin")}
          </button>
        </>
      ) : null}
    </div>
  );
}

/** Both readings: models of either, knobs of each. */
function describePair(a: Pin, b: Pin | null): Provenance {
  const [first, second] = [describeAnswers(a.answers), describeAnswers(b?.answers ?? [])];
  const known = new Set(first.models.map(({ hash }) => hash));
  const mark = (settings: Provenance["settings"], name: string) =>
    Object.fromEntries(Object.entries(settings).map(([key, value]) => [`${key}_${name}`, value]));
  return {
    n: b ? 2 : 1,
    models: [...first.models, ...second.models.filter(({ hash }) => !known.has(hash))],
    settings: { ...mark(first.settings, "a"), ...(b ? mark(second.settings, "b") : {}) },
    data: null,
  };
}

export function ComparePanel() {
  const pin = useBench((state) => state.pin);
  // The parts, since a new object each time would never compare equal.
  const state = useBench((whole) => whole);
  const current = selectCurrent(state);
  if (!pin) {
    return (
      <Waiting className="c5" title={t("How does another sentence, model or β compare?")}>
        {t(
          "Pin the reading on the stage as A. Then change a name, the sentence, the model or β: that is B, and dotted marks show where A was.",
        )}
        <Buttons pin={null} canPin={current !== null} />
      </Waiting>
    );
  }
  const pairs = current ? comparePins(pin, current) : [];
  const rows = listRows(pairs);
  const title = current ? findComparison(pairs) : t("B has not been read yet");
  const leadText = t("Reading A, pinned, against reading B, the one on the stage. Mean mode.");
  const gold =
    pin.draft.relation === null
      ? ""
      : t(" Gold label of A: {relation}.", { relation: formatLabel(pin.draft.relation) });
  return (
    <Figure
      className="c5"
      title={title}
      lead={`${leadText}${gold}`}
      leadText={`${leadText}${gold} A: ${pin.draft.text} B: ${state.history.present.text}`}
      foot={t("n = 2 readings. Distance: Jensen-Shannon divergence, 0 identical, 1 bit disjoint.")}
      provenance={describePair(pin, current)}
      fileName="a-and-b"
      isStale={false}
      definitions={COMPARISON_DEFINITIONS}
      data={() => ({
        header: ["quantity", "a", "b", "a_to_b"],
        rows: [
          ["sentence", pin.draft.text, state.history.present.text, null],
          ...rows.map(({ head, a, b, change }) => [head, a, b, change]),
        ],
      })}
      table={{
        caption: title,
        header: [t("Quantity"), t("A, pinned"), t("B, now"), t("A to B")],
        rows: rows.map(({ head, a, b, change }) => [head, a, b, change]),
      }}
    >
      <div hidden>
        <ComparisonSheet rows={rows} label={title} />
      </div>
      <div className="ab">
        <b>A</b>
        <PinnedText draft={pin.draft} />
        <b>B</b>
        <PinnedText draft={state.history.present} />
      </div>
      {rows.length > 0 ? (
        <div className="scroller">
          <table className="cmp">
            <caption className="vh">{title}</caption>
            <thead>
              <tr>
                <td />
                <th scope="col">{t("A, pinned")}</th>
                <th scope="col">{t("B, now")}</th>
                <th scope="col">{t("A to B")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ head, a, b, change, variance, hasBottleneck }, index) => (
                <tr key={index}>
                  <th scope="row">
                    {hasBottleneck === undefined ? null : <ModelMark hasBottleneck={hasBottleneck} />}
                    {head}
                  </th>
                  <Cell text={a} variance={variance?.[0]} />
                  <Cell text={b} variance={variance?.[1]} />
                  <td className={change === "flips" ? "flip" : ""}>{change}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      <Buttons pin={pin} canPin={current !== null} />
    </Figure>
  );
}
