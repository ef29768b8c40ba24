/** @file What happened unasked: a lost graphics device, a link that could not be used in full. */
import { say, t } from "../../messages/translate";
import { useBench } from "../../state/useBench";

export function NoticePanel() {
  const notices = useBench((state) => state.notices);
  const dismissNotices = useBench((state) => state.dismissNotices);
  return (
    <div role="status">
      {notices.length > 0 ? (
        <div className="notice">
          <span>{notices.map(say).join(" ")}</span>
          <button className="lnk" type="button" onClick={dismissNotices}>
            {t("Dismiss")}
          </button>
        </div>
      ) : null}
    </div>
  );
}
