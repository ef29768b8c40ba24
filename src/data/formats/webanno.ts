/**
 * @file WebAnno TSV 3.x, as INCEpTION and WebAnno export it: one token a row, layers in columns.
 *
 * Offsets are UTF-16 units of the document, ends exclusive. A relation stands in the row of its dependent and names the
 * token of its governor, `1-1[2_0]`: number 2 of that token's annotations (0: its only one) to the only one of this row. The
 * governor is the subject. The text is put together from the #Text lines; what stands between sentences is not in the file.
 */
import { t } from "../../messages/translate";
import { createDocumentPairs, type AnnotatedDocument, type MarkedRelation, type Mention } from "./documentPairs";
import type { Format, ImportedRow, ReadSummary, SourceFile } from "./format";
import { atPlace, inFile } from "./placedError";
import type { SpanClaim } from "./spanRepair";
import { createSurfaceReader, type SurfaceReader } from "./surfaces";
import { parseWebannoCell, parseWebannoLayers, unescapeWebanno, type WebannoLayer } from "./webannoLines";

export const webanno: Format = {
  id: "webanno-tsv",
  title: "WebAnno TSV 3 (INCEpTION)",
  recognise(files) {
    const isMine = files.every(({ head }) => /^\s*#FORMAT=WebAnno TSV/.test(head) || isOld(head));
    return files.length > 0 && isMine ? 0.95 : 0;
  },
  *read(files, options): Generator<ImportedRow, ReadSummary> {
    for (const { name, text } of files) {
      const version = /^\s*#FORMAT=WebAnno TSV (\S+)/.exec(text)?.[1] ?? t("2 or 1");
      if (!version.startsWith("3")) {
        throw inFile(
          name,
          t("expected WebAnno TSV 3, got version {version}. Export it as “WebAnno TSV v3.3”.", { version }),
        );
      }
    }
    const pairs = createDocumentPairs(options);
    const reader = createSurfaceReader(listClaims(files), "utf16", options);
    const notices = new Set<string>();
    for (const [file, source] of files.entries()) {
      const bad: ImportedRow[] = [];
      const layers = parseWebannoLayers(source.text.split(/\r?\n/, 200));
      if (!layers.some(({ kind }) => kind === "relation")) pairs.skip(t("files without a layer of relations"));
      if (layers.some(({ kind }) => kind === "chain")) notices.add(t("Chains (coreference) are not read."));
      yield* pairs.rowsOf(readDocument(file, source, layers, reader, bad));
      yield* bad;
    }
    return {
      decisions: [reader.choice.decision, ...pairs.decisions()],
      notices: [...notices, ...pairs.notices()],
      skipped: pairs.skipped,
    };
  },
};

/** TSV 1 and 2: token rows under a line of layers, "# webanno.custom... | feature". */
function isOld(head: string): boolean {
  return /^\s*#\s*(?:webanno\.custom|de\.tudarmstadt)\.\S+\s*\|/.test(head);
}

interface TokenRow {
  /** 1-based. */
  readonly line: number;
  readonly address: string;
  readonly start: number;
  readonly end: number;
  readonly surface: string;
  readonly cells: readonly string[];
}

interface Sentence {
  readonly text: string;
  readonly tokens: TokenRow[];
  readonly bad: { readonly line: number; readonly message: string }[];
}

function* readSentences({ text }: SourceFile): Generator<Sentence> {
  let sentence: { text: string[]; tokens: TokenRow[]; bad: Sentence["bad"] } = { text: [], tokens: [], bad: [] };
  const finish = () => {
    const done = { ...sentence, text: sentence.text.join("\n") };
    sentence = { text: [], tokens: [], bad: [] };
    return done;
  };
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.startsWith("#Text=")) {
      if (sentence.tokens.length > 0 || sentence.bad.length > 0) yield finish();
      sentence.text.push(unescapeWebanno(line.slice("#Text=".length)));
    } else if (line.trim() !== "" && !line.startsWith("#")) {
      const [address = "", span = "", surface = "", ...cells] = line.split("\t");
      const found = /^(\d+)-(\d+)$/.exec(span);
      if (found && /^\d+-\d+(?:\.\d+)*$/.test(address)) {
        const [start, end] = [Number(found[1]), Number(found[2])];
        sentence.tokens.push({ line: i + 1, address, start, end, surface: unescapeWebanno(surface), cells });
      } else {
        const message = t('expected "{address}", a tab and offsets such as "{offsets}", got “{got}”.', {
          address: "1-1",
          offsets: "0-3",
          got: line.slice(0, 40),
        });
        sentence.bad.push({ line: i + 1, message });
      }
    }
  }
  if (sentence.tokens.length > 0 || sentence.bad.length > 0) yield finish();
}

/** Offset of a sentence: that of its first token, less what stands before it in the line. */
function baseOf({ text, tokens }: Sentence): number {
  const [first] = tokens;
  return first ? first.start - Math.max(text.indexOf(first.surface), 0) : 0;
}

