/** @file Data at its edges: every figure is drawn whole, or says in plain words what is missing and what to do. */
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";

interface Argument {
  readonly start: number;
  readonly end: number;
  readonly type?: string;
}
interface Row {
  readonly text: string;
  readonly subj: Argument;
  readonly obj: Argument;
  readonly relation?: string;
}

type Types = readonly [subject: string, object: string];
const PERSON_PLACE: Types = ["PERSON", "LOCATION"];

function makeRow(text: string, subject: string, object: string, types: Types | null, relation?: string): Row {
  const place = (name: string, type: string | undefined): Argument => {
    const start = text.indexOf(name);
    return { start, end: start + name.length, ...(type !== undefined && { type }) };
  };
  return {
    text,
    subj: place(subject, types?.[0]),
    obj: place(object, types?.[1]),
    ...(relation !== undefined && { relation }),
  };
}

const NAMES = ["Mira Holt", "Anton Weiss", "Lena Fischer", "Omar Haddad", "Julia Stone", "Peter Novak", "Rosa Marin"];
const TOWNS = ["Oslo", "Lisbon", "Graz", "Tampere", "Leeds", "Nantes", "Porto", "Ghent", "Turin"];

/** Rows of one pattern: people and the towns they moved to. */
const makeRows = (count: number, types: Types | null, relationOf: (row: number) => string | undefined): Row[] =>
  Array.from({ length: count }, (_, i) => {
    const [name, town] = [NAMES[i % NAMES.length]!, TOWNS[i % TOWNS.length]!];
    return makeRow(`In spring ${i} ${name} took a flat in ${town}.`, name, town, types, relationOf(i));
  });
const either = (row: number) => (row % 2 === 0 ? "residence" : "place of birth");

/** A name of so many short words. */
const nameOf = (numWords: number) =>
  Array.from({ length: numWords }, (_, i) => ["Old", "Sea", "Men", "of", "Red", "Hill"][i % 6]).join(" ");

const fileOf = (text: string | readonly Row[], name: string) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(typeof text === "string" ? text : text.map((row) => JSON.stringify(row)).join("\n")),
});

async function openCorpus(page: Page): Promise<void> {
  await page.goto("./?model=tiny&backend=wasm&view=corpus");
  await expect(page.getByRole("heading", { name: "Which rows are answered by the name?" })).toBeVisible();
}
const drop = (page: Page, text: string | readonly Row[], name: string) =>
  page.getByLabel("Corpus files, of any kind").setInputFiles(fileOf(text, name));

/** Opens the rows and scores them with S = 2, K = 2. */
async function score(page: Page, rows: readonly Row[], name = "mine.jsonl"): Promise<Locator> {
  await drop(page, rows, name);
  const scoring = page.getByRole("region", { name: "Scoring" });
  await scoring.getByLabel(/^Swaps S/).fill("2");
  await scoring.getByLabel(/^Draws K/).fill("2");
  await scoring.getByRole("button", { name: /^Score(?!.* too$)/ }).click({ timeout: 60_000 });
  await expect(scoring.getByRole("button", { name: "All scored" })).toBeVisible({ timeout: 60_000 });
  // The statistics answer what is scored now.
  await expect(page.locator("figure[aria-busy=true]")).toHaveCount(0);
  await expect(page.getByText("The intervals are being computed.")).toHaveCount(0);
  return scoring;
}

interface Panel {
  readonly title: string;
  readonly text: string;
  /** Drawn: a frame with a drawing. Else a message. */
  readonly isFigure: boolean;
  readonly numMarks: number;
  readonly faults: readonly string[];
}

