/** @file Types for the arguments of rows that have none, from the entities of their text. */
import { fillTypes, isUntyped } from "../analysis/foundTypes";
import type { ParsedRow } from "../data/formats/parsedFile";
import { openExtractor } from "./extractors";
import type { NodeBackend } from "./flags";
import { createProgress } from "./progress";

/**
 * The rows with a type for each argument that had none, as far as its text shows one; other rows stay as they are.
 * PyTorch runs no such model: wasm stands in for it.
 */
export async function typeRows(
  rows: readonly ParsedRow[],
  modelId: string,
  backend: NodeBackend,
): Promise<ParsedRow[]> {
  const extractor = await openExtractor(modelId, backend === "torch" ? "wasm" : backend);
  try {
    const progress = createProgress("types", rows.length);
    const typed: ParsedRow[] = [];
    let numTyped = 0;
    for (const row of rows) {
      const { content } = row;
      progress.advance(1);
      if (!("example" in content) || ![content.example.subject, content.example.object].some(isUntyped)) {
        typed.push(row);
        continue;
      }
      const { text } = content.example;
      const example = fillTypes(content.example, await extractor.read(text, extractor.plan(text).flat(), {}));
      if (![example.subject, example.object].some(isUntyped)) numTyped++;
      typed.push({ ...row, content: { ...content, example } });
    }
    progress.finish(`${numTyped} given types by ${modelId}`, 0);
    return typed;
  } finally {
    extractor.dispose();
  }
}
