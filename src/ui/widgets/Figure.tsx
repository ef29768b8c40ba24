/** @file The frame of every figure: finding, how to read it, drawing, n; with its files, its table and its definitions. */
import { formatChoice } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import { lazy, Suspense, useId, useRef, useState, type ReactNode } from "react";
import type { Records } from "../exportData";
import { completeFoot, type Provenance } from "../provenance";
import { spellMarks } from "../hiddenMarks";
import { saveBlob } from "../saveBlob";
import { DataTable, type TableData } from "./DataTable";
import type { Definition } from "./Definitions";

/** Downloaded when the first “i” is pressed. */
const Definitions = lazy(() => import("./Definitions").then(({ Definitions: List }) => ({ default: List })));

export interface FigureProps {
  readonly className?: string;
  /** The finding, computed from what is drawn. */
  readonly title: string;
  /** How to read the drawing. */
  readonly lead: ReactNode;
  /** The lead in plain text, for exported files. */
  readonly leadText: string;
  /** n, K, seed: what the drawing rests on; the models are added from `provenance`. */
  readonly foot: string;
  readonly provenance: Provenance;
  /** Name of exported files, without ending. */
  readonly fileName: string;
  /** The numbers behind the drawing, made when a file of them is asked for. */
  readonly data: () => Records;
  readonly table: TableData;
  readonly definitions: readonly Definition[];
  /** Whether the drawing answers an earlier question while the next one is worked on. */
  readonly isStale: boolean;
  /** The drawing; its first svg is what is exported. */
  readonly children: ReactNode;
}

/** Files of a figure: the drawing, and the numbers without and with what they rest on. */
const KINDS = ["svg", "png", "csv", "json"] as const;
/** How long the button says that it has copied. */
const COPIED_MS = 2000;
type Kind = (typeof KINDS)[number];

export function Figure(props: FigureProps) {
  const { fileName, provenance } = props;
  const title = spellMarks(props.title);
  const foot = spellMarks(completeFoot(props.foot, provenance));
  const id = useId();
  const drawing = useRef<HTMLDivElement>(null);
  const [isTable, setIsTable] = useState(false);
  const [isDefined, setIsDefined] = useState(false);
  const [isCopied, setCopied] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const makeFile = async (kind: Kind): Promise<Blob> => {
    const { formatCsv, formatJson, makeAbout } = await import("../exportData");
    if (kind === "csv") return new Blob([await formatCsv(props.data())], { type: "text/csv;charset=utf-8" });
    const about = makeAbout({ title, lead: props.leadText, foot }, provenance);
    if (kind === "json") return new Blob([formatJson(props.data(), about)], { type: "application/json" });
    const svg = drawing.current?.querySelector<SVGSVGElement>("svg.chart");
    if (!svg) throw new Error("Figure: expected a drawing, got none.");
    const { buildSvg, paintPng } = await import("../exportFigure");
    const built = await buildSvg(svg, about);
    return kind === "svg" ? new Blob([built.text], { type: "image/svg+xml" }) : paintPng(built);
  };
  const exportAs = async (kind: Kind) => {
    try {
      saveBlob(await makeFile(kind), `${fileName}.${kind}`);
      setProblem(null);
    } catch {
      const others = KINDS.filter((other) => other !== kind).map((other) => other.toUpperCase());
      setProblem(
        t("The {kind} could not be made in this browser. Try {value}.", {
          kind: kind.toUpperCase(),
          value: formatChoice(others),
        }),
      );
    }
  };

  const copy = async () => {
    try {
      // The image comes later: browsers take the copy only as part of the click.
      await navigator.clipboard.write([new ClipboardItem({ "image/png": makeFile("png") })]);
      setProblem(null);
      setCopied(true);
      setTimeout(() => setCopied(false), COPIED_MS);
    } catch {
      setProblem(t("This browser does not let the page copy an image. Save it as PNG instead."));
    }
  };

  return (
    <figure className={`fig ${props.className ?? ""}`} aria-labelledby={`${id}-title`} aria-busy={props.isStale}>
      <figcaption className="fig-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <button
          className="info"
          type="button"
          aria-label={t("Definitions")}
          aria-describedby={`${id}-title`}
          title={t("Definitions and formulas")}
          aria-expanded={isDefined}
          aria-controls={`${id}-definitions`}
          onClick={() => setIsDefined(!isDefined)}
        >
          i
        </button>
        <p>{typeof props.lead === "string" ? spellMarks(props.lead) : props.lead}</p>
      </figcaption>
      {isDefined ? (
        <Suspense fallback={<div id={`${id}-definitions`} />}>
          <Definitions id={`${id}-definitions`} definitions={props.definitions} />
        </Suspense>
      ) : null}
      <div className="fig-body">
        <div ref={drawing} className={props.isStale ? "stale" : ""} hidden={isTable}>
          {props.children}
        </div>
        {isTable ? <DataTable {...props.table} /> : null}
      </div>
      <div className="fig-foot">
        <span>
          {foot}
          {props.isStale ? <b>{t("These numbers are from before the last change.")}</b> : null}
        </span>
        <span className="act" role="group" aria-label={t("Files and table: {title}", { title })}>
          {KINDS.map((kind) => (
            <button key={kind} className="lnk" type="button" onClick={() => void exportAs(kind)}>
              {kind.toUpperCase()}
            </button>
          ))}
          <button className="lnk" type="button" title={t("Copy the drawing as an image")} onClick={() => void copy()}>
            {isCopied ? t("Copied") : t("Copy")}
          </button>
          <button className="lnk" type="button" aria-expanded={isTable} onClick={() => setIsTable(!isTable)}>
            {t("Table")}
          </button>
        </span>
      </div>
      {problem ? (
        <p className="micro" role="alert">
          {problem}
        </p>
      ) : null}
    </figure>
  );
}
