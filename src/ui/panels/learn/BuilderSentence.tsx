/** @file The sentence that a step puts on the page, with its two marks. */
import { useRef } from "react";
import type { Role } from "../../../data/example";
import { t } from "../../../messages/translate";
import { exchangeArguments, markArgument, replaceText } from "../../../state/draft";
import { sentenceOf, type SentenceDraft } from "../../../state/lessonDraft";
import { useBenchStore } from "../../../state/useBench";
import { MarkedSentence } from "../../widgets/MarkedSentence";
import { FieldProblem, useFieldProps } from "./Field";

export interface BuilderSentenceProps {
  readonly field: string;
  readonly sentence: SentenceDraft | null;
  /** `isTyped`: one of many changes in a row. */
  onChange(sentence: SentenceDraft | null, isTyped?: boolean): void;
}

export function BuilderSentence({ field, sentence, onChange }: BuilderSentenceProps) {
  const store = useBenchStore();
  const area = useRef<HTMLTextAreaElement>(null);
  const props = useFieldProps(field, true);
  const ofBench = () => onChange(sentenceOf(store.getState().history.present));
  if (sentence === null) {
    return (
      <div className="bfield">
        <p className="acts">
          <span>{t("The page stays as the step before has left it.")}</span>
          <button className="btn" type="button" id={props.id} onClick={ofBench}>
            {t("Put a sentence on the page")}
          </button>
        </p>
      </div>
    );
  }
  const full = { ...sentence, exampleId: null };
  const mark = (role: Role) => {
    const { selectionStart: start, selectionEnd: end } = area.current ?? { selectionStart: 0, selectionEnd: 0 };
    onChange(sentenceOf(markArgument(full, role, { start, end })));
    area.current?.focus();
  };
  const { text, subject, object } = sentence;
  return (
    <div className="bfield">
      <label htmlFor={props.id}>{t("Sentence, in English")}</label>
      <textarea
        {...props}
        ref={area}
        lang="en"
        dir="ltr"
        rows={3}
        value={text}
        onChange={({ target }) => onChange(sentenceOf(replaceText(full, target.value)), true)}
      />
      <p className="micro" id={`${props.id}-hint`}>
        {t("Select words in the field, with the pointer or with Shift and the arrow keys, then mark them.")}
      </p>
      <p className="acts">
        <button className="btn" type="button" onClick={() => mark("subject")}>
          {t("Mark as subject")}
        </button>
        <button className="btn" type="button" onClick={() => mark("object")}>
          {t("Mark as object")}
        </button>
        <button className="lnk" type="button" onClick={() => onChange(sentenceOf(exchangeArguments(full)))}>
          {t("Exchange subject and object")}
        </button>
        <button className="lnk" type="button" onClick={ofBench}>
          {t("Take the sentence of the Bench")}
        </button>
        <button className="lnk" type="button" onClick={() => onChange(null)}>
          {t("Leave the page as it is")}
        </button>
      </p>
      {subject && object ? (
        <p className="bmarked" lang="en" dir="ltr">
          <MarkedSentence example={{ text, subject, object }} />
        </p>
      ) : null}
      <FieldProblem field={field} />
    </div>
  );
}
