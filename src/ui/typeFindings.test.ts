import { describe, expect, it } from "vitest";
import { sayType } from "./typeFindings";

const typesRead = ["PERSON", "LOCATION"];
const say = (type: string | undefined, found?: Parameters<typeof sayType>[0]["found"]) =>
  sayType({ name: "Ada", type, found, typesRead });

describe("types in words", () => {
  it("says what was found, with its score, and whether it is a guess", () => {
    expect(say(undefined, { type: "PERSON", score: 0.93, isWeak: false })).toBe(
      "Ada: PERSON, found in the text (score 0.93).",
    );
    expect(say(undefined, { type: "PERSON", score: 0.1, isWeak: true })).toContain("a guess");
  });

  it("says when the model reads a name without a type, and why", () => {
    expect(say(undefined)).toContain("no type is known");
    expect(say(undefined, null)).toContain("no entity was found here");
    expect(say(undefined, { type: "NUMBER", score: 0.9, isWeak: false })).toContain("no tag for");
    expect(say("")).toContain("as you chose");
    expect(say("NUMBER")).toContain("no tag for NUMBER");
  });

  it("has nothing to say of a type that was given and is read", () => {
    expect(say("person ")).toBe("");
  });
});
