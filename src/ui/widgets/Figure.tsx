/** @file The frame of every figure: finding, how to read it, drawing, n; with its files, its table and its definitions. */
import { useId, useRef, useState, type ReactNode } from "react";
import { buildSvg, paintPng, saveBlob } from "../exportFigure";
import { DataTable, type TableData } from "./DataTable";
import { Definitions, type Definition } from "./Definitions";

export interface FigureProps {
  readonly className?: string;
  /** The finding, computed from what is drawn. */
  readonly title: string;
  /** How to read the drawing. */
  readonly lead: ReactNode;
  /** The lead in plain text, for exported files. */
  readonly leadText: string;
  /** n, K, seed: what the drawing rests on. */
  readonly foot: string;
  /** Name of exported files, without ending. */
  readonly fileName: string;
  readonly csv: string;
  readonly table: TableData;
  readonly definitions: readonly Definition[];
  /** Whether the drawing answers an earlier question while the next one is worked on. */
  readonly isStale: boolean;
  /** The drawing; its first svg is what is exported. */
  readonly children: ReactNode;
}

export function Figure(props: FigureProps) {
  const { title, foot, fileName } = props;
  const id = useId();
  const drawing = useRef<HTMLDivElement>(null);
  const [isTable, setIsTable] = useState(false);
  const [isDefined, setIsDefined] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const exportAs = async (kind: "svg" | "png") => {
    const svg = drawing.current?.querySelector<SVGSVGElement>("svg.chart");
    if (!svg) return;
    try {
      const built = await buildSvg(svg, { title, lead: props.leadText, foot });
      const blob = kind === "svg" ? new Blob([built.text], { type: "image/svg+xml" }) : await paintPng(built);
      saveBlob(blob, `${fileName}.${kind}`);
      setProblem(null);
    } catch {
      setProblem(`The ${kind.toUpperCase()} could not be made in this browser. SVG and CSV still work.`);
    }
  };
  const exportCsv = () => saveBlob(new Blob([props.csv], { type: "text/csv;charset=utf-8" }), `${fileName}.csv`);

  return (
    <figure className={`fig ${props.className ?? ""}`} aria-labelledby={`${id}-title`} aria-busy={props.isStale}>
      <figcaption className="fig-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <button
          className="info"
          type="button"
          aria-label={`Definitions: ${title}`}
          title="Definitions and formulas"
          aria-expanded={isDefined}
          aria-controls={`${id}-definitions`}
          onClick={() => setIsDefined(!isDefined)}
        >
          i
        </button>
        <p>{props.lead}</p>
      </figcaption>
      {isDefined ? <Definitions id={`${id}-definitions`} definitions={props.definitions} /> : null}
      <div className="fig-body">
        <div ref={drawing} className={props.isStale ? "stale" : ""} hidden={isTable}>
          {props.children}
        </div>
        {isTable ? <DataTable {...props.table} /> : null}
      </div>
      <div className="fig-foot">
        <span>
          {foot}
          {props.isStale ? <b> These numbers are from before the last change.</b> : null}
        </span>
        <span className="act" role="group" aria-label={`Files and table: ${title}`}>
          <button className="lnk" type="button" onClick={() => void exportAs("svg")}>
            SVG
          </button>
          <button className="lnk" type="button" onClick={() => void exportAs("png")}>
            PNG
          </button>
          <button className="lnk" type="button" onClick={exportCsv}>
            CSV
          </button>
          <button className="lnk" type="button" aria-expanded={isTable} onClick={() => setIsTable(!isTable)}>
            Table
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
