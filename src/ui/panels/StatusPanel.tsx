/** @file The status line: which backend runs, how fast, how large, and that nothing leaves the computer. */
import { useState } from "react";
import type { ModelInfo } from "../../inference/types";
import { selectActiveIds, type ModelSlot } from "../../state/modelSlice";
import { useBench } from "../../state/useBench";
import { formatBytes, formatError, formatMs } from "../numbers";
import { BACKEND_NAMES } from "./backendNames";
import { RunDetails } from "./RunDetails";

function LoadLine({ modelId, title, slot }: { modelId: string; title: string; slot: ModelSlot }) {
  const cancelLoad = useBench((state) => state.cancelLoad);
  const loadModel = useBench((state) => state.loadModel);
  if (slot.status === "ready") return null;
  const retry = (
    <button className="btn" type="button" onClick={() => void loadModel(modelId)}>
      Try again
    </button>
  );
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

/** Backend, time of a pass, size and self-test of one loaded model. */
function ReadyLine({ info, isOnly }: { info: ModelInfo; isOnly: boolean }) {
  const reading = useBench((state) => {
    const answer = state.answers[info.id];
    return answer && !answer.isBuilt ? answer.reading : null;
  });
  const passed = info.attempts.find(({ outcome, backend }) => outcome === "passed" && backend === info.backend);
  const numPasses = (reading?.numDraws ?? 0) + 1;
  const cached = info.cachedBytes >= info.downloadBytes && info.downloadBytes > 0;
  return (
    <>
      <span>
        {isOnly ? null : `${info.title}: `}
        <b>{BACKEND_NAMES[info.backend].name}</b>
      </span>
      {reading ? (
        <span>
          {formatMs(reading.elapsedMs / numPasses)} a pass
          {numPasses > 1 ? (
            <span className="opt">
              , mean and {reading.numDraws} draws in {formatMs(reading.elapsedMs)}
            </span>
          ) : null}
        </span>
      ) : passed?.elapsedMs != null ? (
        <span>{formatMs(passed.elapsedMs)} a pass</span>
      ) : null}
      <span>
        {formatBytes(info.downloadBytes)} model{cached ? ", from cache" : ""}
      </span>
      {passed?.maxError != null ? (
        <span className="opt">self-test passed, largest error {formatError(passed.maxError)}</span>
      ) : null}
    </>
  );
}

export function StatusPanel() {
  const [isOpen, setOpen] = useState(false);
  const slots = useBench((state) => state.slots);
  const index = useBench((state) => state.index);
  const ids = useBench((state) => selectActiveIds(state).join(" ")).split(" ");
  const titleOf = (id: string) => index?.models.find((model) => model.id === id)?.title ?? id;
  const isAnyBuilt = useBench((state) => Object.values(state.answers).some(({ isBuilt }) => isBuilt));
  const isAnyReady = ids.some((id) => slots[id]?.info);
  return (
    <footer className="status">
      {isOpen ? <RunDetails /> : null}
      <div className="line">
        {ids.map((id) => {
          const slot = slots[id];
          if (!slot) return null;
          return slot.status === "ready" && slot.info ? (
            <ReadyLine key={id} info={slot.info} isOnly={ids.length === 1} />
          ) : (
            <LoadLine key={id} modelId={id} title={titleOf(id)} slot={slot} />
          );
        })}
        {!isAnyReady && isAnyBuilt ? (
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
        </span>
      </div>
    </footer>
  );
}
