/** @file Sweeps of all studies, and the training curves of the study that is open. */
import { useMemo, useState } from "react";
import { t } from "../../../messages/translate";
import { findSweeps } from "../../../analysis/sweeps";
import type { Study, StudyRun } from "../../../data/studyResults";
import { nameSweep, SweepFigure } from "../../figures/study/SweepFigure";
import { TrainingFigure } from "../../figures/study/TrainingFigure";
import { Choice } from "../../widgets/Choice";
import { Picker } from "../../widgets/Picker";
import { Waiting } from "../../widgets/Waiting";

/** `runs`: of all studies, because runs of one sweep may stand in several. */
export function SweepPanel({ study, runs, ood }: { study: Study; runs: readonly StudyRun[]; ood: string }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const sweeps = useMemo(() => [...findSweeps(runs, "beta"), ...findSweeps(runs, "alpha")], [runs]);
  const numRun = (sweep: (typeof sweeps)[number]) => sweep.points.filter(({ run }) => run.seeds.length > 0).length;
  const most = [...sweeps].sort((a, b) => numRun(b) - numRun(a))[0];
  const sweep = sweeps.find((one) => nameSweep(one) === chosen) ?? most;
  if (!sweep) {
    return (
      <Waiting className="c12" title={t("What do β and α do?")}>
        {t("No two runs differ in β or α alone yet.")}
      </Waiting>
    );
  }
  return (
    <SweepFigure
      study={study}
      sweep={sweep}
      ood={ood}
      controls={
        <div className="choices">
          <Choice
            label={t("What varies")}
            options={sweeps.map((one) => ({
              id: nameSweep(one),
              label: t("{sweep}: {part} of {n} run", {
                sweep: nameSweep(one),
                part: numRun(one),
                n: one.points.length,
              }),
            }))}
            value={nameSweep(sweep)}
            onChoose={setChosen}
          />
        </div>
      }
    />
  );
}

export function TrainingPanel({ study, runs }: { study: Study; runs: readonly StudyRun[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const known = runs.flatMap((run) => (run.curve ? [{ run, curve: run.curve }] : []));
  const shown = known.find(({ run }) => run.name === chosen) ?? known[0];
  if (!shown) {
    return (
      <Waiting className="c12" title={t("What happens while they are trained?")}>
        {t(
          "No result of this study carries a training curve yet. Runs that are trained from now on record cross-entropy, KL, α and the median variance.",
        )}
      </Waiting>
    );
  }
  return (
    <TrainingFigure
      study={study}
      {...shown}
      controls={
        known.length < 2 ? null : (
          <div className="choices">
            <Picker
              label={t("Run")}
              isLabelShown
              options={known.map(({ run }) => ({ id: run.name, label: run.title }))}
              value={shown.run.name}
              onChoose={setChosen}
            />
          </div>
        )
      }
    />
  );
}
