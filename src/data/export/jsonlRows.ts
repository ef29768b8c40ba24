/** @file Our own JSON lines: everything an example holds, one row a line. */
import { describeAddition, readable, type Exporter } from "./exporter";

export const jsonlExporter: Exporter = {
  id: "jsonl",
  title: "JSON lines",
  extension: ".jsonl",
  write(rows, name) {
    const { examples, notices } = readable(rows);
    const lines = examples.map(({ example, addition }) => {
      const { id, docId, text, subject, object, relation, annotator } = example;
      return JSON.stringify({
        id,
        docId,
        text,
        subj: subject,
        obj: object,
        relation,
        annotator,
        ...describeAddition(addition),
      });
    });
    return { files: [{ name: `${name}.jsonl`, text: lines.map((line) => `${line}\n`).join("") }], notices };
  },
};
