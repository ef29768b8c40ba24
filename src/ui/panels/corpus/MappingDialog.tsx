/** @file What each relation and entity type of the file stands for: told by name, chosen, or left out. Loaded when opened. */
import { useId, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { t, msg, type MessageId } from "../../../messages/translate";
import { formatCount } from "../../../messages/formatNumber";
import type { NameMatch } from "../../../data/labelMapping";
import { chooseLabel, chooseType, resetMapping } from "../../../state/mappingActions";
import { useBenchStore } from "../../../state/useBench";
import { ENTITY_TYPES } from "../../entityTypes";
import { formatLabel } from "../../numbers";
import { shortenMiddle } from "../../shortenText";
import { Picker, type PickerOption } from "../../widgets/Picker";
import { SWAPPED_TYPES, sumMatched, useLabelMatches } from "./useLabelMatches";
import "../../styles/mapping.css";
import { spellMarks } from "../../hiddenMarks";

/** Names shown at first and with each “more”. */
const SHOWN = 20;
const LONGEST = 60;
/** Ids of options beside the labels, which begin with "=". */
const BY_NAME = "name";
const LEFT_OUT = "out";

const MANNERS: Readonly<Record<NameMatch["manner"], MessageId>> = {
  same: msg("same name"),
  spelling: msg("same words"),
  negative: msg("means no relation"),
  chosen: msg("you chose it"),
  "left out": msg("you left it out"),
  unmapped: msg("not known"),
};

interface NamesProps {
  readonly title: string;
  readonly lead: string;
  readonly matches: readonly NameMatch[];
  /** In the order of `matches`. */
  readonly byName: readonly NameMatch[];
  readonly options: readonly PickerOption[];
  /** What the field says that finds among them. */
  readonly finding: string;
  /** A count of what bears one of the names. */
  sayCount(count: number): string;
  onChoose(own: string, put: string | null | undefined): void;
}

function Names({ title, lead, matches, byName, options, finding, sayCount, onChoose }: NamesProps) {
  const id = useId();
  const [words, setWords] = useState("");
  const [numShown, setNumShown] = useState(SHOWN);
  // What was unknown when the dialog was opened stays on top while it is being matched.
  const [isFirst] = useState(
    () => new Set(matches.filter(({ manner }) => manner === "unmapped").map(({ own }) => own)),
  );
  const places = [...matches.keys()].sort(
    (a, b) => Number(isFirst.has(matches[b]!.own)) - Number(isFirst.has(matches[a]!.own)) || a - b,
  );
  const wanted = words.trim().toLowerCase();
  const found = places.filter((place) => matches[place]!.own.toLowerCase().includes(wanted));
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <p className="micro">{lead}</p>
      {matches.length > SHOWN ? (
        <input
          className="field"
          type="search"
          aria-label={finding}
          placeholder={t("Find a name")}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      ) : null}
      <ul className="matches">
        {found.slice(0, numShown).map((place) => {
          const { own, count, put, manner } = matches[place]!;
          const named = byName[place]!.put;
          const value = manner === "chosen" ? `=${put}` : manner === "left out" ? LEFT_OUT : BY_NAME;
          return (
            <li key={own} className={put === null ? "open" : ""}>
              <span className="given" title={own.length > LONGEST ? spellMarks(own) : undefined}>
                <b>{own === "" ? t("(empty)") : shortenMiddle(own, LONGEST)}</b>
                <small className="num">{sayCount(count)}</small>
              </span>
              <Picker
                label={t("{name} is", { name: shortenMiddle(own, LONGEST) })}
                options={[
                  {
                    id: BY_NAME,
                    label: named === null ? t("Not matched") : formatLabel(named),
                    detail: t("by name"),
                  },
                  ...options,
                ]}
                value={value}
                onChoose={(chosen) =>
                  onChoose(own, chosen === BY_NAME ? undefined : chosen === LEFT_OUT ? null : chosen.slice(1))
                }
              />
              <small className="manner">{t(MANNERS[manner])}</small>
            </li>
          );
        })}
      </ul>
      {found.length === 0 ? <p className="micro">{t("No name has these letters.")}</p> : null}
      {found.length > numShown ? (
        <button className="lnk" type="button" onClick={() => setNumShown(numShown + SHOWN)}>
          {t("Show {part} of {left} more", {
            part: Math.min(SHOWN, found.length - numShown),
            left: formatCount(found.length - numShown),
          })}
        </button>
      ) : null}
    </section>
  );
}

const TYPE_OPTIONS = ENTITY_TYPES.filter(({ id }) => SWAPPED_TYPES.includes(id)).map(({ id, gloss }) => ({
  id: `=${id}`,
  label: id,
  detail: gloss,
}));

export default function MappingDialog({ onClose }: { onClose(): void }) {
  const matches = useLabelMatches();
  const { getState } = useBenchStore();
  if (matches === null) return null;
  const { labels, relations, types, byName, numChosen } = matches;
  const { matched, all } = sumMatched(relations);
  const options = [
    { id: LEFT_OUT, label: t("Leave out of F1") },
    ...labels.map((label) => ({ id: `=${label}`, label: formatLabel(label) })),
  ];
  return (
    <ModalOverlay className="veil" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="modal">
        <Dialog className="mapping">
          <header>
            <Heading slot="title" level={2}>
              {relations.length === 0
                ? t("No row of the file has a relation")
                : t("{part} of {n, plural, one {# labelled row} other {# labelled rows}} count for F1", {
                    part: formatCount(matched),
                    n: all,
                  })}
            </Heading>
            <p className="micro">
              {t(
                "A name is matched when it is the same as one of the model’s, in any spelling; nothing is guessed. What you choose can be undone, and is remembered in this browser for files with the same names.",
              )}
            </p>
          </header>
          <div className="body" tabIndex={0} role="group" aria-label={t("Names of the file")}>
            {relations.length > 0 ? (
              <Names
                title={t("Relations")}
                lead={t(
                  "Rows whose relation is not matched are shown, and left out of F1. Subject and object stay as they are.",
                )}
                finding={t("Find among relations")}
                sayCount={(n) => t("{n, plural, one {# row} other {# rows}}", { n })}
                matches={relations}
                byName={byName.relations}
                options={options}
                onChoose={(own, put) => chooseLabel(labels, own, put, getState)}
              />
            ) : null}
            {types.length > 0 ? (
              <Names
                title={t("Entity types")}
                lead={t(
                  "Names are swapped for others of the same type; those of an unknown type keep theirs. A change here asks for new scores of its rows.",
                )}
                finding={t("Find among entity types")}
                sayCount={(n) => t("{n, plural, one {# argument} other {# arguments}}", { n })}
                matches={types}
                byName={byName.types}
                options={TYPE_OPTIONS}
                onChoose={(own, put) => chooseType(own, put ?? undefined, getState)}
              />
            ) : null}
          </div>
          <footer>
            <button
              className="lnk"
              type="button"
              disabled={numChosen === 0}
              onClick={() => resetMapping(labels, getState)}
            >
              {t("Reset to what names say")}
            </button>
            <button className="btn solid" type="button" onClick={onClose}>
              {t("Done")}
            </button>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
