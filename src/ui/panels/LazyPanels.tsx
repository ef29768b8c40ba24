/** @file The panels that are downloaded after the first paint, each with its place held free. */
import { msg, t, type MessageId } from "../../messages/translate";
import { lazy, Suspense, type ComponentType } from "react";
import { useBench } from "../../state/useBench";
import { lazyLearn } from "../lazyLearn";
import { useSeen } from "../useSeen";
import { Waiting } from "../widgets/Waiting";

function later(load: () => Promise<{ default: ComponentType }>, title: MessageId, className: string) {
  const Panel = lazy(load);
  return function LazyPanel() {
    return (
      <Suspense
        fallback={
          <Waiting className={className} title={t(title)}>
            {t("This part of the page is on its way.")}
          </Waiting>
        }
      >
        <Panel />
      </Suspense>
    );
  };
}

/** As `later`, but behind the model, without which the panel has nothing to show: not downloaded before the model is under way. */
function behindModel(load: () => Promise<{ default: ComponentType }>, title: MessageId, className: string) {
  const Panel = later(load, title, className);
  return function LazyPanel() {
    const isUnderWay = useBench(
      ({ slots, indexError }) =>
        indexError !== null ||
        Object.values(slots).some(({ status, totalBytes }) => status !== "loading" || totalBytes > 0),
    );
    if (isUnderWay) return <Panel />;
    return (
      <Waiting className={className} title={t(title)}>
        {t("This part of the page is on its way.")}
      </Waiting>
    );
  };
}

export const LazySwapPanel = behindModel(
  () => import("./SwapPanel").then(({ SwapPanel }) => ({ default: SwapPanel })),
  msg("What happens with another name?"),
  "",
);
export const LazyBatchPanel = behindModel(
  () => import("./BatchPanel").then(({ BatchPanel }) => ({ default: BatchPanel })),
  msg("How often does another name change the answer?"),
  "c7",
);
export const LazyFingerprintPanel = behindModel(
  () => import("./FingerprintPanel").then(({ FingerprintPanel }) => ({ default: FingerprintPanel })),
  msg("Does the answer come from the text or from the names?"),
  "c5",
);
export const LazyComparePanel = behindModel(
  () => import("./ComparePanel").then(({ ComparePanel }) => ({ default: ComparePanel })),
  msg("How does another sentence, model or β compare?"),
  "c5",
);

const PairPanel = later(
  () => import("./models/PairPanel").then((module) => ({ default: module.PairPanel })),
  msg("Two models, same sentence"),
  "c12",
);

/** In the Bench only when it has been asked for. */
export function LazyPairPanel() {
  return useBench(({ pair }) => pair !== null) ? <PairPanel /> : null;
}

const FindPanel = later(
  () => import("./find/FindPanel").then((module) => ({ default: module.FindPanel })),
  msg("Which names and relations stand in a text?"),
  "",
);

/** In the Bench only when it has been opened. */
export function LazyFindPanel() {
  return useBench(({ isFindOpen }) => isFindOpen) ? <FindPanel /> : null;
}

const Article = lazyLearn(() => import("./learn/ArticlePanel"));

/** The article under the Bench; not downloaded before the reader comes near it. */
export function LazyArticle() {
  const [ref, isSeen] = useSeen<HTMLDivElement>();
  return (
    <div ref={ref}>
      {isSeen ? (
        <Suspense fallback={null}>
          <Article />
        </Suspense>
      ) : null}
    </div>
  );
}

const CLOUD_QUESTION = msg("Where do the draws of the two names land?");
const CloudPanel = later(
  () => import("./CloudPanel").then((module) => ({ default: module.CloudPanel })),
  CLOUD_QUESTION,
  "",
);

/** Neither downloaded nor computed before the reader comes near it. */
export function LazyCloudPanel() {
  const [ref, isSeen] = useSeen<HTMLDivElement>();
  return (
    <div ref={ref} className="c12">
      {isSeen ? <CloudPanel /> : <Waiting title={t(CLOUD_QUESTION)}>{t("Drawn when you come here.")}</Waiting>}
    </div>
  );
}
