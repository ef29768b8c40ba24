import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { typesetFormula } from "./typesetFormula";
import { splitFormula, type Definition } from "./widgets/Definitions";

/** Every definition of every *efinitions.ts beside this file, whatever lists they stand in. */
const modules = import.meta.glob<Record<string, readonly Definition[]>>(
  ["./*efinitions.ts", "./panels/learn/*efinitions.ts"],
  {
    eager: true,
  },
);
const definitions = [...new Set(Object.values(modules).flatMap((module) => Object.values(module).flat()))];

/** "a and b, file; c, file" as pairs of function and file. */
const functionsOf = ({ computedBy }: Definition) =>
  computedBy.split("; ").flatMap((part) => {
    const [names = "", file = ""] = part.split(", ");
    return names.split(" and ").map((name) => ({ name, file }));
  });

describe("definitions", () => {
  it("are found", () => expect(definitions.length).toBeGreaterThanOrEqual(18));

  it.each(definitions.map((definition) => [definition.term, definition] as const))("%s", (_, definition) => {
    // Throws on TeX that KaTeX cannot read or finds doubtful.
    const markup = splitFormula(definition.tex).map(typesetFormula).join("");
    expect(markup).toContain("<math");
    expect(markup).not.toContain(" style=");
    expect(definition.meaning.length).toBeGreaterThan(40);
    for (const { name, file } of functionsOf(definition)) {
      expect(readFileSync(file, "utf8"), `${name} in ${file}`).toMatch(
        new RegExp(`(export (async )?(function|const) |^def )${name}\\b`, "m"),
      );
    }
  });
});
