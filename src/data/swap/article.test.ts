import { describe, expect, it } from "vitest";
import { articleBefore, isSentenceStart } from "./article";

describe("articleBefore", () => {
  it.each([
    [
      "an",
      "engineer Iceland Ørsted Óscar Ægir O'Brien Ulm Umberto Uppsala Uber unimportant unnamed Euler Oneida Italian",
    ],
    ["an", "hour honest honour Honor heir Yvonne Ypres"],
    ["an", "FBI MIT NBA RAF F.C. M.I.T. X-ray F16 NHS HTML 8th 80 800 8,000 11 18th 1800s 1848 11,000 18000"],
    [
      "a",
      "painter Europe European Eugene one one-time once United University UNESCO Uganda Ukraine Utah Utrecht Uruguay",
    ],
    ["a", "user useful Usain Ural uranium Ulysses ukulele Oaxaca Ouagadougou hotel Yale Yemen Xavier Łódź"],
    ["a", "BBC U.S. UK USA NATO SONY CEO U-boat 7th 1950 10 100 110 180 1100000 12,000 911"],
  ])("puts %s before %s", (article, names) => {
    for (const name of names.split(" ")) expect(`${articleBefore(name)} ${name}`).toBe(`${article} ${name}`);
  });

  it("looks at the first word behind opening marks", () => {
    expect(articleBefore("“Europe” tour")).toBe("a");
    expect(articleBefore("'Ode' choir")).toBe("an");
  });

  it("says nothing for another script, a mask or no name", () => {
    for (const name of ["山本", "عمر", "[MASK]", "😀", ""]) expect(articleBefore(name)).toBeUndefined();
  });
});

describe("isSentenceStart", () => {
  it("is true at the start of text, line and sentence, quotes between or not", () => {
    const text = "Ann left. “Bo stayed.” Cy\nDo ate, Eve slept";
    for (const name of ["Ann", "Bo", "Cy", "Do"])
      expect([name, isSentenceStart(text, text.indexOf(name))]).toEqual([name, true]);
    expect(isSentenceStart(text, text.indexOf("Eve"))).toBe(false);
    expect(isSentenceStart(text, text.indexOf("left"))).toBe(false);
  });
});
