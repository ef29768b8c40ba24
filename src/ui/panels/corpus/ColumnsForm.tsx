/** @file Which column of a table is what, with the first rows as they are read now. */
import { t } from "../../../messages/translate";
import type { Decision } from "../../../data/formats/format";
import { useBench } from "../../../state/useBench";
import { Picker } from "../../widgets/Picker";

const SHOWN_ROWS = 5;
/** A column may be empty, and a picker's option may not be. */
const NO_COLUMN = "none";

export interface ColumnsFormProps {
  readonly columns: readonly Decision[];
  /** Whether no row could be read with the columns in force. */
  readonly isRefused: boolean;
  onDecide(changes: Readonly<Record<string, string>>): void;
}

export function ColumnsForm({ columns, isRefused, onDecide }: ColumnsFormProps) {
  const examples = useBench((state) => state.corpus?.examples);
  const isOpening = useBench((state) => state.isOpening);
  return (
    <>
      <p className="micro">{t("What you choose is remembered for files with the same header.")}</p>
      <div className="columns">
        {columns.map(({ id, question, value, choices }) => (
          <Picker
            key={id}
            label={question}
            isLabelShown
            isDisabled={isOpening}
            options={choices.map((choice) => ({ id: choice.value || NO_COLUMN, label: choice.label }))}
            value={value || NO_COLUMN}
            onChoose={(chosen) => onDecide({ [id]: chosen === NO_COLUMN ? "" : chosen })}
          />
        ))}
      </div>
      {isRefused || examples === undefined ? null : (
        <div className="preview" role="group" aria-label={t("Preview")} tabIndex={0}>
          <table>
            <caption>{t("The first rows, as they are read")}</caption>
            <thead>
              <tr>
                {[t("Sentence"), t("Subject"), t("Object"), t("Relation")].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {examples.slice(0, SHOWN_ROWS).map(({ text, subject, object, relation }, i) => (
                <tr key={i}>
                  <td>{text}</td>
                  <td>{text.slice(subject.start, subject.end)}</td>
                  <td>{text.slice(object.start, object.end)}</td>
                  <td>{relation ?? t("none")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
