/** @file Words of a file or a visitor: marks that cannot be seen are shown by their code points and turn nothing around. */
import { t } from "../../messages/translate";
import { cutMarks } from "../hiddenMarks";

/**
 * `start`: offset of the text in its sentence, where selections are read back (`domSelection.ts`). The mark itself stays in
 * the page, shut off in its own element, so that what is copied and selected is the text as it is.
 */
export function VisibleText({ text, start }: { text: string; start?: number }) {
  const pieces = cutMarks(text);
  if (pieces.length < 2 && (pieces[0]?.code ?? null) === null) return <>{text}</>;
  let at = start ?? 0;
  return (
    <>
      {pieces.map((piece) => {
        const from = at;
        at += piece.text.length;
        const place = start === undefined ? undefined : from;
        return piece.code === null ? (
          <span key={from} data-start={place}>
            {piece.text}
          </span>
        ) : (
          <bdi
            key={from}
            className="cp"
            data-code={piece.code}
            data-start={place}
            title={t("Hidden mark {code}", { code: piece.code })}
          >
            {piece.text}
          </bdi>
        );
      })}
    </>
  );
}
