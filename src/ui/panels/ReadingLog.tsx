/** @file The last readings, to go back to. */
import { t } from "../../messages/translate";
import { selectKey } from "../../state/readingSlice";
import { selectActiveIds } from "../../state/modelSlice";
import { useBench } from "../../state/useBench";
import { formatLabel, formatProbability, formatVariance } from "../numbers";
import { ModelMark } from "../widgets/ModelMark";
import { VisibleText } from "../widgets/VisibleText";

export function ReadingLog() {
  const log = useBench((state) => state.log);
  const returnTo = useBench((state) => state.returnTo);
  const role = useBench((state) => state.swapRole);
  const now = useBench((state) =>
    JSON.stringify(
      selectActiveIds(state).map((id) => {
        const answer = state.answers[id];
        return [id, answer ? selectKey(state, answer.model) : ""];
      }),
    ),
  );
  if (log.length === 0) return null;
  return (
    <div className="log">
      <p className="coltitle" id="log-title">
        {t("{n, plural, one {Last reading, newest first} other {Last # readings, newest first}}", { n: log.length })}
      </p>
      <ol aria-labelledby="log-title" tabIndex={0}>
        {[...log].reverse().map(({ key, name, readings }) => (
          <li key={key}>
            <button
              className="logged"
              type="button"
              aria-current={key === now ? "true" : undefined}
              onClick={() => returnTo(key)}
            >
              <b dir="auto">
                <VisibleText text={name} />
              </b>
              {readings.map(({ hasBottleneck, label, probability, variance }) => (
                <span key={String(hasBottleneck)}>
                  <ModelMark hasBottleneck={hasBottleneck} /> {formatLabel(label)} {formatProbability(probability)}
                  {variance[role] === null ? "" : `, σ² ${formatVariance(variance[role])}`}
                </span>
              ))}
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
