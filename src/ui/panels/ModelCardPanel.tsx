/** @file A model's card: what it was made of, how well it does, where it fails. */
import { formatCount, formatFixed } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import { useEffect, type ReactNode } from "react";
import type { ModelCard, Source } from "../../state/modelCard";
import { isOwnModel } from "../../state/modelIndex";
import { useBench } from "../../state/useBench";
import { formatBytes } from "../numbers";
import { DataTable } from "../widgets/DataTable";
import { ModelMark } from "../widgets/ModelMark";
import { Picker } from "../widgets/Picker";
import { spellMarks } from "../hiddenMarks";

function None() {
  return <p className="none">{t("not stated")}</p>;
}
const percent = (value: number | null) =>
  value === null ? t("not stated") : formatFixed(value <= 1 ? value * 100 : value, 1);

/** "slotSwap" and "slot_swap" are read "slot swap"; "id" is spelt out. */
function nameSet(set: string): string {
  const words = set
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[_-]+/g, " ")
    .toLowerCase();
  return words === "id" ? t("in distribution (ID)") : words;
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Facts({ facts }: { facts: readonly (readonly [string, string])[] }) {
  if (facts.length === 0) return <None />;
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Sources({ caption, sources }: { caption: string; sources: readonly Source[] }) {
  if (sources.length === 0) return <p className="none">{t("{caption}: not stated", { caption })}</p>;
  return (
    <DataTable
      caption={caption}
      header={[t("Name"), t("Licence"), t("Use")]}
      rows={sources.map(({ name, licence, detail }) => [name, licence ?? t("not stated"), detail ?? t("not stated")])}
    />
  );
}

function Scores({ scores }: Pick<ModelCard, "scores">) {
  if (scores.length === 0) return <None />;
  return (
    <DataTable
      caption={t(
        "Percent. Micro-F1 leaves no relation out; the interval is a 95 % bootstrap interval of micro-F1; one value a training seed at the right.",
      )}
      header={[
        t("Test set"),
        t("Micro-F1"),
        t("95 % interval"),
        t("Macro-F1"),
        t("Accuracy"),
        "n",
        t("Micro-F1 of each seed"),
      ]}
      rows={scores.map(({ set, score }) => [
        nameSet(set),
        percent(score.microF1),
        score.ci95
          ? t("{ci95} to {ci952}", { ci95: percent(score.ci95[0]), ci952: percent(score.ci95[1]) })
          : t("not stated"),
        percent(score.macroF1),
        percent(score.accuracy),
        score.n === null ? t("not stated") : formatCount(score.n),
        score.perSeed.length === 0 ? t("not stated") : score.perSeed.map(percent).join(", "),
      ])}
    />
  );
}

function Card({ card }: { card: ModelCard }) {
  return (
    <>
      <Section title={t("Scores, with their intervals")}>
        <Scores scores={card.scores} />
      </Section>
      <Section title={t("Known failures")}>
        {card.knownFailures.length === 0 ? (
          <None />
        ) : (
          <ul className="bullets">
            {card.knownFailures.map((failure) => (
              <li key={failure}>{failure}</li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t("What it was made from")}>
        <Sources caption={t("The pre-trained model it starts from")} sources={card.baseModel ? [card.baseModel] : []} />
        <Sources caption={t("Corpora it was trained on")} sources={card.corpora} />
        {card.lexicons.length > 0 ? (
          <Sources caption={t("Lists of names used in tests")} sources={card.lexicons} />
        ) : null}
      </Section>
      <Section title={t("Counts")}>
        <Facts facts={card.counts} />
      </Section>
      <Section title={t("How it was trained")}>
        <Facts
          facts={[
            [t("seeds"), card.seeds.length === 0 ? t("not stated") : card.seeds.join(", ")],
            [t("seed of the shipped weights"), card.shippedSeed ?? t("not stated")],
            ["commit", card.commit ?? t("not stated")],
            ...card.experiment,
          ]}
        />
      </Section>
      <Section title={t("How its weights were rounded")}>
        <Facts facts={card.quantisation} />
      </Section>
    </>
  );
}

/** What the loaded files themselves say of a model of one's own. */
function OwnFactsList({ modelId }: { modelId: string }) {
  const info = useBench(({ slots }) => slots[modelId]?.info);
  if (!info) return <p className="waiting">{t("The model is not loaded.")}</p>;
  const { hash, numParameters, maxTokens, labels, negative, beta, downloadBytes } = info;
  return (
    <Facts
      facts={[
        [t("hash"), hash],
        [t("parameters"), formatCount(numParameters)],
        [t("size"), formatBytes(downloadBytes)],
        [t("longest sequence"), t("{maxTokens} tokens", { maxTokens })],
        [t("bottleneck"), beta === null ? t("none") : t("VIB, beta {beta}", { beta })],
        [t("no relation"), labels.includes(negative) ? negative : t("no such label")],
        [t("labels"), spellMarks(labels.join(", "))],
      ]}
    />
  );
}

export function ModelCardPanel() {
  const index = useBench((state) => state.index);
  const modelId = useBench((state) => state.modelId);
  const chooseModel = useBench((state) => state.chooseModel);
  const loadCard = useBench((state) => state.loadCard);
  const state = useBench(({ cards }) => (modelId === null ? undefined : cards[modelId]));
  useEffect(() => {
    if (modelId !== null && !isOwnModel(modelId)) void loadCard(modelId);
  }, [modelId, loadCard]);
  const entry = index?.models.find(({ id }) => id === modelId);
  return (
    <div className="card">
      <h1>{entry ? spellMarks(entry.title) : state?.status === "ready" ? state.card.title : t("Model card")}</h1>
      <p className="lead">
        {entry?.role === "own"
          ? t("This model comes from your own disk. It has no card here: whoever trained it knows what it was made of.")
          : t("What the model was made of, how well it does and where it fails, as its makers wrote it down.{value}", {
              value: entry ? t(" Download: {bytes}.", { bytes: formatBytes(entry.bytes) }) : "",
            })}
      </p>
      <div className="pickrow">
        <Picker
          label={t("Model")}
          options={(index?.models ?? [])
            .filter(({ role, id }) => role !== "test" || id === modelId)
            .map(({ id, title, bytes, bottleneck }) => ({
              id,
              label: title,
              detail: formatBytes(bytes),
              mark: <ModelMark hasBottleneck={bottleneck} />,
            }))}
          value={modelId}
          isDisabled={!index}
          onChoose={chooseModel}
        />
      </div>
      {entry?.role === "own" ? <OwnFactsList modelId={entry.id} /> : null}
      {state?.status === "failed" ? (
        <div className="alert" role="alert">
          <p>{t("The card could not be read. {message}", { message: state.message })}</p>
          <div className="acts">
            <button className="btn" type="button" onClick={() => modelId !== null && void loadCard(modelId)}>
              {t("Try again")}
            </button>
          </div>
        </div>
      ) : null}
      {state?.status === "loading" ? <p className="waiting">{t("Reading the card.")}</p> : null}
      {state?.status === "ready" ? <Card card={state.card} /> : null}
    </div>
  );
}
