/** @file One run of a study: what it differs in, its scores seed by seed, how to make it again, and where to try it. */
import { useState } from "react";
import { differenceOf, scoreOf, titleOfSet } from "../../../analysis/studyRows";
import type { StudyRun } from "../../../data/studyResults";
import { useBench } from "../../../state/useBench";
import { formatVariance } from "../../numbers";
import { copyText } from "../../pageLink";
import { listDiffers, nameMetric, sayDifference, saySeeds, sayScore } from "../../studyWords";
import { DataTable } from "../../widgets/DataTable";
import { sayCollapse } from "./StudyTablePanel";

function Command({ label, command }: { label: string; command: string }) {
  const [said, setSaid] = useState("");
  const copy = () =>
    copyText(command).then(
      () => setSaid("Copied."),
      () => setSaid("Not copied: this browser lets no text be copied. Select it instead."),
    );
  return (
    <div className="command">
      <span className="lab">{label}</span>
      <code tabIndex={0}>{command}</code>
      <button className="lnk" type="button" onClick={() => void copy()}>
        Copy
      </button>
      <span role="status" className="micro">
        {said}
      </span>
    </div>
  );
}

export interface StudyRunPanelProps {
  readonly run: StudyRun;
  onBench(): void;
  onCard(): void;
  onPair(): void;
}

export function StudyRunPanel({ run, onBench, onCard, onPair }: StudyRunPanelProps) {
  const entry = useBench(({ index }) => index?.models.find(({ id }) => id === run.modelId) ?? null);
  const sets = Object.keys(run.scores);
  const isRun = run.seeds.length > 0;
  return (
    <section className="c12 rundetail" aria-label={`Details of ${run.title}`} id="run-details">
      <h3>{run.title}</h3>
      <p className="micro">
        {isRun
          ? `${saySeeds(run)}. ${nameMetric(run.metric)}, n = ${run.scores.id?.n?.toLocaleString("en") ?? "not stated"}.`
          : "Not run yet: the study asks for it, and no result is committed."}
        {run.note === null ? "" : ` ${run.note}`}
      </p>
      <div className="acts">
        {entry === null ? (
          <span className="micro">
            {isRun ? "Its weights are not shipped with this page." : "There is no model to try."}
          </span>
        ) : (
          <>
            <button className="btn solid" type="button" onClick={onBench}>
              Open in the Bench
            </button>
            <button className="btn" type="button" onClick={onPair}>
              Beside another model
            </button>
            <button className="btn" type="button" onClick={onCard}>
              Model card
            </button>
            {run.shippedSeed === null || run.seeds.length < 2 ? null : (
              <span className="micro">The shipped weights are those of seed {run.shippedSeed}, rounded.</span>
            )}
          </>
        )}
      </div>
      <div className="halves">
        <dl className="facts">
          {[
            ...listDiffers(run),
            ...(run.variance
              ? ([
                  ["mean σ², ID", formatVariance(run.variance.id.mean)],
                  ["collapse rate, ID", sayCollapse(run)],
                ] as const)
              : []),
          ].map(([name, value]) => (
            <div key={name} className="fact">
              <dt>{name}</dt>
              <dd className="num">{value}</dd>
            </div>
          ))}
        </dl>
        {isRun ? (
          <DataTable
            caption={`Percent and points, with 95% intervals.${run.differences ? ` Compared with ${run.differences.to.join(", ")}.` : ""}`}
            header={["Set", "Score", "Against base", "Each seed"]}
            rows={sets.map((set) => [
              titleOfSet(set),
              sayScore(scoreOf(run, set)),
              sayDifference(differenceOf(run, set)),
              run.scores[set]!.perSeed.map((value) => (100 * value).toFixed(1)).join(", "),
            ])}
          />
        ) : null}
      </div>
      <Command label="Made again by (in training/)" command={run.command} />
      {run.scoredBy === null ? null : <Command label="Scored by" command={run.scoredBy} />}
      {isRun ? (
        <p className="micro files">
          {run.files.join(", ")}. Commit {run.commits.join(", ")}. {run.hardware}, {run.precision}.
        </p>
      ) : null}
    </section>
  );
}
