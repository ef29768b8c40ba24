/** @file Which format files are in, told from their content. */
import { formatList } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import { DOCUMENT_FORMATS } from "./documentFormats";
import { explainLoss, explainUnknown } from "./explainUnknown";
import type { Decision, FileHead, Format, SourceFile } from "./format";
import { readListMembers } from "./jsonValues";
import { inFile } from "./placedError";
import { parseJson } from "./parseJson";
import { SENTENCE_FORMATS } from "./sentenceFormats";

/** Every format the app reads. Of two that are equally sure the first one reads. */
export const FORMATS: readonly Format[] = [...SENTENCE_FORMATS, ...DOCUMENT_FORMATS];

/** How much of each file is looked at. */
const HEAD_LENGTH = 65_536;
/** From here on a format is believed without asking whether the files lack relations. */
const SURE = 0.5;

export interface RecognisedFormat {
  readonly format: Format;
  /** The question to the reader when more than one format could be meant; null when it is plain. */
  readonly decision: Decision | null;
}

/** The beginnings of files. */
export function headsOf(files: readonly SourceFile[]): FileHead[] {
  return files.map(({ name, text }) => ({ name, head: text.slice(0, HEAD_LENGTH) }));
}

/** The format with this id. Throws, naming those there are. */
export function findFormat(id: string): Format {
  const found = FORMATS.find((format) => format.id === id);
  if (found !== undefined) return found;
  throw new Error(`expected a format, one of ${FORMATS.map((format) => format.id).join(", ")}, got "${id}".`);
}

/**
 * The surest format, or the one that the decision "format" names. Throws a message that says what the files look like
 * when no format takes them.
 */
export function recogniseFormat(
  files: readonly SourceFile[],
  decisions: Readonly<Record<string, string>>,
): RecognisedFormat {
  const heads = headsOf(files);
  const candidates = FORMATS.map((format) => ({ format, sureness: format.recognise(heads) }))
    .filter(({ sureness }) => sureness > 0)
    .sort((a, b) => b.sureness - a.sureness);
  const forced = FORMATS.find(({ id }) => id === decisions["format"]);
  const [best, second] = candidates;
  const format = forced ?? best?.format;
  if (format === undefined) throw findJsonProblem(files) ?? new Error(explainUnknown(heads));
  // A table can be mapped by hand, but not one that a tool wrote without its relations.
  const loss = forced === undefined && best!.sureness < SURE ? explainLoss(heads) : null;
  if (loss !== null) throw new Error(loss);
  const isPlain = forced === undefined && (second === undefined || second.sureness < best!.sureness / 2);
  if (isPlain) return { format, decision: null };
  const choices = candidates.map(({ format: { id, title } }) => ({ value: id, label: title }));
  if (!choices.some(({ value }) => value === format.id)) choices.push({ value: format.id, label: format.title });
  const tied = candidates.filter(({ sureness }) => sureness === best!.sureness);
  return {
    format,
    decision: {
      id: "format",
      question: t("Which format is this?"),
      value: format.id,
      choices,
      because:
        tied.length > 1
          ? t("{formats} fit equally well.", { formats: formatList(tied.map((candidate) => candidate.format.title)) })
          : second === undefined
            ? t("{best} fits best, another fits too.", { best: best?.format.title ?? format.title })
            : t("{best} fits best, {second} fits too.", { best: best!.format.title, second: second.format.title }),
      isForced: forced !== undefined,
    },
  };
}

/** Where the first file stops being JSON, when it begins like it; null when it is JSON or begins otherwise. */
function findJsonProblem([file]: readonly SourceFile[]): Error | null {
  if (file === undefined || !/^\s*[[{]/.test(file.text)) return null;
  if (file.text.trimStart().startsWith("[")) {
    for (const member of readListMembers(file.text)) if ("error" in member) return inFile(file.name, member.error);
    return null;
  }
  try {
    parseJson(file.text.trimStart().split("\n", 1)[0]!);
    return null;
  } catch {
    return describeJsonProblem(file);
  }
}

function describeJsonProblem({ name, text }: SourceFile): Error | null {
  try {
    parseJson(text);
    return null;
  } catch (error) {
    return inFile(name, (error as Error).message, error);
  }
}
