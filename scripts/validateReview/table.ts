/** @file The table of docs/review.md, between its markers. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const FILE = "docs/review.md";
const [BEGIN, END] = ["<!-- validation:begin -->", "<!-- validation:end -->"];

const NAMES: Readonly<Record<string, string>> = {
  review: "review queue",
  confidentLearning: "confident learning",
  confidentLearningMean: "confident learning, mean of nine readings",
  margin: "lowest margin of the label",
  cleanlab: "confident learning (cleanlab)",
  random: "random order",
};
const CONFUSION_NAMES: Readonly<Record<string, string>> = {
  anyRelation: "any other relation",
  sameTypes: "a relation of the same types",
};

interface Summary {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}
export interface TableRow {
  readonly confusion: string;
  readonly rate: number;
  readonly numWrong: number;
  readonly ranking: string;
  readonly precision: Readonly<Record<string, Summary>>;
}

const percent = (share: number) => String(Math.round(100 * share));
const say = ({ mean, min, max }: Summary) => `${percent(mean)} [${percent(min)}, ${percent(max)}]`;

/** Puts the rows between the markers; nothing when the page is not there. */
export function writeTable({ table }: { readonly table: readonly TableRow[] }): void {
  if (!existsSync(FILE)) return;
  const lines = [
    "| wrong labels | drawn from | ranking | first 10 | first 20 | first 50 | as many as are wrong |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...table.map(({ confusion, rate, numWrong, ranking, precision }) =>
      [
        "",
        ` ${percent(rate)}% (${numWrong}) `,
        ` ${CONFUSION_NAMES[confusion]} `,
        ` ${NAMES[ranking]} `,
        ...["10", "20", "50", "numWrong"].map((cut) => ` ${say(precision[cut]!)} `),
        "",
      ].join("|"),
    ),
  ];
  const text = readFileSync(FILE, "utf8");
  const [before, after] = [text.split(BEGIN)[0]!, text.split(END)[1]!];
  writeFileSync(FILE, `${before}${BEGIN}\n\n${lines.join("\n")}\n\n${END}${after}`);
}
