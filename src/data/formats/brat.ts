/**
 * @file brat standoff: a text (X.txt) and its annotations (X.ann, or X.a1 and X.a2), many such pairs, with annotation.conf.
 *
 * Offsets are code points of the text, ends exclusive, a line end CR LF counted (and read) as LF. A discontinuous mention is read as the
 * span from its first to its last piece. Equivalent mentions (Equiv) share their relations. An event that is an argument
 * stands for its trigger.
 */
import { t } from "../../messages/translate";
import {
  parseBratConfiguration,
  parseBratLine,
  type BratArgument,
  type BratLine,
  type BratRelationType,
} from "./bratLines";
import {
  createDocumentPairs,
  sayDiscontinuous,
  type AnnotatedDocument,
  type MarkedRelation,
  type Mention,
} from "./documentPairs";
import type { FileHead, Format, ImportedRow, ReadSummary, SourceFile } from "./format";
import { inFile } from "./placedError";
import type { SpanClaim } from "./spanRepair";
import { createSurfaceReader, type SurfaceReader } from "./surfaces";

const ANNOTATION_NAME = /\.(?:ann|a1|a2)$/i;
const ANNOTATION_LINE = /^(?:T\d+\t\S+ \d+ \d+(?:;\d+ \d+)*(?:\t|\r?$)|R\d+\t\S+ \S+:[TE]\d+ \S+:[TE]\d+\s*$)/m;

export const brat: Format = {
  id: "brat",
  get title() {
    return t("brat standoff (.txt and .ann)");
  },
  recognise(files) {
    if (files.some(({ head }) => ANNOTATION_LINE.test(head))) return 0.95;
    return files.some(isAnnotationName) ? 0.6 : 0;
  },
  *read(files, options): Generator<ImportedRow, ReadSummary> {
    const pairs = createDocumentPairs(options);
    const sets = findSets(files);
    if (sets.length === 0) throw new Error(t("expected annotation files (.ann, .a1, .a2), found none."));
    const types = new Map(
      files
        .filter(({ name }) => /annotation\.conf$/i.test(name))
        .flatMap(({ text }) => [...parseBratConfiguration(text)]),
    );
    const reader = createSurfaceReader(listClaims(files, sets), "code-point", options);
    const counts = { discontinuous: 0, equivalences: 0, events: 0, other: 0 };
    for (const set of sets) {
      const { document, bad } = readDocument(files, set, types, reader, counts);
      yield* pairs.rowsOf(document);
      yield* bad;
    }
    const used = new Set(sets.map(({ text }) => text));
    pairs.skip(
      t("texts without an annotation file"),
      files.filter((file, i) => /\.txt$/i.test(file.name) && !used.has(i)).length,
    );
    return {
      decisions: [reader.choice.decision, ...pairs.decisions()],
      notices: [
        ...(counts.discontinuous > 0 ? [sayDiscontinuous(counts.discontinuous)] : []),
        ...(counts.equivalences > 0
          ? [
              t(
                "{n, plural, one {# Equiv line: a relation of one mention holds for its equivalents.} other {# Equiv lines: a relation of one mention holds for its equivalents.}}",
                { n: counts.equivalences },
              ),
            ]
          : []),
        ...(counts.events > 0
          ? [
              t(
                "{n, plural, one {# event is no pair; one that is an argument stands for its trigger.} other {# events are no pairs; one that is an argument stands for its trigger.}}",
                { n: counts.events },
              ),
            ]
          : []),
        ...(counts.other > 0
          ? [
              t(
                "{n, plural, one {# attribute, modification or note is not read.} other {# attributes, modifications and notes are not read.}}",
                { n: counts.other },
              ),
            ]
          : []),
        ...pairs.notices(),
      ],
      skipped: pairs.skipped,
    };
  },
};

function isAnnotationName({ name }: Pick<FileHead, "name">): boolean {
  return ANNOTATION_NAME.test(name);
}

/** One text with its annotation files, all by their places. */
interface BratSet {
  readonly name: string;
  readonly text: number;
  readonly annotations: readonly number[];
}

/** Pairs files by their names without the ending. Throws when an annotation file has no text. */
function findSets(files: readonly SourceFile[]): BratSet[] {
  const baseOf = ({ name }: SourceFile) => name.replace(/\.[^./\\]*$/, "");
  const texts = new Map(files.flatMap((file, i) => (/\.txt$/i.test(file.name) ? [[baseOf(file), i] as const] : [])));
  const sets = new Map<string, { text: number; annotations: number[] }>();
  const isAnnotation = (file: SourceFile) =>
    isAnnotationName(file) || (!/\.(?:txt|conf)$/i.test(file.name) && ANNOTATION_LINE.test(file.text.slice(0, 65_536)));
  for (const [i, file] of files.entries()) {
    if (!isAnnotation(file)) continue;
    const base = baseOf(file);
    // Two files with any names are a text and its annotations.
    const text = texts.get(base) ?? (files.length === 2 ? 1 - i : undefined);
    if (text === undefined || isAnnotation(files[text]!)) {
      throw inFile(
        file.name,
        t("its text {text} is missing. Choose both files together, or a .zip of their folder.", {
          text: `${base}.txt`,
        }),
      );
    }
    const set = sets.get(base) ?? { text, annotations: [] };
    set.annotations.push(i);
    sets.set(base, set);
  }
  return [...sets].map(([name, set]) => ({ name, ...set }));
}

