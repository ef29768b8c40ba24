import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "./parseJson";

const errorOf = (text: string): string => {
  try {
    parseJson(text);
  } catch (error) {
    return (error as Error).message;
  }
  return "no error";
};

describe("parseJson", () => {
  it("reads what JSON.parse reads, with or without a byte order mark", () => {
    expect(parseJson('\ufeff{"a":[1,2]}')).toEqual({ a: [1, 2] });
  });

  it.each([
    ['{"a":1,}', "line 1, column 8", '"}"'],
    ["[1,\n 2,\n x]", "line 3, column 2", '"x"'],
    ["[1\r\n 2]", "line 2, column 2", '"2"'],
    ['{"a" 1}', "line 1, column 6", '"1"'],
    ["{a:1}", "line 1, column 2", '"a"'],
    ['["a\nb"]', "line 1, column 4", '"\\n"'],
    ['["a\\x"]', "line 1, column 4", '"\\\\"'],
    ['["open', "line 1, column 7", "the end of the file"],
    ['[{"a":[1', "line 1, column 9", "the end of the file"],
    ["[] []", "line 1, column 4", '"["'],
    ["[1]]", "line 1, column 4", '"]"'],
    ["", "line 1, column 1", "the end of the file"],
    ["[01]", "line 1, column 3", '"1"'],
    ["[😀]", "line 1, column 2", '"😀"'],
  ])("says where %j stops being JSON", (text, place, found) => {
    expect(errorOf(text)).toBe(`${place}: not JSON here, found ${found}.`);
  });

  it.each([
    ['[{"a": 1},\n {"a": NaN}]', "line 2, column 8", "NaN"],
    ["[-Infinity]", "line 1, column 2", "-Infinity"],
    ['{"a": Infinity }', "line 1, column 7", "Infinity"],
  ])("says of %j that a number that is none is not JSON", (text, place, word) => {
    expect(errorOf(text)).toBe(`${place}: ${word} is not JSON. Write null where a value is missing.`);
    expect(errorOf('["NaN", Nano]')).toContain("not JSON here");
  });

  it("puts the error of any cut-off document at its end", () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), fc.nat(), (json, cut) => {
        const text = `[${json}]`;
        const part = text.slice(0, 1 + (cut % (text.length - 1)));
        // A cut inside true, false, null, a number or an escape is found where that word starts.
        const column = Number(/column (\d+)/.exec(errorOf(part))![1]);
        expect(part.slice(column - 1)).toMatch(/^(?:[tfn][a-z]*|-|-?[\d.eE+-]*|\\u?[\da-fA-F]*)$/);
      }),
    );
  });
});
