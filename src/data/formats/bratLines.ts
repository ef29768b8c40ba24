/** @file The lines of a brat standoff file. */
import { t } from "../../messages/translate";

/** What one line marks. */
export type BratLine =
  | {
      readonly kind: "mention";
      readonly id: string;
      readonly type: string;
      /** Pieces [start, end) as the file counts; more than one: discontinuous. */
      readonly pieces: readonly (readonly [number, number])[];
      readonly surface: string | undefined;
    }
  | { readonly kind: "relation"; readonly id: string; readonly type: string; readonly args: readonly BratArgument[] }
  | { readonly kind: "event"; readonly id: string; readonly trigger: string }
  | { readonly kind: "equivalence"; readonly ids: readonly string[] }
  | { readonly kind: "reference"; readonly id: string; readonly target: string; readonly concept: string }
  /** Attributes, modifications and notes, which change no pair. */
  | { readonly kind: "other" };

export interface BratArgument {
  readonly role: string;
  readonly id: string;
}

const SPAN = /^(\S+) (\d+ \d+(?:;\d+ \d+)*)$/;

/** Reads one line without its line end; a blank one is null. Throws a plain message. */
export function parseBratLine(line: string): BratLine | null {
  if (line.trim() === "") return null;
  const [id = "", body = "", ...rest] = line.split("\t");
  if (/^[AM#]/.test(id)) return { kind: "other" };
  if (/^T/.test(id)) {
    const found = SPAN.exec(body);
    if (!found) {
      throw new Error(
        t('expected "{id}", a tab, a type and offsets such as "{example}", got "{got}".', {
          id,
          example: "Person 0 5",
          got: body,
        }),
      );
    }
    const pieces = found[2]!.split(";").map((piece) => piece.split(" ").map(Number) as [number, number]);
    return { kind: "mention", id, type: found[1]!, pieces, surface: rest.length > 0 ? rest.join("\t") : undefined };
  }
  const [type = "", ...words] = body.trim().split(/\s+/);
  if (/^R/.test(id)) {
    const args = words.map(parseArgument);
    if (args.length !== 2) {
      throw new Error(t('expected {id} to have two arguments, got {n}: "{body}".', { id, n: args.length, body }));
    }
    return { kind: "relation", id, type, args };
  }
  if (/^E/.test(id)) return { kind: "event", id, trigger: parseArgument(type).id };
  if (id === "*") return type === "Equiv" ? { kind: "equivalence", ids: words } : { kind: "other" };
  if (/^N/.test(id)) return { kind: "reference", id, target: words[0] ?? "", concept: words[1] ?? "" };
  throw new Error(
    t('expected a line that begins with {marks} or * and a tab, got "{got}".', {
      marks: "T, R, E, A, M, N, #",
      got: line.slice(0, 40),
    }),
  );
}

function parseArgument(word: string): BratArgument {
  const colon = word.lastIndexOf(":");
  if (colon <= 0)
    throw new Error(t('expected an argument such as "{example}", got "{got}".', { example: "Arg1:T1", got: word }));
  return { role: word.slice(0, colon), id: word.slice(colon + 1) };
}

/** What annotation.conf says of the relations: the order of their roles, and whether they have a direction. */
export interface BratRelationType {
  readonly roles: readonly string[];
  readonly isSymmetric: boolean;
}

/** Reads the section [relations] of an annotation.conf; without one, no relation is known. */
export function parseBratConfiguration(text: string): Map<string, BratRelationType> {
  const types = new Map<string, BratRelationType>();
  let section = "";
  for (const line of text.split(/\r?\n/)) {
    const plain = line.replace(/(^|\s)#.*$/, "").trim();
    const heading = /^\[(\w+)\]$/.exec(plain);
    if (heading) section = heading[1]!;
    else if (plain !== "" && section === "relations") {
      const [name = "", ...words] = plain.split(/[\s,]+/);
      const roles = words.filter((word) => !word.startsWith("<")).map((word) => word.split(":")[0]!);
      const isSymmetric = /<REL-TYPE>\s*:\s*\S*symmetric/.test(plain);
      if (!types.has(name)) types.set(name, { roles, isSymmetric });
    }
  }
  return types;
}
