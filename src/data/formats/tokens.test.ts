import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinTokens, readTokens, spanOfTokens } from "./tokens";

describe("joinTokens", () => {
  it.each([
    [["Mira", "(", "born", "1900", ")", ",", "of", "Vell", "."], "Mira (born 1900), of Vell."],
    [["Mira", "-LRB-", "x", "-rrb-", "said", "``", "no", "''", "!"], 'Mira (x) said "no"!'],
    [["It", "did", "n't", "rain", "on", "Bo", "'s", "roof"], "It didn't rain on Bo's roof"],
    [["Mira Holt", " ", "\n", "left", ".NET"], "Mira Holt left .NET"],
    [[], ""],
  ])("joins %j", (tokens, text) => {
    expect(joinTokens(tokens).text).toBe(text);
  });

  it("keeps every token in its place", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom("(", ")", ".", "'s", "-LRB-", "``", "''", "😀"))),
        (tokens) => {
          const { text, starts, ends } = joinTokens(tokens);
          let last = 0;
          tokens.forEach((token, i) => {
            expect(starts[i]).toBeGreaterThanOrEqual(last);
            const shown = token === "-LRB-" ? "(" : token === "``" || token === "''" ? '"' : token.trim();
            expect(text.slice(starts[i], ends[i])).toBe(shown);
            last = ends[i]!;
          });
        },
      ),
    );
  });
});

describe("spanOfTokens", () => {
  it("gives the text of tokens, and refuses what is no token", () => {
    const joined = joinTokens(["Mira", "Holt", "left"]);
    expect(spanOfTokens(joined, 0, 2, "subject")).toEqual({ start: 0, end: 9 });
    expect(() => spanOfTokens(joined, 1, 1, "subject")).toThrow("subject: tokens [1, 1) are no token");
    expect(() => spanOfTokens(joined, 2, 4, "object")).toThrow("object: tokens [2, 4) are outside the 3 tokens");
    expect(() => readTokens(["a", 1], "token")).toThrow("expected token to be a list of texts");
  });
});