/** Every panel of the view, and what is wrong with its drawings: numbers that are none, no size, nothing in them. */
const readPanels = (page: Page): Promise<Panel[]> =>
  page.locator(".corpus figure, .corpus .fig").evaluateAll((panels) =>
    panels.map((panel) => {
      const drawings = [...panel.querySelectorAll(".fig-body svg.chart[role]")];
      const faults = [...panel.querySelectorAll("svg, svg *")].flatMap((node) =>
        [...node.attributes]
          .filter(({ value }) => /NaN|Infinity|undefined/.test(value))
          .map(({ name, value }) => `${node.tagName} ${name}=${value.slice(0, 80)}`),
      );
      for (const svg of drawings) {
        const { width, height } = svg.getBoundingClientRect();
        if (!(width > 100 && height > 40)) faults.push(`drawing of ${width} by ${height}`);
      }
      if (/NaN|Infinity|undefined|null/.test((panel as HTMLElement).innerText)) faults.push("a word that is no number");
      const marks = ".v0,.v1,.v2,.v3,.v4,.v5,.dots:not([d='']),.hollow,.m-vib,.m-base,.ood";
      return {
        title: panel.querySelector("h2")?.textContent ?? "",
        text: (panel as HTMLElement).innerText,
        isFigure: panel.tagName === "FIGURE",
        numMarks: drawings.reduce((sum, svg) => sum + svg.querySelectorAll(marks).length, 0),
        faults,
      };
    }),
  );

/**
 * Each figure is drawn, or a message stands in its place; gives the panels by the words of their titles. Where `numDrawn` is
 * given, waits for as many drawings: a job's last batch may bring the last of them a moment after its end.
 */
async function expectSound(page: Page, numDrawn?: number): Promise<Panel[]> {
  // Figures are drawn in turns, and say so until then.
  const isOnItsWay = ({ title }: Panel) => /^Counting|Computing$/.test(title);
  const isDone = (panels: readonly Panel[]) =>
    panels.length >= 5 &&
    !panels.some(isOnItsWay) &&
    (numDrawn === undefined || panels.filter(({ isFigure }) => isFigure).length === numDrawn);
  await expect.poll(async () => isDone(await readPanels(page)), "at least five panels, all of them done").toBe(true);
  const panels = await readPanels(page);
  for (const { title, text, isFigure, numMarks, faults } of panels) {
    expect(faults, title).toEqual([]);
    expect(title.length).toBeGreaterThan(10);
    if (isFigure) expect(numMarks, `marks of “${title}”`).toBeGreaterThan(0);
    else expect(text.length, `words of “${title}”`).toBeGreaterThan(title.length + 30);
  }
  return panels;
}
const titlesOf = (panels: readonly Panel[], isFigure: boolean) =>
  panels.filter((panel) => panel.isFigure === isFigure).map(({ title }) => title);

/** Waits until the page is no wider than its window: drawings follow a new width a moment later. */
const expectToFit = (page: Page, what: string) =>
  expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), {
      message: what,
      timeout: 5000,
    })
    .toBeLessThanOrEqual(0);

