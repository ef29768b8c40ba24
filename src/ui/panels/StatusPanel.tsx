/** @file The status line: which backend runs, how fast, how large, and that nothing leaves the computer. */
import { lazy, Suspense, useState } from "react";
import type { ModelInfo } from "../../inference/types";
import { selectActiveIds, type ModelSlot } from "../../state/modelSlice";
import { useBench } from "../../state/useBench";
import { countOf, formatBytes, formatError, formatMs } from "../numbers";
import { BACKEND_NAMES } from "../../state/backendNames";

const RunDetails = lazy(() => import("./RunDetails").then(({ RunDetails: Panel }) => ({ default: Panel })));

function LoadLine({ modelId, title, slot }: { modelId: string; title: string; slot: ModelSlot }) {
  const cancelLoad = useBench((state) => state.cancelLoad);
  const loadModel = useBench((state) => state.loadModel);
  if (slot.status === "ready") return null;
  const retry = (
    <button className="btn" type="button" onClick={() => void loadModel(modelId)}>
      Try again
    </button>
  );
  if (slot.status === "held") {
    return (
      <span className="load" role="status">
        <span>
          <b>This connection saves data.</b> {title} is{" "}
          {slot.totalBytes === 0 ? "a large download" : `a download of ${formatBytes(slot.totalBytes)}`}, once; then it
          stays on this computer.
        </span>
        <button className="btn" type="button" onClick={() => void loadModel(modelId)}>
          Download
        </button>
      </span>
    );
  }
  if (slot.status === "cancelled") {
    return (
      <span className="load">
        Loading {title} was cancelled. {retry}
      </span>
    );
  }
  if (slot.status === "failed") {
    return (
      <span className="load" role="alert">
        <span>
          <b>{title} could not be loaded.</b> {slot.error}
        </span>
        {retry}
      </span>
    );
  }
  const { loadedBytes, totalBytes } = slot;
  const isDone = totalBytes > 0 && loadedBytes >= totalBytes;
  const percent = totalBytes === 0 ? 0 : Math.floor((100 * loadedBytes) / totalBytes);
  return (
    <span className="load">
      <b>Loading {title}</b>
      <progress className="prog" aria-label={`Loading ${title}`} value={loadedBytes} max={totalBytes || 1} />
      <span>
        {isDone
          ? "read; starting and testing a backend"
          : `${formatBytes(loadedBytes)} of ${totalBytes === 0 ? "?" : formatBytes(totalBytes)}, ${percent} %${slot.isFromCache && loadedBytes > 0 ? ", from this browser’s cache" : ""}`}
        {slot.retry === null ? "" : ` (trying again: ${slot.retry})`}
      </span>
      <button className="btn" type="button" onClick={() => cancelLoad(modelId)}>
        Cancel
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
  return (
    <>
      <b>{backends.join(" and ")}</b>
      {infos.map((info, index) => {
        const answer = answers[info.id];
        const name = infos.length === 1 ? "" : `${info.hasBottleneck ? "VIB" : "Base"} `;
        if (!answer || answer.isBuilt) {
          const testMs = passed[index]?.elapsedMs;
          return testMs == null ? null : (
            <span key={info.id}>
              {name}
              {formatMs(testMs)} a pass
            </span>
          );
        }
        const { elapsedMs, numDraws } = answer.reading;
        return (
          <span key={info.id}>
            {name}
            {formatMs(elapsedMs / (numDraws + 1))} a pass
            {numDraws > 0 ? (
              <span className="opt">
                , mean and {countOf(numDraws, "draw")} in {formatMs(elapsedMs)}
              </span>
            ) : null}
          </span>
        );
      })}
      <span>
        {formatBytes(bytes)} {infos.length === 1 ? "model" : "models"}
        {isCached ? ", from cache" : ""}
      </span>
      {errors.length > 0 ? (
        <span className="opt">self-test passed, largest error {formatError(Math.max(...errors))}</span>
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
  const titleOf = (id: string) => index?.models.find((model) => model.id === id)?.title ?? id;
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
          <span className="opt">The numbers above were computed when this page was built.</span>
        ) : null}
        <button className="lnk" type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Details
        </button>
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
          Nothing leaves this computer.
          {offline === "newer" ? " A new version comes with your next visit." : ""}
        </span>
      </div>
    </footer>
  );
}
