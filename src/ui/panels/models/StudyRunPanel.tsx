/** @file One run of a study: what it differs in, its scores seed by seed, how to make it again, and where to try it. */
import { useState } from "react";
import { t } from "../../../messages/translate";
import { formatCount, formatFixed } from "../../../messages/formatNumber";
import { differenceOf, scoreOf, titleOfSet } from "../../../analysis/studyRows";
import type { StudyRun } from "../../../data/studyResults";
import { useBench } from "../../../state/useBench";
import { joinWords } from "../../../messages/joinWords";
import { formatVariance } from "../../numbers";
import { copyText } from "../../pageLink";
import {
  listDiffers,
  nameMetric,
  sayDifference,
  saySeeds,
  sayScore,
  sayDifferName,
  sayDifferValue,
} from "../../studyWords";
import { DataTable } from "../../widgets/DataTable";
import { sayCollapse } from "./StudyTablePanel";

function Command({ label, command }: { label: string; command: string }) {
  const [said, setSaid] = useState("");
  const copy = () =>
    copyText(command).then(
      () => setSaid(t("Copied.")),
      () => setSaid(t("Not copied: this browser lets no text be copied. Select it instead.")),
    );
  return (
    <div className="command">
      <span className="lab">{label}</span>
      <code tabIndex={0} dir="ltr">
        {command}
      </code>
      <button className="lnk" type="button" onClick={() => void copy()}>
        {t("Copy")}
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
    <section className="c12 rundetail" aria-label={t("Details of {title}", { title: run.title })} id="run-details">
      <h3>{run.title}</h3>
      <p className="micro">
        {isRun
          ? t("{seeds}. {metric}, n = {n}.", {
              seeds: saySeeds(run),
              metric: nameMetric(run.metric),
              n: run.scores.id?.n == null ? t("not stated") : formatCount(run.scores.id.n),
            })
          : t("Not run yet: the study asks for it, and no result is committed.")}
        {run.note === null ? "" : ` ${run.note}`}
      </p>
      <div className="acts">
        {entry === null ? (
          <span className="micro">
            {isRun ? t("Its weights are not shipped with this page.") : t("There is no model to try.")}
          </span>
        ) : (
          <>
            <button className="btn solid" type="button" onClick={onBench}>
              {t("Open in the Bench")}
            </button>
            <button className="btn" type="button" onClick={onPair}>
              {t("Beside another model")}
            </button>
            <button className="btn" type="button" onClick={onCard}>
              {t("Model card")}
            </button>
            {run.shippedSeed === null || run.seeds.length < 2 ? null : (
              <span className="micro">
                {t("The shipped weights are those of seed {seed}, rounded.", { seed: run.shippedSeed })}
              </span>
            )}
          </>
        )}
      </div>
      <div className="halves">
        <dl className="facts">
          {[
            ...listDiffers(run).map(([name, value]) => [sayDifferName(name), sayDifferValue(value)] as const),
            ...(run.variance
              ? ([
                  [t("mean σ², ID"), formatVariance(run.variance.id.mean)],
                  [t("collapse rate, ID"), sayCollapse(run)],
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
            caption={
              t("Percent and points, with 95% intervals.") +
              (run.differences ? ` ${t("Compared with {names}.", { names: joinWords(run.differences.to) })}` : "")
            }
            header={[t("Set"), t("Score"), t("Against base"), t("Each seed")]}
            rows={sets.map((set) => [
              titleOfSet(set),
              sayScore(scoreOf(run, set)),
              sayDifference(differenceOf(run, set)),
              joinWords(run.scores[set]!.perSeed.map((value) => formatFixed(100 * value, 1))),
            ])}
          />
        ) : null}
      </div>
      <Command label={t("Made again by (in training/)")} command={run.command} />
      {run.scoredBy === null ? null : <Command label={t("Scored by")} command={run.scoredBy} />}
      {isRun ? (
        <p className="micro files">
          {t("{files}. Commit {commits}. {hardware}, {precision}.", {
            files: run.files.join(", "),
            commits: run.commits.join(", "),
            hardware: run.hardware ?? "",
            precision: run.precision ?? "",
          })}
        </p>
      ) : null}
    </section>
  );
}
