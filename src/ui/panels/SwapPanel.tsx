/** @file The swap bench: other names for one argument, and what each does to the answer. */
import { Trans } from "@lingui/react";
import { t } from "../../messages/translate";
import { sayRole } from "../sayRole";
import { useLanguage } from "../useLanguage";
import { formatCount, formatFixed } from "../../messages/formatNumber";
import { useEffect, useMemo, useState } from "react";
import type { Candidate } from "../../data/nameSources";
import type { Role } from "../../data/example";
import { mentionOf, namesOf, originOf } from "../../state/swapDraft";
import { selectColumnsKey, selectLoaded, selectMarksKey } from "../../state/swapSlice";
import { useBench } from "../../state/useBench";
import { SwapSheet, sayMarks, type SwapMark } from "../charts/SwapMarks";
import { SWAP_DEFINITIONS } from "../swapDefinitions";
import { nameOf } from "../findings";
import { formatLabel } from "../numbers";
import { findMarkedLabel, findMarks, SOURCE_NAMES } from "../swapFindings";
import { CandidateGrid, type CandidateColumn } from "../widgets/CandidateGrid";
import { describeModels } from "../provenance";
import { Figure } from "../widgets/Figure";
import { ModelMark } from "../widgets/ModelMark";
import { OwnNames } from "../widgets/OwnNames";
import { ReadingLog } from "./ReadingLog";
import { Waiting } from "../widgets/Waiting";
import { spellMarks } from "../hiddenMarks";

/** Time that knobs and sentence must rest before the names are read. */
const REST_MS = 250;

/** "12×": training arguments with the name; "" where the tables do not tell. */
const formatTimes = ({ trainCount }: Candidate) => (trainCount === undefined ? "" : `${formatCount(trainCount)}×`);

function useColumns() {
  const columnsKey = useBench(selectColumnsKey);
  const marksKey = useBench(selectMarksKey);
  const isLoaded = useBench((state) => selectLoaded(state).length > 0);
  const listed = useBench((state) => state.columns);
  const marks = useBench((state) => state.marks);
  const listSwaps = useBench((state) => state.listSwaps);
  const readMarks = useBench((state) => state.readMarks);
  useEffect(() => {
    if (isLoaded) void listSwaps();
  }, [columnsKey, isLoaded, listSwaps]);
  const columns = listed?.key === columnsKey ? listed.columns : null;
  useEffect(() => {
    const timer = setTimeout(() => void readMarks(), REST_MS);
    return () => clearTimeout(timer);
  }, [marksKey, columns, isLoaded, readMarks]);
  // Names stay while the next ones are listed; marks of another question are not shown.
  return { columns: columns ?? listed?.columns ?? null, models: marks?.key === marksKey ? marks.models : [] };
}

