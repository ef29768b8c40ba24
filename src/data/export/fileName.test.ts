import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameEntries, nameExport, splitEnding, toSafeName } from "./fileName";

describe("toSafeName", () => {
  it.each([
    ["train.json", "train.json"],
    ["../../etc/passwd", "_.._etc_passwd"],
    ["<img src=x onerror=alert(1)>.jsonl", "_img src=x onerror=alert(1)_.jsonl"],
    ["a\u202Egnp.exe", "agnp.exe"],
    [".hidden", "hidden"],
    ["con.txt", "rows con.txt"],
    ["", "rows"],
    ["...", "rows"],
    ["naïve 😀 文.csv", "naïve 😀 文.csv"],
  ])("%j is %j", (name, safe) => expect(toSafeName(name)).toBe(safe));

  it("is one part of a path, short, and the same when it is made safe again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (name) => {
        const safe = toSafeName(name);
        expect(safe).toMatch(/^[^\\/<>:"|?*\p{Cc}]+$/u);
        expect(safe).not.toMatch(/^\.|\.$/);
        expect([...safe].length).toBeLessThanOrEqual(90);
        expect(toSafeName(safe)).toBe(safe);
      }),
    );
  });
});

describe("names of exports", () => {
  it("say what was opened and that scores are in it", () => {
    expect(nameExport("dir/train.json")).toBe("train-scored.json");
    expect(nameExport("train.jsonl.gz")).toBe("train-scored.jsonl");
    expect(nameExport("project.zip", ".zip")).toBe("project-scored.zip");
    expect(nameExport("a.json and 2 more", ".csv")).toBe("a.json and 2 more-scored.csv");
    expect(nameExport("..", ".csv")).toBe("rows-scored.csv");
    expect(splitEnding(".conf")).toEqual([".conf", ""]);
  });

  it("in an archive stay inside it, each once", () => {
    expect(nameEntries(["a/b.txt", "A/b.TXT", "../../x", "/", "a\\..\\b.txt"])).toEqual([
      ...["a/b.txt", "A/b (2).TXT", "x", "rows", "a/b (3).txt"],
    ]);
  });
});
