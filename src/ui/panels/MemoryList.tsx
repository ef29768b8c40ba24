/** @file How much memory the models and the page use now, measured when it is opened and again when asked. */
import { useEffect, useState } from "react";
import type { TensorMemory } from "../../inference/types";
import { formatCount } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import { useBench } from "../../state/useBench";
import { measurePage, type PageMemory } from "../measureMemory";
import { formatBytes } from "../numbers";

/** What came of one measurement; absent: it is under way. */
interface Measured {
  readonly tensors?: TensorMemory | null;
  readonly page?: PageMemory | null;
}

function sayTensors(tensors: Measured["tensors"]): string {
  if (tensors === undefined) return t("Models: being measured.");
  if (tensors === null) return t("Models: none is loaded.");
  return t("Models: {bytes} in {n} tensors, counted by the engine; buffers that it keeps for reuse are not in it.", {
    bytes: formatBytes(tensors.numBytes),
    n: formatCount(tensors.numTensors),
  });
}

function sayPage(page: Measured["page"]): string {
  if (page === undefined) return t("Page: being measured.");
  if (page === null) return t("Page: not measured in this browser.");
  const bytes = formatBytes(page.bytes);
  return page.of === "page"
    ? t("Page: {bytes}, with its workers and the models, counted by the browser.", { bytes })
    : t("Page: {bytes} of JavaScript objects, rounded by the browser; workers and models are not in it.", { bytes });
}

export function MemoryList() {
  const measureTensors = useBench((state) => state.measureTensors);
  const slots = useBench((state) => state.slots);
  const ready = Object.keys(slots).filter((id) => slots[id]?.status === "ready");
  const [round, setRound] = useState(0);
  const [measured, setMeasured] = useState<Measured>({});
  useEffect(() => {
    let isDropped = false;
    const put = (part: Measured) => isDropped || setMeasured((before) => ({ ...before, ...part }));
    // A worker that has just stopped counts nothing.
    measureTensors().then(
      (tensors) => put({ tensors }),
      () => put({ tensors: null }),
    );
    void measurePage().then((page) => put({ page }));
    return () => void (isDropped = true);
  }, [measureTensors, round, ready.join()]);
  return (
    <div>
      <h3>{t("Memory in use")}</h3>
      <p role="status">
        {sayTensors(measured.tensors)} {sayPage(measured.page)}
      </p>
      <button className="btn" type="button" onClick={() => setRound(round + 1)}>
        {t("Measure again")}
      </button>
    </div>
  );
}
