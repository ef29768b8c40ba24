/** @file The Models view: every run of every study, and any two models on one sentence. Loaded when it is first opened. */
import { useEffect, useMemo, useState } from "react";
import { t } from "../../../messages/translate";
import { listSets, titleOfSet } from "../../../analysis/studyRows";
import type { StudyResults } from "../../../data/studyResults";
import { useBench, useBenchStore } from "../../../state/useBench";
import { StudyHistogramsFigure } from "../../figures/study/StudyHistogramsFigure";
import { StudyScoresFigure } from "../../figures/study/StudyScoresFigure";
import { useIsNarrow } from "../../useIsNarrow";
import { useViewKeys } from "../../useViewKeys";
import { Choice } from "../../widgets/Choice";
import { KeyHelp } from "../../widgets/KeyHelp";
import { Picker } from "../../widgets/Picker";
import { Waiting } from "../../widgets/Waiting";
import { UndoButtons } from "../UndoButtons";
import { SweepPanel, TrainingPanel } from "./CurvesPanel";
import { DiagnosticsPanel } from "./DiagnosticsPanel";
import { JointPanel } from "./JointPanel";
import { PairPanel } from "./PairPanel";
import { MODELS_KEYS, MODELS_KEY_SET, type ModelsKey } from "./modelsKeys";
import { StudyRunPanel } from "./StudyRunPanel";
import { sayRun, StudyTablePanel } from "./StudyTablePanel";
import { useStudies } from "./useStudies";
import "../../styles/corpus.css";
import "../../styles/models.css";

function Studies({ results, onHelp }: { results: StudyResults; onHelp: () => void }) {
  const store = useBenchStore();
  const view = useBench((state) => state.modelsView);
  const lookAt = useBench((state) => state.lookAt);
  const isNarrow = useIsNarrow();
  const [said, setSaid] = useState("");
  const { studies } = results;
  const study = studies.find(({ id }) => id === view.study) ?? studies[0]!;
  const runs = useMemo(() => results.runs.filter((run) => run.study === study.id), [results, study]);
  const run = runs.find(({ name }) => name === view.run) ?? null;
  const sets = listSets(runs).filter((set) => set !== "id");
  const ood = sets.includes(view.ood) ? view.ood : (sets[0] ?? "typeSwap");

  const toStudy = (id: string) =>
    lookAt(() => t("study {title}", { title: studies.find((one) => one.id === id)?.title ?? id }), {
      study: id,
      run: null,
      sort: null,
    });
  const open = (where: "bench" | "card") => () => {
    if (run?.modelId) store.getState().openModel(run.modelId, where);
  };
  const [toBench, toCard] = [open("bench"), open("card")];
  const toPair = () => {
    if (!run?.modelId) return;
    store.getState().choosePair(null, run.modelId);
    const section = document.getElementById("pair");
    section?.scrollIntoView({ block: "start" });
    section?.focus({ preventScroll: true });
  };
  const move = (step: number) => {
    const at = run === null ? (step > 0 ? -1 : runs.length) : runs.indexOf(run);
    const next = runs[Math.max(0, Math.min(runs.length - 1, at + step))];
    if (next === undefined || next === run) return;
    lookAt(() => t("open {title}", { title: next.title }), { run: next.name });
    setSaid(sayRun(next));
  };
  const actions: Record<ModelsKey, () => void> = {
    j: () => move(1),
    k: () => move(-1),
    b: toBench,
    x: toPair,
    c: toCard,
    d: () =>
      view.shows === "scores"
        ? lookAt(() => t("show differences"), { shows: "differences" })
        : lookAt(() => t("show scores"), { shows: "scores" }),
    s: () => toStudy(studies[(studies.indexOf(study) + 1) % studies.length]!.id),
    "?": onHelp,
  };
  useViewKeys(MODELS_KEY_SET, (key) => actions[key]());

  return (
    <>
      <div className="pickrow">
        <Picker
          label={t("Study")}
          isLabelShown
          options={studies.map(({ id, title }) => {
            const own = results.runs.filter((one) => one.study === id);
            const done = own.filter(({ seeds }) => seeds.length > 0).length;
            return {
              id,
              label: title,
              detail: t("{part} of {n, plural, one {# run} other {# runs}}", { part: done, n: own.length }),
            };
          })}
          value={study.id}
          isDetailShown={!isNarrow}
          onChoose={toStudy}
        />
      </div>
      <div className="cols">
        <StudyTablePanel study={study} runs={runs} />
        {run === null ? null : <StudyRunPanel run={run} onBench={toBench} onCard={toCard} onPair={toPair} />}
        <StudyScoresFigure
          study={study}
          runs={runs}
          ood={ood}
          controls={
            <div className="choices">
              <Choice
                label={t("Set beside ID")}
                options={sets.map((id) => ({ id, label: titleOfSet(id) }))}
                value={ood}
                onChoose={(next) => lookAt(() => t("ID beside {set}", { set: titleOfSet(next) }), { ood: next })}
              />
            </div>
          }
        />
        <StudyHistogramsFigure study={study} runs={runs} />
        <SweepPanel study={study} runs={results.runs} ood={ood} />
        <TrainingPanel study={study} runs={runs} />
        {results.diagnostics.map((diagnostics) => (
          <DiagnosticsPanel key={diagnostics.run} diagnostics={diagnostics} />
        ))}
        {results.joint ? <JointPanel joint={results.joint} /> : null}
      </div>
      <p className="vh" role="status" aria-live="polite" data-testid="models-said">
        {said}
      </p>
    </>
  );
}

export default function ModelsPanel() {
  const studies = useStudies();
  const isNarrow = useIsNarrow();
  const [isHelp, setIsHelp] = useState(false);
  useEffect(() => () => setIsHelp(false), []);
  return (
    <div className="corpus models">
      <div className="question">
        <h1>{t("Which way of reading names is less biased?")}</h1>
        <button className="lnk" type="button" onClick={() => setIsHelp(true)}>
          {t("Keys")}
        </button>
      </div>
      {isNarrow ? <UndoButtons /> : null}
      <div className="cols">
        <PairPanel isOnStage={false} />
      </div>
      {studies.status === "failed" ? (
        <div className="alert" role="alert">
          <p>{t("The results of the studies could not be read. {problem}", { problem: studies.message })}</p>
          <div className="acts">
            <button className="btn" type="button" onClick={studies.retry}>
              {t("Try again")}
            </button>
          </div>
        </div>
      ) : null}
      {studies.status === "loading" ? (
        <Waiting title={t("The studies")}>{t("The results are on their way.")}</Waiting>
      ) : null}
      {studies.status === "ready" ? <Studies results={studies.results} onHelp={() => setIsHelp(true)} /> : null}
      {isHelp ? (
        <KeyHelp
          title={t("Keys of the Models view")}
          keys={MODELS_KEYS.map(({ keys, does }) => ({ keys, does: t(does) }))}
          onClose={() => setIsHelp(false)}
        />
      ) : null}
    </div>
  );
}
