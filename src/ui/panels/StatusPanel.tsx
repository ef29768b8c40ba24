/** @file The status line: which backend runs, how fast, how large, and that nothing leaves the computer. */
import { Trans } from "@lingui/react";
import { lazy, Suspense, useState } from "react";
import type { ModelInfo } from "../../inference/types";
import { formatCount, formatList } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import { selectActiveIds, type ModelSlot } from "../../state/modelSlice";
import { useBench } from "../../state/useBench";
import { formatBytes, formatError, formatMs } from "../numbers";
import { BACKEND_NAMES } from "../../state/backendNames";
import { spellMarks } from "../hiddenMarks";
import { KeyMap } from "./KeyMap";

const RunDetails = lazy(() => import("./RunDetails").then(({ RunDetails: Panel }) => ({ default: Panel })));

function LoadLine({ modelId, title, slot }: { modelId: string; title: string; slot: ModelSlot }) {
  const cancelLoad = useBench((state) => state.cancelLoad);
  const loadModel = useBench((state) => state.loadModel);
  if (slot.status === "ready") return null;
  const retry = (
    <button className="btn" type="button" onClick={() => void loadModel(modelId)}>
      {t("Try again")}
    </button>
  );
  if (slot.status === "held") {
    return (
      <span className="load" role="status">
        <span>
          {slot.totalBytes === 0 ? (
            <Trans
              id="<0>This connection saves data.</0> {title} is a large download, once; then it stays on this computer."
              values={{ title: <bdi>{title}</bdi> }}
              components={{ 0: <b /> }}
            />
          ) : (
            <Trans
              id="<0>This connection saves data.</0> {title} is a download of {size}, once; then it stays on this computer."
              values={{ title: <bdi>{title}</bdi>, size: formatBytes(slot.totalBytes) }}
              components={{ 0: <b /> }}
            />
          )}
        </span>
        <button className="btn" type="button" onClick={() => void loadModel(modelId)}>
          {t("Download")}
        </button>
      </span>
    );
  }
  if (slot.status === "cancelled") {
    return (
      <span className="load">
        {t("Loading {title} was cancelled.", { title })} {retry}
      </span>
    );
  }
  if (slot.status === "failed") {
    return (
      <span className="load" role="alert">
        <span>
          <b>{t("{title} could not be loaded.", { title })}</b> {slot.error}
        </span>
        {retry}
      </span>
    );
  }
  const { loadedBytes, totalBytes } = slot;
  const isDone = totalBytes > 0 && loadedBytes >= totalBytes;
  const percent = totalBytes === 0 ? 0 : Math.floor((100 * loadedBytes) / totalBytes);
  const progress = {
    loaded: formatBytes(loadedBytes),
    total: totalBytes === 0 ? "?" : formatBytes(totalBytes),
    percent: formatCount(percent),
  };
  const said = isDone
    ? t("read; starting and testing a backend")
    : slot.isFromCache && loadedBytes > 0
      ? t("{loaded} of {total}, {percent} %, from this browser’s cache", progress)
      : t("{loaded} of {total}, {percent} %", progress);
  return (
    <span className="load">
      <b>{t("Loading {title}", { title })}</b>
      <progress
        className="prog"
        aria-label={t("Loading {title}", { title })}
        value={loadedBytes}
        max={totalBytes || 1}
      />
      <span>
        {slot.retry === null
          ? said
          : t("{said} (trying again: {file}, attempt {attempt}: {reason})", { said, ...slot.retry })}
      </span>
      <button className="btn" type="button" onClick={() => cancelLoad(modelId)}>
        {t("Cancel")}
      </button>
    </span>
  );
}

