/** @file CSV (RFC 4180): one row a pair, offsets in UTF-16 units with exclusive ends beside the words. */
import Papa from "papaparse";
import { describeAddition, readable, type Exporter } from "./exporter";

const COLUMNS = [
  ...["id", "docId", "text", "subject", "object", "relation"],
  ...["subj_start", "subj_end", "subj_type", "obj_start", "obj_end", "obj_type"],
  ...["annotator", "flag", "prediction", "score", "variance"],
];

export const csvExporter: Exporter = {
  id: "csv",
  title: "CSV",
  extension: ".csv",
  write(rows, name) {
    const { examples, notices } = readable(rows);
    const records = examples.map(({ example, addition }) => {
      const { id, docId, text, subject, object, relation, annotator } = example;
      return {
        ...{ id, docId, text, relation, annotator },
        subject: text.slice(subject.start, subject.end),
        object: text.slice(object.start, object.end),
        ...{ subj_start: subject.start, subj_end: subject.end, subj_type: subject.type },
        ...{ obj_start: object.start, obj_end: object.end, obj_type: object.type },
        ...describeAddition(addition),
      };
    });
    const used = COLUMNS.filter(
      (column) =>
        column === "relation" ||
        records.length === 0 ||
        records.some((row) => column in row && row[column as keyof typeof row] !== undefined),
    );
    const text = Papa.unparse({ fields: used, data: records }, { newline: "\r\n" });
    return { files: [{ name: `${name}.csv`, text: `${text}\r\n` }], notices };
  },
};
