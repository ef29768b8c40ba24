/**
 * @file TACRED JSON: tokens, spans in tokens with inclusive ends. Tokens are the words of the text (Unicode Annex 29), cut at
 * the ends of both mentions too; brackets get their Penn Treebank names. Fields of a parser (stanford_*) are not made up.
 */
import type { CharSpan, Example } from "../example";
import { describeAddition, readable, type Exporter } from "./exporter";

const segmenter = new Intl.Segmenter("en", { granularity: "word" });
const BRACKETS: ReadonlyMap<string, string> = new Map([
  ["(", "-LRB-"],
  [")", "-RRB-"],
  ["[", "-LSB-"],
  ["]", "-RSB-"],
  ["{", "-LCB-"],
  ["}", "-RCB-"],
]);

export const tacredExporter: Exporter = {
  id: "tacred",
  title: "TACRED JSON",
  extension: ".json",
  write(rows, name) {
    const { examples, notices } = readable(rows);
    const lines = examples.map(({ example, addition }) =>
      JSON.stringify({ ...toTacred(example), ...describeAddition(addition) }),
    );
    return { files: [{ name: `${name}.json`, text: `[${lines.map((line) => `\n${line}`).join(",")}\n]\n` }], notices };
  },
};

function toTacred({ id, docId, text, subject, object, relation, annotator }: Example) {
  const tokens = tokenize(text, [subject.start, subject.end, object.start, object.end]);
  const first = (span: CharSpan) => tokens.findIndex(({ end }) => end > span.start);
  const last = (span: CharSpan) => tokens.findLastIndex(({ start }) => start < span.end);
  return {
    id,
    docid: docId,
    relation,
    token: tokens.map(({ start, end }) => BRACKETS.get(text.slice(start, end)) ?? text.slice(start, end)),
    subj_start: first(subject),
    subj_end: last(subject),
    obj_start: first(object),
    obj_end: last(object),
    subj_type: subject.type,
    obj_type: object.type,
    annotator,
  };
}

/** Words and marks of a text, without white space, cut at `edges`. */
export function tokenize(text: string, edges: readonly number[]): CharSpan[] {
  const cuts = new Set(edges);
  for (const { index } of segmenter.segment(text)) cuts.add(index);
  cuts.add(text.length);
  const ends = [...cuts].filter((cut) => cut > 0).sort((a, b) => a - b);
  let start = 0;
  return ends.flatMap((end) => {
    const token = { start, end };
    start = end;
    return text.slice(token.start, token.end).trim() === "" ? [] : [token];
  });
}
