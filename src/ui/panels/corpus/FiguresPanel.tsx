/** @file What figures without text are: whose rows, which model, how they were made. Stands where scoring would. */
import { useBench } from "../../../state/useBench";
import type { ResultsFile } from "../../../data/resultsFile";
import { countOf } from "../../numbers";
import { ModelMark } from "../../widgets/ModelMark";
import { Picker } from "../../widgets/Picker";

const percent = (value: number | null) => (value === null ? "not defined" : (100 * value).toFixed(1));

/** Models whose figures this site has: the trained ones. */
function ModelChoice() {
  const index = useBench((state) => state.index);
  const modelId = useBench((state) => state.modelId);
  const chooseModel = useBench((state) => state.chooseModel);
  const models = (index?.models ?? []).filter(({ role }) => role !== "test" && role !== "own");
  return (
    <div className="knob">
      <span className="lab" aria-hidden="true">
        Model
      </span>
      <div className="row">
        <Picker
          label="Model"
          options={models.map(({ id, title, bottleneck }) => ({
            id,
            label: title,
            mark: <ModelMark hasBottleneck={bottleneck} />,
          }))}
          value={modelId}
          placeholder="Reading the list of models"
          isDisabled={models.length === 0}
          onChoose={chooseModel}
        />
      </div>
    </div>
  );
}

function MadeBy({ figures }: { figures: ResultsFile }) {
  const { corpus, model, settings, madeBy, microF1, numRows, numUnreadable } = figures;
  const facts: [string, string][] = [
    [
      "Settings",
      `S = ${settings.swaps} swaps to unseen names, K = ${settings.draws} draws, ` +
        `${settings.beta === null ? "no bottleneck, so no β" : `β ${settings.beta.toFixed(2)}`}, seed ${settings.seed}`,
    ],
    [
      "Micro-F1",
      `${percent(microF1.id)} with the original names, ${percent(microF1.ood)} with the first swap (n = ${countOf(numRows, "row")}` +
        `${numUnreadable > 0 ? `, ${countOf(numUnreadable, "unreadable row")} left out` : ""})`,
    ],
    ["Model", `${model.title} (${model.id}), SHA-256 of its config ${model.sha256.slice(0, 12)}`],
    ["Rows", `SHA-256 of the file ${corpus.sha256.slice(0, 12)}`],
    ...corpus.sources.map(({ name, rows, licence }): [string, string] => [
      "Source",
      `${name}: ${countOf(rows, "row")}, ${licence}`,
    ]),
    ["Made by", `${madeBy.command}, commit ${madeBy.commit}, ${madeBy.backend}, ${madeBy.date}`],
  ];
  return (
    <details className="problems">
      <summary>How these figures were made</summary>
      <dl className="facts">
        {facts.map(([term, said]) => (
          <div key={said}>
            <dt>{term}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

export function FiguresPanel({ figures, isPublished }: { figures: ResultsFile; isPublished: boolean }) {
  const { numRows, model } = figures;
  return (
    <section className="figures" aria-label="Figures">
      {isPublished ? (
        <p className="say">
          <b>{numRows.toLocaleString("en")} test rows of the training corpus, figures only.</b> Every point is a row
          that {model.title} has read. The sentences are not on this site, so no row opens on the Bench; with the demo
          corpus or a file of yours each one does.
        </p>
      ) : (
        <p className="say">
          <b>{countOf(numRows, "row")}, figures only</b>, scored with {model.title}. A results file has no sentences and
          no names, so no row opens on the Bench, and nothing is left to score.
        </p>
      )}
      <div className="knobs">
        {isPublished ? <ModelChoice /> : null}
        <MadeBy figures={figures} />
      </div>
    </section>
  );
}