/** Backend, time of a pass, size and self-test of the loaded models. */
function ReadyLine({ infos }: { infos: readonly ModelInfo[] }) {
  const answers = useBench((state) => state.answers);
  const backends = [...new Set(infos.map(({ backend }) => BACKEND_NAMES[backend].name))];
  const passed = infos.map(({ attempts, backend }) =>
    attempts.find((attempt) => attempt.outcome === "passed" && attempt.backend === backend),
  );
  const errors = passed.flatMap((attempt) => attempt?.maxError ?? []);
  const bytes = infos.reduce((sum, { downloadBytes }) => sum + downloadBytes, 0);
  const isCached = infos.every(({ cachedBytes, downloadBytes }) => cachedBytes >= downloadBytes);
  const sized = { n: infos.length, size: formatBytes(bytes) };
  return (
    <>
      <b>{formatList(backends)}</b>
      {infos.map((info, index) => {
        const answer = answers[info.id];
        const sayPass = (time: string) => {
          if (infos.length === 1) return t("{time} a pass", { time });
          return info.hasBottleneck ? t("VIB {time} a pass", { time }) : t("Base {time} a pass", { time });
        };
        if (!answer || answer.isBuilt) {
          const testMs = passed[index]?.elapsedMs;
          return testMs == null ? null : <span key={info.id}>{sayPass(formatMs(testMs))}</span>;
        }
        const { elapsedMs, numDraws } = answer.reading;
        return (
          <span key={info.id}>
            {sayPass(formatMs(elapsedMs / (numDraws + 1)))}
            {numDraws > 0 ? (
              <span className="opt">
                {t(", mean and {n, plural, one {# draw} other {# draws}} in {time}", {
                  n: numDraws,
                  time: formatMs(elapsedMs),
                })}
              </span>
            ) : null}
          </span>
        );
      })}
      <span>
        {isCached
          ? t("{n, plural, one {{size} model} other {{size} models}}, from cache", sized)
          : t("{n, plural, one {{size} model} other {{size} models}}", sized)}
      </span>
      {errors.length > 0 ? (
        <span className="opt">
          {t("self-test passed, largest error {error}", { error: formatError(Math.max(...errors)) })}
        </span>
      ) : null}
    </>
  );
}

export function StatusPanel() {
  const [isOpen, setOpen] = useState(false);
  const offline = useBench((state) => state.offline);
  const slots = useBench((state) => state.slots);
  const index = useBench((state) => state.index);
  const ids = useBench((state) => selectActiveIds(state).join(" ")).split(" ");
  const titleOf = (id: string) => spellMarks(index?.models.find((model) => model.id === id)?.title ?? id);
  const isAnyBuilt = useBench(
    ({ view, answers }) => view === "bench" && Object.values(answers).some(({ isBuilt }) => isBuilt),
  );
  const ready = ids.flatMap((id) => (slots[id]?.status === "ready" ? (slots[id].info ?? []) : []));
  return (
    <footer className="status">
      {isOpen ? (
        <Suspense fallback={null}>
          <RunDetails />
        </Suspense>
      ) : null}
      <div className="line">
        {ready.length > 0 ? <ReadyLine infos={ready} /> : null}
        {ids.map((id) => {
          const slot = slots[id];
          return slot && slot.status !== "ready" ? (
            <LoadLine key={id} modelId={id} title={titleOf(id)} slot={slot} />
          ) : null;
        })}
        {ready.length === 0 && isAnyBuilt ? (
          <span className="opt">{t("The numbers above were computed when this page was built.")}</span>
        ) : null}
        <button className="lnk" type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t("Details")}
        </button>
        <KeyMap />
        <span className="last">
          <svg
            width="12"
            height="14"
            viewBox="0 0 12 14"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            aria-hidden="true"
          >
            <rect x="1" y="6" width="10" height="7" />
            <path d="M3 6V4a3 3 0 0 1 6 0v2" />
          </svg>
          {offline === "newer"
            ? t("Nothing leaves this computer. A new version comes with your next visit.")
            : t("Nothing leaves this computer.")}
        </span>
      </div>
    </footer>
  );
}