function* listClaims(files: readonly SourceFile[]): Generator<SpanClaim> {
  for (const source of files) {
    for (const sentence of readSentences(source)) {
      const base = baseOf(sentence);
      for (const { start, end, surface } of sentence.tokens) {
        yield { text: sentence.text, start: start - base, end: end - base, surface };
      }
    }
  }
}

function readDocument(
  file: number,
  source: SourceFile,
  layers: readonly WebannoLayer[],
  reader: SurfaceReader,
  bad: ImportedRow[],
): AnnotatedDocument {
  const id = source.name.replace(/\.tsv$/i, "");
  const mentions: Mention[] = [];
  const tokens = new Map<string, { mention: Omit<Mention, "type">; row: TokenRow }>();
  const sentences: { start: number; end: number }[] = [];
  /** Annotations of one layer: by token address, and by number over all tokens. */
  const marked = new Map<string, { at: Map<string, number[]>; byNumber: Map<string, number> }>();
  const layerOf = (name: string) => {
    const known = marked.get(name) ?? { at: new Map<string, number[]>(), byNumber: new Map<string, number>() };
    marked.set(name, known);
    return known;
  };
  const addBad = (line: number, message: string, key = `line ${line}`) =>
    bad.push({
      id: `${id}#${key}`,
      position: line,
      file,
      path: [line],
      content: { error: atPlace("line", line, message) },
    });

  let text = "";
  for (const sentence of readSentences(source)) {
    if (text !== "") text += "\n";
    const start = text.length;
    const base = baseOf(sentence);
    const readSpan = reader.inText(sentence.text, start);
    text += sentence.text;
    sentences.push({ start, end: text.length });
    for (const { line, message } of sentence.bad) addBad(line, message);
    for (const row of sentence.tokens) {
      const given = { start: row.start - base, end: row.end - base, surface: row.surface };
      const mention = readSpan(given, () => t("token {address}", { address: row.address }));
      tokens.set(row.address, { mention, row });
      for (const layer of layers) if (layer.kind === "span") addSpans(layer, row, mention);
    }
  }

  function addSpans(layer: WebannoLayer, row: TokenRow, token: Omit<Mention, "type">): void {
    const { at, byNumber } = layerOf(layer.name);
    const columns = layer.features.length === 0 ? [""] : layer.features;
    const cells = columns.map((_, i) => parseWebannoCell(row.cells[layer.firstColumn + i] ?? "_"));
    const named = columns.findIndex((feature) => /^(?:label|value)$/.test(feature));
    const numValues = Math.max(...cells.map((values) => values.length));
    for (let i = 0; i < numValues; i++) {
      const values = cells.map((cell) => cell[i]);
      const type = values[named]?.value || values.find((value) => value?.value)?.value;
      const number = values.find((value) => value?.id)?.id ?? "";
      let place = number === "" ? undefined : byNumber.get(number);
      if (place === undefined) place = mentions.push({ ...token, ...(type && { type }) }) - 1;
      else mentions[place] = { ...mentions[place]!, end: Math.max(mentions[place]!.end, token.end) };
      if (number !== "") byNumber.set(number, place);
      at.set(row.address, [...(at.get(row.address) ?? []), place]);
    }
  }

  /** The annotation that a reference such as 1-1[2] names. */
  const resolve = (layer: string | null, address: string, number: string): number => {
    const known = layer === null ? undefined : marked.get(layer);
    const place = number !== "" && number !== "0" ? known?.byNumber.get(number) : known?.at.get(address)?.[0];
    if (place !== undefined) return place;
    const token = tokens.get(address);
    if (token && !layers.some(({ name, kind }) => kind === "span" && name === layer)) {
      // The ends are tokens: a layer that the file does not list.
      const own = layerOf(layer ?? "");
      const added = mentions.push(token.mention) - 1;
      own.at.set(address, [added]);
      return added;
    }
    throw new Error(
      t("the relation refers to {reference}, where its layer marks nothing.", {
        reference: `${address}${number && `[${number}]`}`,
      }),
    );
  };
  const relations: MarkedRelation[] = [];
  for (const layer of layers.filter(({ kind, name }) => kind === "relation" && !/\bDependency$/.test(name))) {
    const column = layer.firstColumn + Math.max(layer.features.length, 1);
    const named = Math.max(
      layer.features.findIndex((feature) => /^(?:label|value)$/.test(feature)),
      0,
    );
    for (const { row } of tokens.values()) {
      const labels = parseWebannoCell(row.cells[layer.firstColumn + named] ?? "_");
      for (const [i, { value, id: numbers }] of parseWebannoCell(row.cells[column] ?? "_").entries()) {
        const key = `${row.address}.${relations.length + 1}`;
        try {
          const [source_ = "", target = ""] = numbers.split("_");
          const subjects = [resolve(layer.base, value, source_)];
          const objects = [resolve(layer.base, row.address, target)];
          const label = labels[i]?.value || null;
          relations.push({ id: key, subjects, objects, label, path: [row.line, 3 + layer.firstColumn + named, i] });
        } catch (error) {
          addBad(row.line, (error as Error).message, key);
        }
      }
    }
  }
  return { file, position: 1, id, text, sentences, mentions, relations, path: [] };
}
