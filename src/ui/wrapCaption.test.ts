import { describe, expect, it } from "vitest";
import { wrapCaption } from "./wrapCaption";

describe("wrapCaption", () => {
  it("fills lines with words, and leaves a long word alone", () => {
    expect(wrapCaption("", 10)).toEqual([]);
    // 5 + 4 letters are fewer than 10; with "ones" they are not.
    expect(wrapCaption("Three\nwords  ones", 10)).toEqual(["Three", "words ones"]);
    expect(wrapCaption("a incomprehensible b", 8)).toEqual(["a", "incomprehensible", "b"]);
  });

  it("breaks Chinese between its characters, never before a closing or after an opening mark", () => {
    const text = "模型在名称被替换之后改变了答案（共 120 行），因此它读的是名称，而不是句子。";
    for (let most = 8; most < 60; most++) {
      const lines = wrapCaption(text, most);
      expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      for (const line of lines) {
        expect(line).not.toMatch(/^[，。）]/);
        expect(line).not.toMatch(/（$/);
        // A character and its closing marks may stand over by one mark.
        expect([...line].length * 2).toBeLessThan(most + 12);
      }
    }
    // Each character counts two: four are 8, fewer than 9.
    expect(wrapCaption("翻转率的区间", 9)).toEqual(["翻转率的", "区间"]);
    expect(wrapCaption("比较WebGPU的结果", 12)).toEqual(["比较WebGPU", "的结果"]);
  });

  it("loses no character of a mixed text", () => {
    const text = "“MiniLM + VIB”：F1=0.57，区间[0.51至0.63]；K=16…";
    for (let most = 4; most < 40; most++)
      expect(wrapCaption(text, most).join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
  });

  it("closes the isolates of a line and opens them again on the next; they and vowel signs take no room", () => {
    const [begin, end] = ["\u2068", "\u2069"];
    expect(wrapCaption(`النموذج ${begin}MiniLM tiny${end} قرأ`, 16)).toEqual([
      `النموذج ${begin}MiniLM${end}`,
      `${begin}tiny${end} قرأ`,
    ]);
    // Five letters and four with two vowel signs: 9 + 1 with them counted would not be fewer than 10.
    expect(wrapCaption("كلمات نصٌّا", 10)).toEqual(["كلمات نصٌّا"]);
  });
});