export function SwapPanel() {
  const draft = useBench((state) => state.history.present);
  const role = useBench((state) => state.swapRole);
  const seed = useBench((state) => state.swapSeed);
  const beta = useBench((state) => state.knobs.beta);
  const userNames = useBench((state) => state.userNames);
  const error = useBench((state) => state.namesError);
  const setRole = useBench((state) => state.setSwapRole);
  const swapTo = useBench((state) => state.swapTo);
  const newNames = useBench((state) => state.newNames);
  const setUserNames = useBench((state) => state.setUserNames);
  const { columns, models } = useColumns();
  const [isTyping, setTyping] = useState(false);

  const origin = originOf(draft);
  const ownName = mentionOf(origin, role);
  const label = findMarkedLabel(models);
  const labelName = formatLabel(models[0]?.model.labels[label] ?? "");
  const language = useLanguage();
  const drawn = useMemo((): CandidateColumn[] => {
    const marksOf = (name: string | null): SwapMark[] =>
      models.map(({ model, original, byName }) => {
        const reading = name === null ? original : byName[name];
        return { hasBottleneck: model.hasBottleneck, probability: reading?.probabilities[label] ?? null };
      });
    const own: CandidateColumn = {
      id: "own",
      title: t("As written"),
      hint: t("before any swap"),
      names: ownName === "" ? [] : [{ name: ownName, count: "", marks: marksOf(null) }],
    };
    return [
      own,
      ...(columns ?? []).map(({ source, names }) => ({
        id: source,
        title: t(SOURCE_NAMES[source].name),
        hint: t(SOURCE_NAMES[source].hint),
        names: names.map((one) => ({ name: one.name, count: formatTimes(one), marks: marksOf(one.name) })),
      })),
    ];
  }, [columns, models, label, ownName, language]);

  if (draft.subject === null || draft.object === null) {
    return (
      <Waiting title={t("What happens with another name?")}>
        {t("Mark a subject and an object, and names to try stand here.")}
      </Waiting>
    );
  }
  if (columns === null) {
    return (
      <Waiting title={t("What happens with another name?")}>
        {error ?? t("Names to put in stand here as soon as the model is loaded.")}
      </Waiting>
    );
  }
  const found = findMarks(models);
  const title = found === "" ? t("What happens with another name in the place of {ownName}?", { ownName }) : found;
  const type = origin[role]?.type;
  const asked = labelName === "" ? t("the sentence’s own answer") : labelName;
  const leadText = type
    ? t(
        "Replace the {role, select, subject {subject} other {object}} with another {type}. Each line runs from 0 to 1 and shows the probability of {asked}, the answer before any swap, with that name in place.",
        { role, type, asked },
      )
    : t(
        "Replace the {role, select, subject {subject} other {object}}. Each line runs from 0 to 1 and shows the probability of {asked}, the answer before any swap, with that name in place.",
        { role, asked },
      );
  const chosen = namesOf(draft)[role] ?? ownName;
  const rows = drawn.flatMap(({ title: source, names }) => names.map((one) => ({ source, ...one })));
  const names = models.map((one) => nameOf(one));
  const choose = (name: string) => swapTo(name === ownName ? null : name);
  return (
    <Figure
      title={title}
      lead={
        <>
          {spellMarks(leadText)}
          {models.map(({ model }) => (
            <span key={model.id} className="key">
              <ModelMark hasBottleneck={model.hasBottleneck} />
              {nameOf({ model })}
            </span>
          ))}
        </>
      }
      leadText={leadText}
      foot={t(
        "n = 1 sentence, {n} names; mean mode, no draws. Seed of the names {seed}. Counts: arguments of the training set.",
        { n: rows.length, seed },
      )}
      provenance={describeModels(
        models.map(({ model }) => model),
        { n: 1, beta, settings: { seed, draws: 0, names: rows.length } },
      )}
      fileName="swap-bench"
      isStale={false}
      definitions={SWAP_DEFINITIONS}
      data={() => ({
        header: ["role", "source", "name", "count_in_training", "relation", ...models.map(({ model }) => model.id)],
        rows: rows.map(({ source, name, count, marks }) => [
          role,
          source,
          name,
          count.replace(/[×,]/g, ""),
          models[0]?.model.labels[label] ?? "",
          ...marks.map(({ probability }) => probability),
        ]),
      })}
      table={{
        caption: title,
        header: [t("Name"), t("Source"), t("In training"), ...names],
        rows: rows.map(({ source, name, count, marks }) => [
          name,
          source,
          count === "" ? t("not told") : count,
          ...marks.map(({ probability }) => (probability == null ? t("not read") : formatFixed(probability, 4))),
        ]),
      }}
    >
      <div hidden>
        <SwapSheet
          columns={drawn}
          label={`${title}. ${rows.map(({ name, marks }) => `${name}: ${sayMarks(marks)}`).join("; ")}.`}
        />
      </div>
      <div className="swapbar">
        <RoleButtons role={role} onChoose={setRole} />
        <button className="btn" type="button" onClick={newNames}>
          {t("New names")}
        </button>
      </div>
      <CandidateGrid
        role={role}
        label={t("Names for the {role, select, subject {subject} other {object}}, {ownName}", { role, ownName })}
        columns={drawn}
        chosen={chosen}
        onChoose={choose}
        onRole={setRole}
        onType={() => setTyping(true)}
      />
      <OwnNames
        role={role}
        isAsked={isTyping}
        list={userNames}
        onAnswered={() => setTyping(false)}
        onPut={(name) => swapTo(name)}
        onList={setUserNames}
      />
      <p className="micro keys">
        <Trans
          id={
            "<0/> <1/> flick through the names, <2/> <3/> go to another column, <4/> <5/> choose the argument, <6/> type your own."
          }
          components={{
            0: <kbd>↑</kbd>,
            1: <kbd>↓</kbd>,
            2: <kbd>←</kbd>,
            3: <kbd>→</kbd>,
            4: <kbd>S</kbd>,
            5: <kbd>O</kbd>,
            6: <kbd>Enter</kbd>,
          }}
        />
      </p>
      <ReadingLog />
    </Figure>
  );
}

function RoleButtons({ role, onChoose }: { role: Role; onChoose(role: Role): void }) {
  const draft = useBench((state) => state.history.present);
  return (
    <div className="roles" role="group" aria-label={t("Argument to replace")}>
      {(["subject", "object"] as const).map((one) => (
        <button
          key={one}
          type="button"
          className={`rolebtn ${one === "subject" ? "in-s" : "in-o"}`}
          aria-pressed={one === role}
          onClick={() => onChoose(one)}
        >
          {sayRole(one)} <b>{spellMarks(mentionOf(originOf(draft), one))}</b>
        </button>
      ))}
    </div>
  );
}
