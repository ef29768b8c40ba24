/** @file Every backend that was tried, what came of it, and the choice of another. */
import { msg, t, type MessageId } from "../../messages/translate";
import { formatCount } from "../../messages/formatNumber";
import { lazy, Suspense } from "react";
import type { BackendAttempt } from "../../inference/types";
import { BACKENDS } from "../../inference/types";
import type { BackendChoice } from "../../state/engine";
import { useBench } from "../../state/useBench";
import { formatBytes, formatError, formatMs } from "../numbers";
import { DataTable } from "../widgets/DataTable";
import { Picker } from "../widgets/Picker";
import { BACKEND_NAMES } from "../../state/backendNames";
import { spellMarks } from "../hiddenMarks";

const MemoryList = lazy(() => import("./MemoryList").then((module) => ({ default: module.MemoryList })));
const StorageList = lazy(() => import("./StorageList").then((module) => ({ default: module.StorageList })));

const OUTCOMES: Record<BackendAttempt["outcome"], MessageId> = {
  passed: msg("self-test passed"),
  failed: msg("failed"),
  unavailable: msg("not here"),
  skipped: msg("skipped"),
};

const listChoices = () => [
  { id: "auto", label: t("The best that passes"), detail: t("first of the four whose numbers are right") },
  ...BACKENDS.map((name) => ({ id: name, label: BACKEND_NAMES[name].name, detail: t(BACKEND_NAMES[name].plain) })),
];

export function RunDetails() {
  const slots = useBench((state) => state.slots);
  const index = useBench((state) => state.index);
  const backend = useBench((state) => state.backend);
  const chooseBackend = useBench((state) => state.chooseBackend);
  const loseDevice = useBench((state) => state.loseDevice);
  const isOnGpu = Object.values(slots).some(({ info }) => info?.backend === "webgpu" || info?.backend === "webgl");
  return (
    <section className="run" aria-label={t("Details of this run")}>
      <div className="pickrow">
        <span aria-hidden="true">{t("Run on")}</span>
        <Picker
          label={t("Run on")}
          options={listChoices()}
          value={backend}
          onChoose={(id) => chooseBackend(id as BackendChoice)}
        />
        <span>
          {t(
            "Before a backend is used, it must give a stored sentence the same numbers as PyTorch did. All four then give the same answers.",
          )}
        </span>
        {isOnGpu ? (
          <button className="btn" type="button" onClick={() => void loseDevice()}>
            {t("Try the recovery from a lost graphics device")}
          </button>
        ) : null}
      </div>
      {Object.entries(slots).map(([id, slot]) => {
        const title = spellMarks(index?.models.find((model) => model.id === id)?.title ?? id);
        const { info } = slot;
        return (
          <div key={id}>
            <h3>
              {title}
              {info
                ? t(
                    ": {numParameters} parameters, {downloadBytes}, of which {cachedBytes} came from this browser’s cache",
                    {
                      numParameters: formatCount(info.numParameters),
                      downloadBytes: formatBytes(info.downloadBytes),
                      cachedBytes: formatBytes(info.cachedBytes),
                    },
                  )
                : ""}
            </h3>
            {slot.attempts.length === 0 ? (
              <p>{t("No backend has been tried yet.")}</p>
            ) : (
              <DataTable
                caption={t("Backends tried for {title}, in order", { title })}
                header={[t("Backend"), t("Outcome"), t("Largest error"), t("One pass"), t("Device"), t("Why")]}
                rows={slot.attempts.map((attempt) => [
                  BACKEND_NAMES[attempt.backend].name,
                  t(OUTCOMES[attempt.outcome]),
                  attempt.maxError === null ? t("not run") : formatError(attempt.maxError),
                  attempt.elapsedMs === null ? t("not run") : formatMs(attempt.elapsedMs),
                  attempt.device ?? t("not named"),
                  attempt.detail,
                ])}
              />
            )}
          </div>
        );
      })}
      <Suspense fallback={null}>
        <MemoryList />
        <StorageList />
      </Suspense>
    </section>
  );
}
