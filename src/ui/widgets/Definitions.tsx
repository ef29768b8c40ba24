/** @file What the quantities of a figure are: term, formula, meaning, and the function that computes it. */
import { t, type MessageId } from "../../messages/translate";
import { useEffect, useState } from "react";

/** One quantity of a drawing, said exactly. */
export interface Definition {
  /** Marked with `msg`, as `meaning` is: both are translated where they are shown. */
  readonly term: string;
  /** The formula in TeX, as KaTeX reads it. A line may break after each ",\quad ". */
  readonly tex: string;
  readonly meaning: string;
  /** Functions and their files: "computeShift, src/analysis/distributionShift.ts"; several are parted by "; ". */
  readonly computedBy: string;
}

const SEPARATOR = /(?<=,)\\quad /;

/** The parts of a formula that stand on one line each where the figure is narrow. */
export function splitFormula(tex: string): string[] {
  return tex.split(SEPARATOR);
}

type Typeset = (tex: string) => string;

/** The typesetter, downloaded when the first definition is opened; null until then, and where it cannot be had. */
function useTypeset(): Typeset | null {
  const [typeset, setTypeset] = useState<Typeset | null>(null);
  useEffect(() => {
    let isGone = false;
    import("../typesetFormula").then(
      ({ typesetFormula }) => !isGone && setTypeset(() => typesetFormula),
      // The TeX source stays: it says the same.
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, []);
  return typeset;
}

export function Definitions({ id, definitions }: { id: string; definitions: readonly Definition[] }) {
  const typeset = useTypeset();
  return (
    <dl className="defs" id={id}>
      {definitions.map(({ term, tex, meaning, computedBy }) => (
        <div key={term}>
          <dt>{t(term as MessageId)}</dt>
          <dd>
            {typeset ? (
              <div className="formula">
                {splitFormula(tex).map((part) => (
                  // Our own TeX through KaTeX, which escapes what it prints.
                  <span key={part} dangerouslySetInnerHTML={{ __html: typeset(part) }} />
                ))}
              </div>
            ) : (
              <code className="formula">{tex}</code>
            )}
            <p>{t(meaning as MessageId)}</p>
            <p className="by">{t("Computed by {computedBy}", { computedBy })}</p>
          </dd>
        </div>
      ))}
    </dl>
  );
}
