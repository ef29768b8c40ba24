/** @file The entity types of the two arguments: given, found in the text for a model that reads types, or none. */
import { Trans } from "@lingui/react";
import { hasTagFor } from "../../data/typeMapping";
import type { Role } from "../../data/example";
import { formatFixed } from "../../messages/formatNumber";
import { SOURCE_LANGUAGE } from "../../messages/languages";
import { t } from "../../messages/translate";
import { isAwaitingTypes, selectFoundType, selectTypeFinder, selectTypesRead } from "../../state/typesSlice";
import { useBench } from "../../state/useBench";
import { ENTITY_TYPES } from "../entityTypes";
import { spellMarks } from "../hiddenMarks";
import { formatBytes } from "../numbers";
import { sayType } from "../typeFindings";
import { Picker, type PickerOption } from "../widgets/Picker";

const ROLES = ["subject", "object"] as const;
/** Ids of the options that are no types. */
const [FOUND, NONE] = ["~found", "~none"];

const listTypes = (typesRead: readonly string[] | null): PickerOption[] =>
  ENTITY_TYPES.map(({ id, gloss }) => ({
    ...{ id, label: id, detail: t(gloss) },
    ...(typesRead !== null && !hasTagFor(typesRead, id) && { line: t("The model has no tag for it.") }),
  }));

function TypePicker({ role }: { role: Role }) {
  const { text, [role]: argument } = useBench((state) => state.history.present);
  const setType = useBench((state) => state.setType);
  const typesRead = useBench(selectTypesRead);
  const canFind = useBench((state) => selectTypeFinder(state) !== null);
  const found = useBench((state) => selectFoundType(state, role));
  if (argument === null) return null;
  const { type } = argument;
  const toFind: PickerOption = {
    ...{ id: FOUND!, label: found?.type ?? t("not given") },
    detail: found
      ? t("found in the text, {score}", { score: formatFixed(found.score, 2) })
      : found === null
        ? t("none found in the text")
        : t("to be found in the text"),
  };
  const none: PickerOption = { id: NONE!, label: t("no type"), detail: t("the name alone") };
  const value = type === undefined ? (canFind ? FOUND! : null) : type.trim() === "" && typesRead ? NONE! : type;
  return (
    <span className="one">
      <i className={role === "subject" ? "swatch" : "swatch obj"} aria-hidden="true" />
      <span aria-hidden="true">{t("{role, select, subject {subject} other {object}} type", { role })}</span>
      <Picker
        label={t("Type of the {role, select, subject {subject} other {object}}, {name}", {
          role,
          name: text.slice(argument.start, argument.end),
        })}
        options={[...(canFind ? [toFind] : []), ...listTypes(typesRead), ...(typesRead ? [none] : [])]}
        value={value}
        placeholder={t("not given")}
        isDetailShown={value === FOUND}
        onChoose={(id) => setType(role, id === FOUND ? null : id === NONE ? "" : id)}
      />
    </span>
  );
}

/** How far the search for types is, and what was found. */
function TypeFindings() {
  const run = useBench((state) => state.typesRun);
  const isAwaiting = useBench(isAwaitingTypes);
  const findTypes = useBench((state) => state.findTypes);
  const cancelTypes = useBench((state) => state.cancelTypes);
  const typesRead = useBench(selectTypesRead);
  const finder = useBench(selectTypeFinder);
  const { text, ...draft } = useBench((state) => state.history.present);
  const found = {
    subject: useBench((state) => selectFoundType(state, "subject")),
    object: useBench((state) => selectFoundType(state, "object")),
  };
  if (typesRead === null) return null;
  const lines = ROLES.flatMap((role) => {
    const argument = draft[role];
    if (argument === null) return [];
    const name = spellMarks(text.slice(argument.start, argument.end));
    const one = found[role];
    const line = sayType({ name, type: argument.type, found: one, typesRead });
    // The menu shows a sure finding; its line is for screen readers, which hear of it as it comes.
    const isShownAbove = argument.type === undefined && one?.isWeak === false && hasTagFor(typesRead, one.type);
    return line === "" ? [] : [{ line, isShownAbove }];
  });
  const isMissing = ROLES.some(
    (role) => draft[role] !== null && draft[role].type === undefined && found[role] === undefined,
  );
  const isStopped = run.status === "held" || run.status === "cancelled" || run.status === "failed";
  return (
    <div className="typed">
      {isAwaiting ? (
        <>
          <span>{t("Types are looked for in the text.")}</span>
          <progress
            className="prog"
            aria-label={t("Loading the model")}
            max={Math.max(1, run.numTotal)}
            {...(run.status === "loading" && run.numTotal > 0 && { value: run.numDone })}
          />
          <button className="lnk" type="button" onClick={cancelTypes}>
            {t("Cancel")}
          </button>
        </>
      ) : null}
      {run.status === "failed" && isMissing ? (
        <span role="alert">{t("The types could not be found: {error}", { error: spellMarks(run.error ?? "") })}</span>
      ) : null}
      <span role="status">
        {isAwaiting
          ? ""
          : lines.map(({ line, isShownAbove }) => (
              <span key={line} className={isShownAbove ? "vh" : "line"}>
                {line}
              </span>
            ))}
      </span>
      {isStopped && isMissing && finder !== null ? (
        <button className="btn" type="button" onClick={() => void findTypes(true)}>
          {run.status === "held"
            ? t("Find the types in the text (download {size})", { size: formatBytes(finder.bytes) })
            : t("Find the types in the text")}
        </button>
      ) : null}
    </div>
  );
}

function Hint() {
  const language = useBench((state) => state.language);
  const readsTypes = useBench((state) => selectTypesRead(state) !== null);
  const finder = useBench(selectTypeFinder);
  const types = !readsTypes
    ? t("Types are notes for the reader; the model does not see them.")
    : finder === null
      ? t("This model reads the types too.")
      : t("This model reads the types too; those that nobody gave are found by “{title}”, which may be wrong.", {
          title: finder.title,
        });
  return (
    <span className="hint">
      {language === SOURCE_LANGUAGE ? null : <b>{t("The model reads English only.")} </b>}
      <Trans
        id={
          "To mark another subject or object, select its words: drag over them, tap the first and then the last one, or use <0/> <1/> with <2/> and press <3/> or <4/>. {types}"
        }
        values={{ types: <bdi>{types}</bdi> }}
        components={{ 0: <kbd>←</kbd>, 1: <kbd>→</kbd>, 2: <kbd>Shift</kbd>, 3: <kbd>S</kbd>, 4: <kbd>O</kbd> }}
      />
    </span>
  );
}

export function ArgumentTypes() {
  return (
    <div className="args">
      <TypePicker role="subject" />
      <TypePicker role="object" />
      <Hint />
      <TypeFindings />
    </div>
  );
}