test("one row: no interval, no correlation, no slice, and it is said", async ({ page }) => {
  await openCorpus(page);
  await score(page, [makeRow("Mira Holt was born in Oslo.", "Mira Holt", "Oslo", PERSON_PLACE, "place of birth")]);
  await expect(page.getByText("One row has no interval and no correlation")).toBeVisible();
  const panels = await expectSound(page);
  expect(titlesOf(panels, true)).toEqual([
    expect.stringMatching(/^Too few documents to tell a difference/),
    "Whether variance predicts flips cannot be told from one row",
  ]);
  expect(titlesOf(panels, false)).toEqual([
    "No type pair has 20 rows: no shift can be told",
    "Too few rows to tell what unseen names cost in F1",
    expect.stringMatching(/^No type pair has 20 swapped rows/),
    expect.stringMatching(/in [01] of 1 row another name/),
    expect.stringMatching(/^2 names/),
  ]);
  for (const { text } of panels) expect(text).not.toContain("95% CI 0");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" ")}`)).toEqual([]);
  }
});

for (const [what, types] of [
  ["no entity types", null],
  ["types that no names are known for", ["WIDGET", "GADGET"]],
] as const) {
  test(`no OOD, ${what}: the variance is drawn, all that needs swaps says how to get them`, async ({ page }) => {
    await openCorpus(page);
    await score(page, makeRows(24, types, either));
    const panels = await expectSound(page);
    expect(titlesOf(panels, true)).toEqual(["No row has been read with swapped names: no shift to show"]);
    const [shift, flips, ...rest] = [/shift by/, /predicts flips/, /cost in F1/, /no flip rate/].map((title) =>
      panels.find((panel) => !panel.isFigure && title.test(panel.title)),
    );
    for (const panel of [shift, flips, ...rest]) expect(panel?.text).toMatch(/entity types \(PERSON, LOCATION, …\)/);
    await expect(page.getByRole("figure")).toContainText("No row could be swapped.");
    await expect(page.getByRole("figure").getByText("OOD", { exact: true })).toHaveCount(0);
    await expect(
      page.getByRole("heading", { name: "No row here could be swapped: where the name decides cannot be told" }),
    ).toBeVisible();
  });
}

test("one relation: every figure stands, by type pair and by relation", async ({ page }) => {
  await openCorpus(page);
  await score(
    page,
    makeRows(24, PERSON_PLACE, () => "residence"),
  );
  await expectSound(page, 5);
  const scores = page.getByRole("figure").filter({ hasText: /Micro-F1|micro-F1/ });
  await expect(scores).toContainText("n = 24 labelled rows");
  await page.getByRole("radiogroup", { name: "Cut by" }).first().getByText("Relation", { exact: true }).click();
  await expect(scores).toContainText("share of its rows that is found");
  await expect(page.locator("figure[aria-busy=true]")).toHaveCount(0);
  await expectSound(page, 5);
  await scores.getByRole("button", { name: "Table" }).click();
  await expect(scores.getByRole("row")).toHaveCount(3); // the heading, all rows, the relation
  await expect(scores.getByRole("row").nth(2)).toContainText(/residence\s*24/);
});

test("missing labels: F1 says so, whether all are missing or some; the rest works", async ({ page }) => {
  await openCorpus(page);
  await score(
    page,
    makeRows(24, PERSON_PLACE, () => undefined),
  );
  await expect(page.getByText("No row has a gold relation")).toBeVisible();
  let panels = await expectSound(page, 4);
  const f1 = panels.find(({ title }) => title.includes("F1"));
  expect(f1).toMatchObject({ isFigure: false });
  expect(f1?.text).toContain("so there is no F1. Label rows with its relations");

  await score(
    page,
    makeRows(30, PERSON_PLACE, (i) => (i < 22 ? either(i) : undefined)),
    "some.jsonl",
  );
  await expect(page.getByText("8 of 30 rows have no gold relation: F1 leaves them out")).toBeVisible();
  panels = await expectSound(page, 5);
  const scores = page.getByRole("figure").filter({ hasText: "Micro-F1" });
  await expect(scores).toContainText("n = 22 labelled rows");
  await expect(scores).toContainText("8 scored rows have no gold relation that this model knows");

  // Labels that the model does not know are no labels of its.
  await score(
    page,
    makeRows(24, PERSON_PLACE, () => "befriended"),
    "other.jsonl",
  );
  panels = await expectSound(page);
  expect(panels.find(({ title }) => title.includes("F1"))?.text).toContain("gold relation that this model knows");
});

test("names of 80 words, and of more than the model reads: one bad row stops no other", async ({ page }) => {
  await openCorpus(page);
  const [long, endless] = [nameOf(80), nameOf(400)];
  const types: Types = ["ORGANIZATION", "LOCATION"];
  const scoring = await score(page, [
    makeRow(`${long} met in Oslo.`, long, "Oslo", types, "headquarters location"),
    makeRow(`Oslo is home to ${long}.`, "Oslo", long, ["LOCATION", "ORGANIZATION"], "contains"),
    makeRow(`${endless} met in Graz.`, endless, "Graz", types, "headquarters location"),
    makeRow("Mira Holt was born in Oslo.", "Mira Holt", "Oslo", PERSON_PLACE, "place of birth"),
  ]);
  await expect(scoring).toContainText("3 of 4 rows scored");
  await expect(scoring).toContainText("1 row could not be read by the model; the table of rows says why");
  await expectSound(page);
  const rows = page.getByRole("region", { name: /another name changes/ });
  const bad = rows.getByRole("row").filter({ hasText: "Graz" });
  await expect(bad).toContainText(/not read: The subject is too long: with its markers it takes \d+ tokens/);
  await expect(bad).toContainText("Mark a shorter mention.");
  // A long name is cut in its middle, so that the table stays a table.
  for (const row of await rows.getByRole("row").all()) {
    expect((await row.boundingBox())!.height).toBeLessThan(220);
  }
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectToFit(page, `corpus at ${width}`);
  }

  await rows.getByRole("button", { name: /^Open in the Bench: Oslo is home/ }).click();
  const prediction = page.getByRole("figure").filter({ hasText: "Probability of each relation" });
  await expect(prediction).toHaveAttribute("aria-busy", "false", { timeout: 60_000 });
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectToFit(page, `Bench at ${width}`);
  }
  const broken = await page
    .locator("svg, svg *")
    .evaluateAll(
      (nodes) => nodes.filter((n) => [...n.attributes].some(({ value }) => /NaN|Infinity/.test(value))).length,
    );
  expect(broken).toBe(0);
  await page.goBack();
  await rows.getByRole("button", { name: /^Open in the Bench: .* Graz\.$/ }).click();
  await expect(page.getByRole("alert").filter({ hasText: /./ })).toContainText("The subject is too long");
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectToFit(page, `Bench with a row that is not read, at ${width}`);
  }
});

test.describe("numbers that are none", () => {
  const VIB = readFileSync("public/results/re-minilm-vib.json", "utf8");
  /** The file with the first value of a column replaced. */
  const broken = (column: string, value: string) =>
    VIB.replace(new RegExp(`("${column}": \\[)[^,]+`), (_, head: string) => head + value);

  test("in a results file: what, where, expected, got, what to do", async ({ page }) => {
    await openCorpus(page);
    const alert = page.getByRole("alert");
    const cases: readonly [column: string, value: string, expected: string, got: string][] = [
      ["varianceRow", "NaN", "a number, 0 or more, or null", "NaN"],
      ["varianceSubject", "-Infinity", "a number, 0 or more, or null", "-Infinity"],
      ["oodVarianceRow", "1e999", "a number, 0 or more, or null", "Infinity"],
      ["oodVarianceObject", '"0.5"', "a number, 0 or more, or null", '"0.5"'],
      ["probability", "NaN", "a number from 0 to 1", "NaN"],
      ["probability", "null", "a number from 0 to 1", "null"],
      ["probability", "1.5", "a number from 0 to 1", "1.5"],
      ["divergence", "Infinity", "a number from 0 to 1, or null", "Infinity"],
      ["answer", '"spouse"', "a place in model.labels", '"spouse"'],
    ];
    for (const [column, value, expected, got] of cases) {
      const name = `${column} ${value.replaceAll(/\W/g, "")}.json`;
      await drop(page, broken(column, value), name);
      await expect(alert).toContainText(`${name}: expected ${expected}`);
      await expect(alert).toContainText(`at columns.${column}, value 1, got ${got}. Make the file again`);
      await expect(page.getByRole("figure")).toHaveCount(0);
    }
    // Null where a value may be missing is no fault.
    await drop(page, broken("varianceRow", "null"), "null.json");
    await expect(page.getByRole("region", { name: "Figures" })).toContainText("rows, figures only");
    await expect(alert).toHaveCount(0);
  });

  test("in rows, an empty file, and a header without rows", async ({ page }) => {
    await openCorpus(page);
    const alert = page.getByRole("alert");
    const good = makeRow("Mira Holt was born in Oslo.", "Mira Holt", "Oslo", PERSON_PLACE, "place of birth");
    await drop(page, "", "empty.jsonl");
    await expect(alert).toContainText("empty.jsonl");
    await expect(alert).toContainText("empty file");
    await drop(page, "text,subject,object,relation\n", "header.csv");
    await expect(alert).toContainText("header.csv looks like the header of a table: expected rows under it, got none.");
    await drop(page, "[]", "none.json");
    await expect(alert).toContainText("none.json: expected rows");
    // Python's json.dump writes NaN: in a line, and in a list.
    const line = JSON.stringify(good).replace('"place of birth"', "NaN");
    await drop(page, [JSON.stringify(good), line, JSON.stringify(good)].join("\n"), "lines.jsonl");
    await page.getByText("1 row of 3 could not be read and is left out").click();
    await expect(
      page.getByText(/line 2, column \d+: NaN is not JSON\. Write null where a value is missing\./),
    ).toBeVisible();
    await drop(page, `[${JSON.stringify(good)},\n${line}]`, "list.json");
    await expect(alert).toContainText(/list\.json: line 2, column \d+: NaN is not JSON\. Write null/);
    await expect(page.getByText("Unexpected token")).toHaveCount(0);
  });
});
