/** @file Every backend that was tried, what came of it, and the choice of another. */
import { lazy, Suspense } from "react";
import type { BackendAttempt } from "../../inference/types";
import { BACKENDS } from "../../inference/types";
import type { BackendChoice } from "../../state/engine";
import { useBench } from "../../state/useBench";
import { formatBytes, formatError, formatMs } from "../numbers";
import { DataTable } from "../widgets/DataTable";
import { Picker } from "../widgets/Picker";
import { BACKEND_NAMES } from "../../state/backendNames";

const StorageList = lazy(() => import("./StorageList").then((module) => ({ default: module.StorageList })));

const OUTCOMES: Record<BackendAttempt["outcome"], string> = {
  passed: "self-test passed",
  failed: "failed",
  unavailable: "not here",
  skipped: "skipped",
};

const CHOICES = [
  { id: "auto", label: "The best that passes", detail: "first of the four whose numbers are right" },
  ...BACKENDS.map((name) => ({ id: name, label: BACKEND_NAMES[name].name, detail: BACKEND_NAMES[name].plain })),
];

export function RunDetails() {
  const slots = useBench((state) => state.slots);
  const index = useBench((state) => state.index);
  const backend = useBench((state) => state.backend);
  const chooseBackend = useBench((state) => state.chooseBackend);
  const loseDevice = useBench((state) => state.loseDevice);
  const isOnGpu = Object.values(slots).some(({ info }) => info?.backend === "webgpu" || info?.backend === "webgl");
  return (
    <section className="run" aria-label="Details of this run">
      <div className="pickrow">
        <span aria-hidden="true">Run on</span>
        <Picker
          label="Run on"
          options={CHOICES}
          value={backend}
          onChoose={(id) => chooseBackend(id as BackendChoice)}
        />
        <span>
          Before a backend is used, it must give a stored sentence the same numbers as PyTorch did. All four then give
          the same answers.
        </span>
        {isOnGpu ? (
          <button className="btn" type="button" onClick={() => void loseDevice()}>
            Try the recovery from a lost graphics device
          </button>
        ) : null}
      </div>
      {Object.entries(slots).map(([id, slot]) => {
        const title = index?.models.find((model) => model.id === id)?.title ?? id;
        const { info } = slot;
        return (
          <div key={id}>
            <h3>
              {title}
              {info
                ? `: ${info.numParameters.toLocaleString("en")} parameters, ${formatBytes(info.downloadBytes)}, of which ${formatBytes(info.cachedBytes)} came from this browser’s cache`
                : ""}
            </h3>
            {slot.attempts.length === 0 ? (
              <p>No backend has been tried yet.</p>
            ) : (
              <DataTable
                caption={`Backends tried for ${title}, in order`}
                header={["Backend", "Outcome", "Largest error", "One pass", "Device", "Why"]}
                rows={slot.attempts.map((attempt) => [
                  BACKEND_NAMES[attempt.backend].name,
                  OUTCOMES[attempt.outcome],
                  attempt.maxError === null ? "not run" : formatError(attempt.maxError),
                  attempt.elapsedMs === null ? "not run" : formatMs(attempt.elapsedMs),
                  attempt.device ?? "not named",
                  attempt.detail,
                ])}
              />
            )}
          </div>
        );
      })}
      <Suspense fallback={null}>
        <StorageList />
      </Suspense>
    </section>
  );
}
