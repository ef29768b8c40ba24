/** @file What this site keeps on the computer, with its size, and the buttons that remove it. */
import { Trans } from "@lingui/react";
import { msg, t } from "../../messages/translate";
import { useEffect, useState } from "react";
import { useBench } from "../../state/useBench";
import { formatBytes } from "../numbers";
import { estimateStorage, listKept, removeEverything, removeKept, type Kept } from "../storage";

const OFFLINE = {
  unknown: msg("The app itself is not kept: without a network this page cannot be opened again."),
  kept: msg("The app itself is kept: it opens without a network."),
  newer: msg("The app itself is kept: it opens without a network. A new version comes with your next visit."),
  refused: msg("This browser does not keep the app: without a network this page cannot be opened again."),
} as const;

export function StorageList() {
  const index = useBench((state) => state.index);
  const offline = useBench((state) => state.offline);
  const addNotice = useBench((state) => state.addNotice);
  const [kept, setKept] = useState<readonly Kept[] | null>(null);
  const [total, setTotal] = useState<{ usage: number; quota: number } | null>(null);
  const [isAsking, setAsking] = useState(false);
  const read = () => {
    listKept().then(setKept, () => setKept([]));
    void estimateStorage().then(setTotal);
  };
  useEffect(read, [offline]);
  const nameOf = ({ modelId }: Kept) =>
    modelId === null ? t("The app") : (index?.models.find(({ id }) => id === modelId)?.title ?? modelId);
  const remove = (entry: Kept) =>
    removeKept(entry).then(read, (error: unknown) =>
      addNotice(t("{entry} could not be removed: {error}", { entry: nameOf(entry), error: String(error) })),
    );
  const removeAll = () =>
    removeEverything().then(
      () => location.assign(location.pathname),
      (error: unknown) => addNotice(error instanceof Error ? error.message : String(error)),
    );
  return (
    <div>
      <h3>{t("Kept on this computer")}</h3>
      <p>
        {t(OFFLINE[offline])}{" "}
        {total === null
          ? ""
          : t("The browser counts {usage} for this site and grants {quota}.", {
              usage: formatBytes(total.usage),
              quota: formatBytes(total.quota),
            })}
      </p>
      {kept === null ? (
        <p>{t("The files are being counted.")}</p>
      ) : (
        <ul className="kept">
          {kept.map((entry) => (
            <li key={entry.modelId ?? ""}>
              <span>
                {nameOf(entry)}, {formatBytes(entry.bytes)}
              </span>
              {entry.modelId === null ? null : (
                <button className="lnk" type="button" onClick={() => void remove(entry)}>
                  <Trans
                    id={"Remove<0> {entry}</0>"}
                    values={{ entry: <bdi>{nameOf(entry)}</bdi> }}
                    components={{ 0: <span className="vh" /> }}
                  />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <p className="acts">
        {isAsking ? (
          <>
            <span>
              {t("Models, corpora, scores and review decisions of this site will be gone. Saved files stay.")}
            </span>
            <button className="btn" type="button" onClick={() => void removeAll()}>
              {t("Remove all")}
            </button>
            <button className="lnk" type="button" onClick={() => setAsking(false)}>
              {t("Keep")}
            </button>
          </>
        ) : (
          <button className="btn" type="button" onClick={() => setAsking(true)}>
            {t("Remove everything of this site")}
          </button>
        )}
      </p>
    </div>
  );
}
