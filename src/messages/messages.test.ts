import { compileMessageOrThrow as compileMessage, type CompiledMessage } from "@lingui/message-utils/compileMessage";
import { describe, expect, it } from "vitest";
import { idsOf, PARTS, readCatalogue, readMessages, TRANSLATED } from "../../scripts/messages.mjs";
import { LANGUAGES, SOURCE_LANGUAGE } from "./languages";

const messages = readMessages();

/** Arguments with their kind, and the cases of each plural, of a compiled message. */
function listArguments(tokens: CompiledMessage): { names: Set<string>; plurals: string[][] } {
  const names = new Set<string>();
  const plurals: string[][] = [];
  const visit = (list: CompiledMessage) => {
    for (const token of list) {
      if (typeof token === "string") continue;
      const [name, kind, cases] = token as [string, string?, Record<string, CompiledMessage>?];
      // A plural may use its own number as an argument too.
      names.add(kind === "select" ? `${name}: ${Object.keys(cases!).sort().join(" ")}` : name);
      if (kind === "plural") plurals.push(Object.keys(cases!).filter((key) => key !== "offset"));
      Object.values(cases ?? {}).forEach((part) => Array.isArray(part) && visit(part));
    }
  };
  visit(tokens);
  return { names, plurals };
}

/** Whether a message has the "#" of a plural outside of one, where it would be shown as it is. */
function hasLostNumber(tokens: CompiledMessage, isPlural = false): boolean {
  return tokens.some((token) => {
    if (typeof token === "string") return !isPlural && token.includes("#");
    const [, kind, cases] = token as [string, string?, Record<string, CompiledMessage>?];
    return Object.values(cases ?? {}).some(
      (part) => Array.isArray(part) && hasLostNumber(part, isPlural || kind === "plural"),
    );
  });
}

/** Tags of a message, sorted; in a plural, those of one case. */
const listTags = (text: string) => [...new Set(text.match(/<\/?\d+\/?>/g) ?? [])].sort();

describe("messages", () => {
  it("speaks every language of the page but English from a catalogue", () => {
    expect([...TRANSLATED].sort()).toEqual(LANGUAGES.filter((language) => language !== SOURCE_LANGUAGE).sort());
    expect(messages.length).toBeGreaterThan(20);
  });

  it.each(TRANSLATED.flatMap((language) => PARTS.map((part) => [language, part] as const)))(
    "has every message in %s/%s, none that no code uses, and none empty",
    (language, part) => {
      const catalogue = readCatalogue(language, part);
      const ids = idsOf(messages, part);
      const missing = messages.filter(({ id }) => ids.has(id) && !catalogue[id]?.trim());
      expect(missing.map(({ path, line, id }) => `${path}:${line} ${id}`)).toEqual([]);
      expect(Object.keys(catalogue).filter((id) => !ids.has(id))).toEqual([]);
    },
  );

  it.each(TRANSLATED)("keeps arguments and tags in %s, and has the plurals of that language", (language) => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [id, text] of PARTS.flatMap((part) => Object.entries(readCatalogue(language, part)))) {
      const [own, given] = [listArguments(compileMessage(text)), listArguments(compileMessage(id))];
      expect([...own.names].sort(), id).toEqual([...given.names].sort());
      expect(listTags(text), id).toEqual(listTags(id));
      expect(hasLostNumber(compileMessage(text)), id).toBe(hasLostNumber(compileMessage(id)));
      expect(own.plurals.length > 0, id).toBe(given.plurals.length > 0);
      for (const cases of own.plurals) {
        expect(cases.filter((key) => !/^\d/.test(key)).sort(), id).toEqual([...categories].sort());
      }
    }
  });

  it("has English plurals in the ids", () => {
    for (const { id } of messages) {
      for (const cases of listArguments(compileMessage(id)).plurals) {
        expect(cases.filter((key) => !/^\d/.test(key)).sort(), id).toEqual(["one", "other"]);
      }
    }
  });
});
