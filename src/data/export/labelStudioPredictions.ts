/**
 * @file Tasks for Label Studio with predictions: the mentions and the predicted relation (else the label), and its score.
 * Offsets are UTF-16 units. The labeling interface needs `<Text name="text" value="$text"/>`, `<Labels name="label">` and
 * `<Relations>`.
 */
import { t } from "../../messages/translate";
import type { Argument } from "../example";
import { describeAddition, readable, type Exporter } from "./exporter";

export const labelStudioExporter: Exporter = {
  id: "label-studio",
  get title() {
    return t("Label Studio predictions");
  },
  extension: ".json",
  write(rows, name) {
    const { examples, notices } = readable(rows);
    const tasks = examples.map(({ example, addition }) => {
      const { id, docId, text, subject, object, relation, annotator } = example;
      const region = (key: string, { start, end, type }: Argument) => ({
        id: key,
        from_name: "label",
        to_name: "text",
        type: "labels",
        value: { start, end, text: text.slice(start, end), labels: type === undefined ? [] : [type] },
      });
      const label = addition?.prediction ?? relation;
      const labels = label === undefined || label === null ? [] : [label];
      const result = [
        region("subject", subject),
        region("object", object),
        { type: "relation", from_id: "subject", to_id: "object", direction: "right", labels },
      ];
      const prediction = { model_version: "entity-bias-explorer", score: addition?.score, result };
      return {
        data: { text, row: id, docId, gold: relation, annotator, ...describeAddition(addition) },
        predictions: [prediction],
      };
    });
    return { files: [{ name: `${name}.json`, text: `${JSON.stringify(tasks, null, 1)}\n` }], notices };
  },
};
