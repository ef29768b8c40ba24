/** @file What stands in the way, and what to do about it; what happened unasked. */
import { t } from "../../messages/translate";
import { useBench } from "../../state/useBench";
import { NoticePanel } from "./NoticePanel";
import { useProblems } from "./useShown";

export function ProblemPanel() {
  const problems = useProblems();
  const indexError = useBench((state) => state.indexError);
  const start = useBench((state) => state.start);
  const all = indexError === null ? problems : [...problems, indexError];
  return (
    <>
      <div role="alert">
        {all.length > 0 ? (
          <div className="alert">
            {all.map((problem) => (
              <p key={problem}>{problem}</p>
            ))}
            {indexError === null ? null : (
              <div className="acts">
                <button className="btn" type="button" onClick={() => void start()}>
                  {t("Try again")}
                </button>
              </div>
            )}
          </div>
        ) : null}
      </div>
      <NoticePanel />
    </>
  );
}