/** The text as brat counts it: a line end CR LF is one character. */
function readText({ text }: SourceFile): string {
  return text.replaceAll("\r\n", "\n");
}

interface PlacedLine {
  readonly file: number;
  /** 1-based. */
  readonly line: number;
  readonly content: BratLine | Error;
}

function* readLines(files: readonly SourceFile[], { annotations }: BratSet): Generator<PlacedLine> {
  for (const file of annotations) {
    for (const [i, line] of files[file]!.text.split(/\r?\n/).entries()) {
      try {
        const content = parseBratLine(line);
        if (content) yield { file, line: i + 1, content };
      } catch (error) {
        yield { file, line: i + 1, content: error as Error };
      }
    }
  }
}

function* listClaims(files: readonly SourceFile[], sets: readonly BratSet[]): Generator<SpanClaim> {
  for (const set of sets) {
    const text = readText(files[set.text]!);
    for (const { content } of readLines(files, set)) {
      if (content instanceof Error || content.kind !== "mention" || content.pieces.length !== 1) continue;
      const [[start, end]] = content.pieces as [readonly [number, number]];
      if (content.surface !== undefined) yield { text, start, end, surface: content.surface };
    }
  }
}

function readDocument(
  files: readonly SourceFile[],
  set: BratSet,
  types: ReadonlyMap<string, BratRelationType>,
  reader: SurfaceReader,
  counts: Record<"discontinuous" | "equivalences" | "events" | "other", number>,
): { document: AnnotatedDocument; bad: ImportedRow[] } {
  const text = readText(files[set.text]!);
  const readSpan = reader.inText(text);
  const mentions: Mention[] = [];
  const mentionOf = new Map<string, number>();
  const triggerOf = new Map<string, string>();
  const classOf = new Map<number, number[]>();
  const references: (readonly [target: string, concept: string])[] = [];
  const equivalences: (readonly string[])[] = [];
  const given: (PlacedLine & { content: BratLine & { kind: "relation" } })[] = [];
  const bad: ImportedRow[] = [];
  const addBad = ({ file, line }: Pick<PlacedLine, "file" | "line">, message: string, id?: string) => {
    const error = t("{file}, line {line}: {problem}", { file: files[file]!.name, line, problem: message });
    bad.push({ id: `${set.name}#${id ?? `line ${line}`}`, position: line, content: { error }, file, path: [line] });
  };

  for (const placed of readLines(files, set)) {
    const { content } = placed;
    if (content instanceof Error) addBad(placed, content.message);
    else if (content.kind === "mention") {
      const { id, type, pieces, surface } = content;
      const isWhole = pieces.length === 1;
      if (!isWhole) counts.discontinuous++;
      const start = Math.min(...pieces.map(([from]) => from));
      const end = Math.max(...pieces.map(([, to]) => to));
      const span = readSpan({ start, end, ...(isWhole && surface !== undefined && { surface }) }, id);
      mentionOf.set(id, mentions.push({ ...span, type }) - 1);
    } else if (content.kind === "event") {
      counts.events++;
      triggerOf.set(content.id, content.trigger);
    } else if (content.kind === "reference") references.push([content.target, content.concept]);
    else if (content.kind === "equivalence") {
      counts.equivalences++;
      equivalences.push(content.ids);
    } else if (content.kind === "relation") given.push({ ...placed, content });
    else counts.other++;
  }

  const resolve = (id: string) => mentionOf.get(triggerOf.get(id) ?? id);
  for (const [target, concept] of references) {
    const place = resolve(target);
    if (place !== undefined && concept !== "") mentions[place] = { ...mentions[place]!, entity: concept };
  }
  for (const ids of equivalences) {
    const members = ids.flatMap((id) => resolve(id) ?? []);
    const all = [...new Set(members.flatMap((place) => classOf.get(place) ?? [place]))].sort((a, b) => a - b);
    for (const place of all) {
      classOf.set(place, all);
      mentions[place] = { ...mentions[place]!, entity: `Equiv ${all[0]}` };
    }
  }

  const relations = given.flatMap((placed): MarkedRelation[] => {
    const { id, type, args } = placed.content;
    const known = types.get(type);
    const [subjects, objects] = orderArguments(args, known).map((argument) => {
      const place = resolve(argument.id);
      if (place === undefined)
        addBad(placed, t("{id} names {argument}, which is marked nowhere.", { id, argument: argument.id }), id);
      return place === undefined ? undefined : (classOf.get(place) ?? [place]);
    });
    if (!subjects || !objects) return [];
    const isSymmetric = known?.isSymmetric === true;
    return [
      {
        id,
        subjects,
        objects,
        label: type,
        ...(isSymmetric && { isSymmetric }),
        path: [placed.line, id],
        file: placed.file,
      },
    ];
  });
  const [file] = set.annotations;
  return {
    document: { file: file!, position: 1, id: set.name, text, mentions, relations, path: [] },
    bad,
  };
}

/** Arguments in the order of annotation.conf, else Arg1 before Arg2, else as they stand. */
function orderArguments(args: readonly BratArgument[], known: BratRelationType | undefined): readonly BratArgument[] {
  const roles = known?.roles ?? ["Arg1", "Arg2"];
  const places = args.map(({ role }) => roles.indexOf(role));
  return places[0]! > places[1]! && places[1]! >= 0 ? [args[1]!, args[0]!] : args;
}
