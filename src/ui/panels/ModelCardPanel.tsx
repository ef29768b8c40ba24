/** @file A model's card: what it was made of, how well it does, where it fails. */
import { useEffect, type ReactNode } from "react";
import type { ModelCard, Source } from "../../state/modelCard";
import { isOwnModel } from "../../state/modelIndex";
import { useBench } from "../../state/useBench";
import { formatBytes } from "../numbers";
import { DataTable } from "../widgets/DataTable";
import { ModelMark } from "../widgets/ModelMark";
import { Picker } from "../widgets/Picker";

const NONE = <p className="none">not stated</p>;
const percent = (value: number | null) =>
  value === null ? "not stated" : (value <= 1 ? value * 100 : value).toFixed(1);

/** "slotSwap" and "slot_swap" are read "slot swap"; "id" is spelt out. */
function nameSet(set: string): string {
  const words = set
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[_-]+/g, " ")
    .toLowerCase();
  return words === "id" ? "in distribution (ID)" : words;
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
  if (facts.length === 0) return NONE;
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
  if (sources.length === 0) return <p className="none">{caption}: not stated</p>;
  return (
    <DataTable
      caption={caption}
      header={["Name", "Licence", "Use"]}
      rows={sources.map(({ name, licence, detail }) => [name, licence ?? "not stated", detail ?? "not stated"])}
    />
  );
}

function Scores({ scores }: Pick<ModelCard, "scores">) {
  if (scores.length === 0) return NONE;
  return (
    <DataTable
      caption="Percent. Micro-F1 leaves no relation out; the interval is a 95 % bootstrap interval of micro-F1; one value a training seed at the right."
      header={["Test set", "Micro-F1", "95 % interval", "Macro-F1", "Accuracy", "n", "Micro-F1 of each seed"]}
      rows={scores.map(({ set, score }) => [
        nameSet(set),
        percent(score.microF1),
        score.ci95 ? `${percent(score.ci95[0])} to ${percent(score.ci95[1])}` : "not stated",
        percent(score.macroF1),
        percent(score.accuracy),
        score.n === null ? "not stated" : score.n.toLocaleString("en"),
        score.perSeed.length === 0 ? "not stated" : score.perSeed.map(percent).join(", "),
      ])}
    />
  );
}

function Card({ card }: { card: ModelCard }) {
  return (
    <>
      <Section title="Scores, with their intervals">
        <Scores scores={card.scores} />
      </Section>
      <Section title="Known failures">
        {card.knownFailures.length === 0 ? (
          NONE
        ) : (
          <ul className="bullets">
            {card.knownFailures.map((failure) => (
              <li key={failure}>{failure}</li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="What it was made from">
        <Sources caption="The pre-trained model it starts from" sources={card.baseModel ? [card.baseModel] : []} />
        <Sources caption="Corpora it was trained on" sources={card.corpora} />
        {card.lexicons.length > 0 ? <Sources caption="Lists of names used in tests" sources={card.lexicons} /> : null}
      </Section>
      <Section title="Counts">
        <Facts facts={card.counts} />
      </Section>
      <Section title="How it was trained">
        <Facts
          facts={[
            ["seeds", card.seeds.length === 0 ? "not stated" : card.seeds.join(", ")],
            ["seed of the shipped weights", card.shippedSeed ?? "not stated"],
            ["commit", card.commit ?? "not stated"],
            ...card.experiment,
          ]}
        />
      </Section>
      <Section title="How its weights were rounded">
        <Facts facts={card.quantisation} />
      </Section>
    </>
  );
}

/** What the loaded files themselves say of a model of one's own. */
function OwnFactsList({ modelId }: { modelId: string }) {
  const info = useBench(({ slots }) => slots[modelId]?.info);
  if (!info) return <p className="waiting">The model is not loaded.</p>;
  const { hash, numParameters, maxTokens, labels, negative, beta, downloadBytes } = info;
  return (
    <Facts
      facts={[
        ["hash", hash],
        ["parameters", numParameters.toLocaleString("en")],
        ["size", formatBytes(downloadBytes)],
        ["longest sequence", `${maxTokens} tokens`],
        ["bottleneck", beta === null ? "none" : `VIB, beta ${beta}`],
        ["no relation", labels.includes(negative) ? negative : "no such label"],
        ["labels", labels.join(", ")],
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
      <h1>{entry?.title ?? (state?.status === "ready" ? state.card.title : "Model card")}</h1>
      <p className="lead">
        {entry?.role === "own"
          ? "This model comes from your own disk. It has no card here: whoever trained it knows what it was made of."
          : `What the model was made of, how well it does and where it fails, as its makers wrote it down.${entry ? ` Download: ${formatBytes(entry.bytes)}.` : ""}`}
      </p>
      <div className="pickrow">
        <Picker
          label="Model"
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
          <p>The card could not be read. {state.message}</p>
          <div className="acts">
            <button className="btn" type="button" onClick={() => modelId !== null && void loadCard(modelId)}>
              Try again
            </button>
          </div>
        </div>
      ) : null}
      {state?.status === "loading" ? <p className="waiting">Reading the card.</p> : null}
      {state?.status === "ready" ? <Card card={state.card} /> : null}
    </div>
  );
}
