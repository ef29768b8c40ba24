import { describe, expect, it } from "vitest";
import { MASK_TOKEN, swapArgument, swapArguments, type SwapOptions } from "./entitySwap";
import type { CharSpan, Example, Role } from "./example";

/** "{…}" marks the subject, "<…>" the object. */
function read(marked: string): Example {
  let text = "";
  const spans: Record<string, CharSpan> = {};
  for (const part of marked.match(/\{[^}]*\}|<[^>]*>|[^{<]+/g)!) {
    const isMarked = /^[{<]/.test(part);
    const piece = isMarked ? part.slice(1, -1) : part;
    if (isMarked) spans[part[0]!] = { start: text.length, end: text.length + piece.length };
    text += piece;
  }
  return { id: "x", text, subject: { ...spans["{"]!, type: "PERSON" }, object: { ...spans["<"]!, type: "LOCATION" } };
}

function write({ text, subject, object }: Example): string {
  const [first, second] = subject.start < object.start ? [subject, object] : [object, subject];
  const mark = (span: CharSpan) => (span === subject ? ["{", "}"] : ["<", ">"]).join(text.slice(span.start, span.end));
  return `${text.slice(0, first.start)}${mark(first)}${text.slice(first.end, second.start)}${mark(second)}${text.slice(second.end)}`;
}

const swap = (marked: string, role: Role, name: string, options?: SwapOptions) => {
  const result = swapArgument(read(marked), role, name, options);
  return [write(result.example), ...result.rules];
};

describe("swapArgument", () => {
  it("moves both arguments and keeps all else", () => {
    const example: Example = { ...read("{Ann} left <Ulm> early."), relation: "residence", docId: "d" };
    const { example: swapped, mentions, swapped: places, rules } = swapArgument(example, "subject", " Björk ");
    expect(swapped).toEqual({
      ...example,
      text: "Björk left Ulm early.",
      subject: { start: 0, end: 5, type: "PERSON" },
      object: { start: 11, end: 14, type: "LOCATION" },
    });
    expect([mentions, places, rules]).toEqual([[], [{ start: 0, end: 5 }], []]);
    expect(example.text).toBe("Ann left Ulm early.");
  });

  it.each<[string, Role, string, string, ...string[]]>([
    ["In <Ulm> lived {Ann}.", "object", "Rio de Janeiro", "In <Rio de Janeiro> lived {Ann}."],
    ["{Ann}<Ulm>", "subject", "Bo", "{Bo}<Ulm>"],
    ["😀 {Ann} 👩‍🚀 <Ulm> 😀", "object", "🏙️ City", "😀 {Ann} 👩‍🚀 <🏙️ City> 😀"],
    ["ولد {عمر} في <حلب>.", "subject", "جابر المنيف", "ولد {جابر المنيف} في <حلب>."],
    ["{Ann} saw <Ulm>", "subject", "山本", "{山本} saw <Ulm>"],
    // a and an
    ["{Ann} was a <painter> there.", "object", "organist", "{Ann} was an <organist> there.", "article"],
    ["{Ann} was an “<engineer>”.", "object", "user", "{Ann} was a “<user>”.", "article"],
    ["An <Oslo> firm hired {Ann}.", "object", "Bergen", "A <Bergen> firm hired {Ann}.", "article"],
    ["{Ann} was an <FBI> agent.", "object", "NATO", "{Ann} was a <NATO> agent.", "article"],
    ["{Ann} was a <Dane>.", "object", "Finn", "{Ann} was a <Finn>."],
    ["{Ann} was a <Dane>.", "object", "山本", "{Ann} was a <山本>."],
    ["{Ann} was an <European>, sadly.", "object", "Dane", "{Ann} was an <Dane>, sadly."], // the author's own slip
    ["{Ann} takes vitamin A <Bayer> sells.", "object", "Oslo", "{Ann} takes vitamin A <Oslo> sells."],
    ["{Ana} viajó a <Madrid> en tren.", "object", "Oslo", "{Ana} viajó a <Oslo> en tren."],
    ["<a> {Dane}", "subject", "Englishman", "<a> {Englishman}"], // the article is the other argument
    // the
    ["{Ann} saw the <Danube>.", "object", "the Netherlands", "{Ann} saw the <Netherlands>.", "the"],
    ["{Ann} lives in <Peru>.", "object", "the Netherlands", "{Ann} lives in <the Netherlands>."],
    ["<Peru> is where {Ann} lives.", "object", "the Netherlands", "<The Netherlands> is where {Ann} lives.", "casing"],
    // possessives
    ["{James}' car is in <Ulm>.", "subject", "Ann", "{Ann}'s car is in <Ulm>.", "possessive"],
    ["{James}’ car is in <Ulm>.", "subject", "Ann", "{Ann}’s car is in <Ulm>.", "possessive"],
    ["{James}' car is in <Ulm>.", "subject", "Lars", "{Lars}' car is in <Ulm>."],
    ["{James}'s car is in <Ulm>.", "subject", "Ann", "{Ann}'s car is in <Ulm>."],
    ["{Ann}'s car is in <Ulm>.", "subject", "James", "{James}'s car is in <Ulm>."],
    ["{Ann's} car is in <Ulm>.", "subject", "Bo", "{Bo's} car is in <Ulm>."],
    ["{James'} car is in <Ulm>.", "subject", "Bo", "{Bo's} car is in <Ulm>.", "possessive"],
    ["In <Ulm> the band 'the {Rolls}' played.", "subject", "Band", "In <Ulm> the band 'the {Band}' played."],
    ["{Ann} likes <Shell>'s food.", "object", "Macy's", "{Ann} likes <Macy's> food.", "possessive"],
    ["{Ann} likes <McDonald's> food.", "object", "Shell", "{Ann} likes <Shell> food."],
    // case
    ["{ANN} WAS BORN IN <ULM>.", "object", "Łódź", "{ANN} WAS BORN IN <ŁÓDŹ>.", "casing"],
    ["{ANN} WAS A <MAN> OF ULM.", "object", "engineer", "{ANN} WAS AN <ENGINEER> OF ULM.", "casing", "article"],
    ["{JAMES}' CAR IS IN <ULM>.", "subject", "Bo", "{BO}'S CAR IS IN <ULM>.", "casing", "possessive"],
    ["{ann} was born in <ulm>.", "object", "Oslo", "{ann} was born in <oslo>.", "casing"],
    ["she saw {Ann} in <ulm>.", "object", "Oslo", "she saw {Ann} in <Oslo>."],
    ["{NASA} is not in <Ulm>.", "subject", "Google", "{Google} is not in <Ulm>."],
    ["<Painter> by trade, {Ann} left.", "object", "sculptor", "<Sculptor> by trade, {Ann} left.", "casing"],
    ["<Nokia> hired {Ann}.", "object", "eBay", "<eBay> hired {Ann}."],
    // full stops
    ["{Ann} works at <Shell>.", "object", "Acme Inc.", "{Ann} works at <Acme Inc.>", "fullStop"],
    ["{Ann} works at <Acme Inc.>", "object", "Shell", "{Ann} works at <Shell>.", "fullStop"],
    ["“{Ann} is at <Acme Inc.>”", "object", "Shell", "“{Ann} is at <Shell>.”", "fullStop"],
    ["{Ann} works at <Shell>...", "object", "Acme Inc.", "{Ann} works at <Acme Inc.>..."],
    ["{Ann} of <Acme Inc.> left.", "object", "Shell", "{Ann} of <Shell> left."],
    // the mask is put in as it is
    ["{ANN} WAS BORN IN <ULM>.", "object", MASK_TOKEN, "{ANN} WAS BORN IN <[MASK]>."],
    ["{ann} was born in <ulm>.", "subject", MASK_TOKEN, "{[MASK]} was born in <ulm>."],
    ["{Ann} was an <organist>.", "object", MASK_TOKEN, "{Ann} was an <[MASK]>."],
    ["{James}' car is in <Ulm>.", "subject", MASK_TOKEN, "{[MASK]}'s car is in <Ulm>.", "possessive"],
  ])("%s: %s := %s", (marked, role, name, expected, ...rules) => {
    expect(swap(marked, role, name)).toEqual([expected, ...rules]);
  });

  it("replaces identical mentions only where asked, and only whole ones", () => {
    const marked = "{Ann} left <Ulm>. Ann's sister Anna met Ann-Marie; so did Ann. ANN! An Ann came.";
    expect(swap(marked, "subject", "Bo")[0]).toBe(marked.replace("{Ann}", "{Bo}"));
    const all = swap(marked, "subject", "Bo", { allIdentical: true });
    expect(all).toEqual(["{Bo} left <Ulm>. Bo's sister Anna met Ann-Marie; so did Bo. ANN! A Bo came.", "article"]);
  });

  it("says where the replacement stands", () => {
    const example = read("{Ann} left <Ulm>. Ann's car stayed.");
    const { example: result, swapped } = swapArgument(example, "subject", "Roberta", { allIdentical: true });
    expect(swapped.map(({ start, end }) => result.text.slice(start, end))).toEqual(["Roberta", "Roberta"]);
  });

  it("leaves the other argument and longer known mentions alone, and moves all mentions", () => {
    const example = read("{Paris} is not <Paris>, nor Paris Hilton, nor Paris; Bo knows the Paris press.");
    const find = (piece: string, length = piece.length) => ({
      start: example.text.indexOf(piece),
      end: example.text.indexOf(piece) + length,
    });
    const { object } = example;
    const mentions = [find("Paris Hilton"), find("Paris;", 5), null, find("Bo"), object, find("the Paris press")];
    const result = swapArgument(example, "subject", "Oslo", { allIdentical: true, mentions });
    const read2 = (span: CharSpan | null) => span && result.example.text.slice(span.start, span.end);
    expect(result.mentions.map(read2)).toEqual(["Paris Hilton", "Oslo", null, "Bo", "Paris", "the Paris press"]);
    expect(write(result.example)).toBe("{Oslo} is not <Paris>, nor Paris Hilton, nor Oslo; Bo knows the Paris press.");
  });

  it("drops a mention that the swap swallows, and stretches one around it", () => {
    const example = read("{Ann Lee of Ulm} left <Rome>.");
    const mentions = [
      { start: 11, end: 14 },
      { start: 8, end: 19 },
      { start: 0, end: 25 },
    ];
    const result = swapArgument(example, "subject", "Bo", { mentions });
    expect(result.mentions).toEqual([null, null, { start: 0, end: 13 }]);
  });

  it.each([
    ["nested", { start: 0, end: 9 }, { start: 4, end: 7 }, /overlap/],
    ["overlapping", { start: 0, end: 6 }, { start: 4, end: 9 }, /overlap/],
    ["equal", { start: 0, end: 3 }, { start: 0, end: 3 }, /same words/],
    ["outside", { start: 0, end: 3 }, { start: 4, end: 99 }, /outside the text/],
    ["empty", { start: 0, end: 3 }, { start: 4, end: 4 }, /is empty/],
  ])("refuses %s arguments with the reason", (_, subject, object, reason) => {
    expect(() => swapArgument({ id: "x", text: "Ann Leigh left", subject, object }, "subject", "Bo")).toThrow(reason);
  });

  it("refuses a replacement that is none", () => {
    const example = read("{Ann} left <Ulm>.");
    expect(() => swapArgument(example, "subject", " \n")).toThrow(/expected a name/);
    expect(() => swapArgument(example, "subject", "\ud83d")).toThrow(/half a character/);
  });
});

describe("swapArguments", () => {
  it("swaps both, and what was put in first is not replaced again", () => {
    const example = read("{Ann} left <Ulm>. Ann missed Ulm.");
    const keep = [{ start: 25, end: 28 }];
    const both = { subject: "Ulm", object: "Oslo" };
    const result = swapArguments(example, both, { allIdentical: true });
    expect(write(result.example)).toBe("{Ulm} left <Oslo>. Ulm missed Oslo.");
    expect(result.swapped.map(({ start, end }) => result.example.text.slice(start, end))).toEqual([
      "Ulm",
      "Oslo",
      "Ulm",
      "Oslo",
    ]);
    expect(write(swapArguments(example, both, { allIdentical: true, keep }).example)).toBe(
      "{Ulm} left <Oslo>. Ulm missed Ulm.",
    );
  });

  it("masks both in a text without capitals", () => {
    const { example } = swapArguments(read("{ann} left <ulm>."), { subject: MASK_TOKEN, object: "Oslo" });
    expect(write(example)).toBe("{[MASK]} left <oslo>.");
  });

  it("does one or none where only that is asked for", () => {
    const example = read("{Ann} left <Ulm>.");
    expect(write(swapArguments(example, { object: "Bonn" }).example)).toBe("{Ann} left <Bonn>.");
    expect(write(swapArguments(example, { subject: "Bo" }).example)).toBe("{Bo} left <Ulm>.");
    expect(swapArguments(example, {})).toEqual({ example, mentions: [], swapped: [], rules: [] });
  });
});
