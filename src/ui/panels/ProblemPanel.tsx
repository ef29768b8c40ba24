/** @file What stands in the way, and what to do about it; what happened unasked. */
import { useBench } from "../../state/useBench";
import { useProblems } from "./useShown";

export function ProblemPanel() {
  const problems = useProblems();
  const indexError = useBench((state) => state.indexError);
  const notices = useBench((state) => state.notices);
  const dismissNotices = useBench((state) => state.dismissNotices);
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
                  Try again
                </button>
              </div>
            )}
          </div>
        ) : null}
      </div>
      <div role="status">
        {notices.length > 0 ? (
          <div className="notice">
            <span>{notices.join(" ")}</span>
            <button className="lnk" type="button" onClick={dismissNotices}>
              Dismiss
            </button>
          </div>
        ) : null}
      </div>
    </>
  );
}
