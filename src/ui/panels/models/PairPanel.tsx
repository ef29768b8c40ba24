/** @file Any two models on the sentence of the Bench, side by side: in the Models view, and in the Bench when asked for. */
import { useEffect, useRef } from "react";
import { t } from "../../../messages/translate";
import { toExample } from "../../../state/draft";
import type { ModelEntry } from "../../../state/modelIndex";
import { isAnyStale } from "../../../state/readingSlice";
import { useBench } from "../../../state/useBench";
import { formatBytes } from "../../numbers";
import { MarkedSentence } from "../../widgets/MarkedSentence";
import { ModelMark } from "../../widgets/ModelMark";
import { Picker } from "../../widgets/Picker";
import { useProblems } from "../useShown";
import { PairFigure } from "./PairFigure";
import "../../styles/pair.css";

const NO_MODELS: readonly ModelEntry[] = [];

/** How far one of the two has come, where it has not answered yet. */
function Progress({ id, name }: { id: string; name: string }) {
  const entry = useBench(({ index }) => index?.models.find((model) => model.id === id) ?? null);
  const slot = useBench(({ slots }) => slots[id]);
  const loadModel = useBench((state) => state.loadModel);
  const cancelLoad = useBench((state) => state.cancelLoad);
  const isIndexRead = useBench(({ index }) => index !== null);
  const title = `${name}: ${entry?.title ?? id}`;
  if (entry === null) {
    return (
      <p className="micro">
        {isIndexRead
          ? t("{title} is not on this page. Choose another model.", { title })
          : t("{title}: reading the list of models.", { title })}
      </p>
    );
  }
  if (slot === undefined || slot.status === "ready") {
    return <p className="micro">{t("{title} reads the sentence.", { title })}</p>;
  }
  if (slot.status === "loading") {
    const share =
      slot.totalBytes > 0
        ? t("{part} of {whole}", {
            part: t("{n}%", { n: Math.floor((100 * slot.loadedBytes) / slot.totalBytes) }),
            whole: formatBytes(slot.totalBytes),
          })
        : formatBytes(entry.bytes);
    return (
      <p className="micro">
        {t("{title} is loading: {share}.", { title, share })}{" "}
        <button className="lnk" type="button" onClick={() => cancelLoad(id)}>
          {t("Cancel")}
        </button>
      </p>
    );
  }
  return (
    <div className="alert" role="alert">
      <p>
        {slot.status === "cancelled"
          ? t("{title} was not loaded: it was cancelled.", { title })
          : t("{title} could not be loaded. {problem}", { title, problem: slot.error ?? "" })}
      </p>
      <div className="acts">
        <button className="btn" type="button" onClick={() => void loadModel(id)}>
          {t("Try again")}
        </button>
      </div>
    </div>
  );
}

function Reading({ a, b, isOnStage }: { a: string; b: string; isOnStage: boolean }) {
  const answers = useBench((state) => state.answers);
  const history = useBench((state) => state.history);
  const isOld = useBench((state) => isAnyStale(state, [a, b]));
  const failures = useBench((state) => state.failures);
  const problems = useProblems();
  const example = toExample(history.present);
  const [first, second] = [answers[a], answers[b]];
  const failed = [a, b].flatMap((id) =>
    failures[id] && answers[id]?.key !== failures[id].key ? [failures[id].message] : [],
  );
  return (
    <>
      {example && !isOnStage ? (
        <p className="say pairsay" dir="auto">
          <MarkedSentence example={example} />
        </p>
      ) : null}
      {[...new Set([...problems, ...failed])].map((problem) => (
        <p key={problem} className="alert" role="alert">
          {problem}
        </p>
      ))}
      {first && second ? (
        <PairFigure a={first} b={second} text={history.present.text} isStale={isOld} />
      ) : (
        <div role="status">
          {first ? null : <Progress id={a} name="A" />}
          {second ? null : <Progress id={b} name="B" />}
        </div>
      )}
    </>
  );
}

/** `isOnStage`: whether the sentence stands above already, as in the Bench. */
export function PairPanel({ isOnStage = true }: { isOnStage?: boolean }) {
  const pair = useBench((state) => state.pair);
  const modelId = useBench((state) => state.modelId);
  const all = useBench(({ index }) => index?.models ?? NO_MODELS);
  const choosePair = useBench((state) => state.choosePair);
  const closePair = useBench((state) => state.closePair);
  const setView = useBench((state) => state.setView);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    if (!(opener instanceof HTMLElement) || opener.dataset.opens !== "pair") return;
    section.current?.scrollIntoView({ block: "start" });
    section.current?.focus({ preventScroll: true });
  }, []);
  const isTest = all.find(({ id }) => id === modelId)?.role === "test";
  const models = all.filter(({ role, id }) => (role === "test") === isTest || pair?.includes(id));
  const options = models.map(({ id, title, bytes, bottleneck }) => ({
    id,
    label: title,
    detail: formatBytes(bytes),
    mark: <ModelMark hasBottleneck={bottleneck} />,
  }));
  const others = (not: string | undefined) => options.filter(({ id }) => id !== not);
  return (
    <section ref={section} className="c12 pair" id="pair" tabIndex={-1} aria-label={t("Two models, same sentence")}>
      <div className="pairhead">
        <h2>{t("Two models, same sentence")}</h2>
        <p className="micro">
          {t(
            "Both read the sentence of the Bench with its knobs: the same K draws from the same seed where there is a bottleneck.",
          )}
        </p>
      </div>
      <div className="pickrow">
        <Picker
          label={t("Model A")}
          isLabelShown
          options={others(pair?.[1])}
          value={pair?.[0] ?? null}
          isDisabled={models.length < 2}
          onChoose={(id) => choosePair(id, pair?.[1] ?? null)}
        />
        <Picker
          label={t("Model B")}
          isLabelShown
          options={others(pair?.[0])}
          value={pair?.[1] ?? null}
          isDisabled={models.length < 2}
          onChoose={(id) => choosePair(pair?.[0] ?? null, id)}
        />
        {pair === null ? (
          <button
            className="btn solid"
            type="button"
            disabled={models.length < 2}
            onClick={() => choosePair(null, null)}
          >
            {t("Compare")}
          </button>
        ) : (
          <>
            <button className="btn" type="button" onClick={() => choosePair(pair[1], pair[0])}>
              {t("Swap A and B")}
            </button>
            <button className="btn" type="button" onClick={closePair}>
              {t("Close")}
            </button>
          </>
        )}
        {isOnStage ? null : (
          <button className="lnk" type="button" onClick={() => setView("bench")}>
            {t("Change the sentence in the Bench")}
          </button>
        )}
      </div>
      {pair === null ? null : <Reading a={pair[0]} b={pair[1]} isOnStage={isOnStage} />}
    </section>
  );
}
