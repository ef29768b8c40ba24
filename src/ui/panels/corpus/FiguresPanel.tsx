/** @file What figures without text are: whose rows, which model, how they were made. Stands where scoring would. */
import { Trans } from "@lingui/react";
import { t } from "../../../messages/translate";
import { formatCount, formatFixed } from "../../../messages/formatNumber";
import { useBench } from "../../../state/useBench";
import type { ResultsFile } from "../../../data/resultsFile";
import { ModelMark } from "../../widgets/ModelMark";
import { Picker } from "../../widgets/Picker";

const percent = (value: number | null) => (value === null ? t("not defined") : formatFixed(100 * value, 1));

/** Models whose figures this site has: the trained ones. */
function ModelChoice() {
  const index = useBench((state) => state.index);
  const modelId = useBench((state) => state.modelId);
  const chooseModel = useBench((state) => state.chooseModel);
  const models = (index?.models ?? []).filter(({ role }) => role !== "test" && role !== "own");
  return (
    <div className="knob">
      <span className="lab" aria-hidden="true">
        {t("Model")}
      </span>
      <div className="row">
        <Picker
          label={t("Model")}
          options={models.map(({ id, title, bottleneck }) => ({
            id,
            label: title,
            mark: <ModelMark hasBottleneck={bottleneck} />,
          }))}
          value={modelId}
          placeholder={t("Reading the list of models")}
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
      t("Settings"),
      t("S = {swaps} swaps to unseen names, K = {draws} draws, {blend}, seed {seed}", {
        swaps: settings.swaps,
        draws: settings.draws,
        blend: settings.beta === null ? t("no bottleneck, so no β") : `β ${formatFixed(settings.beta, 2)}`,
        seed: settings.seed,
      }),
    ],
    [
      t("Micro-F1"),
      numUnreadable > 0
        ? t(
            "{id} with the original names, {ood} with the first swap (n = {n, plural, one {# row} other {# rows}}, {bad, plural, one {# unreadable row} other {# unreadable rows}} left out)",
            { id: percent(microF1.id), ood: percent(microF1.ood), n: numRows, bad: numUnreadable },
          )
        : t("{id} with the original names, {ood} with the first swap (n = {n, plural, one {# row} other {# rows}})", {
            id: percent(microF1.id),
            ood: percent(microF1.ood),
            n: numRows,
          }),
    ],
    [
      t("Model"),
      t("{title} ({id}), SHA-256 of its config {hash}", {
        title: model.title,
        id: model.id,
        hash: model.sha256.slice(0, 12),
      }),
    ],
    [t("Rows"), t("SHA-256 of the file {hash}", { hash: corpus.sha256.slice(0, 12) })],
    ...corpus.sources.map(({ name, rows, licence }): [string, string] => [
      t("Source"),
      t("{name}: {n, plural, one {# row} other {# rows}}, {licence}", { name, n: rows, licence }),
    ]),
    [
      t("Made by"),
      t("{command}, commit {commit}, {backend}, {date}", {
        command: madeBy.command,
        commit: madeBy.commit,
        backend: madeBy.backend,
        date: madeBy.date,
      }),
    ],
  ];
  return (
    <details className="problems">
      <summary>{t("How these figures were made")}</summary>
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
    <section className="figures" aria-label={t("Figures")}>
      {isPublished ? (
        <p className="say">
          <Trans
            id="<0>{n} test rows of the training corpus, figures only.</0> Every point is a row that {title} has read. The sentences are not on this site, so no row opens on the Bench; with the demo corpus or a file of yours each one does."
            values={{ n: formatCount(numRows), title: <bdi>{model.title}</bdi> }}
            components={{ 0: <b /> }}
          />
        </p>
      ) : (
        <p className="say">
          <Trans
            id="<0>{n, plural, one {# row} other {# rows}}, figures only</0>, scored with {title}. A results file has no sentences and no names, so no row opens on the Bench, and nothing is left to score."
            values={{ n: numRows, title: <bdi>{model.title}</bdi> }}
            components={{ 0: <b /> }}
          />
        </p>
      )}
      <div className="knobs">
        {isPublished ? <ModelChoice /> : null}
        <MadeBy figures={figures} />
      </div>
    </section>
  );
}
