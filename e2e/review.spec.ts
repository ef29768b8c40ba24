import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";

interface Row {
  readonly text: string;
  readonly relation: string | null;
  readonly [key: string]: unknown;
}

/** Rows of our own demo corpus, as a visitor's file. */
const ROWS = readFileSync("public/corpora/demo.jsonl", "utf8")
  .trim()
  .split("\n")
  .slice(0, 8)
  .map((line) => JSON.parse(line) as Row);
/** Three annotators on each; on every other sentence one of them gives another label. */
const MARKED = ROWS.flatMap((row, i) =>
  ["Ada", "Ben", "Chi"].map((annotator) =>
    i % 2 === 0 && annotator === "Chi" ? { ...row, annotator, relation: "spouse" } : { ...row, annotator },
  ),
);
/** TACRED rows of our own: one pair of names with two labels. */
const TACRED = [
  ["Orla Finch founded Verity Tannery .", "org:founded_by"],
  ["Orla Finch left Verity Tannery .", "per:employee_of"],
  ["Orla Finch praised Verity Tannery .", "per:employee_of"],
].map(([words, relation], i) => ({
  id: `t${i}`,
  docid: `d${i}`,
  relation: relation!,
  token: words!.split(" "),
  subj_start: 0,
  subj_end: 1,
  subj_type: "PERSON",
  obj_start: 3,
  obj_end: 4,
  obj_type: "ORGANIZATION",
}));
const fileOf = (rows: readonly object[], name = "marked.jsonl") => ({
  name,
  mimeType: "application/jsonl",
  buffer: Buffer.from(rows.map((row) => JSON.stringify(row)).join("\n")),
});

class ReviewPage {
  readonly queue: Locator;
  readonly bar: Locator;
  readonly open: Locator;

  constructor(readonly page: Page) {
    this.queue = page.getByRole("listbox", { name: /^Rows to review/ });
    this.bar = page.getByRole("region", { name: "Queue" });
    this.open = page.getByRole("region", { name: /^Row \d+$/ });
  }

  async load(file: ReturnType<typeof fileOf>): Promise<void> {
    await this.page.getByLabel(/^Corpus files to review/).setInputFiles(file);
    await expect(this.bar).toBeVisible();
  }

  /** Name of the open row: "Row 7". */
  async openName(): Promise<string> {
    return (await this.open.getAttribute("aria-label")) ?? "";
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async expectDone(words: string): Promise<void> {
    await expect(this.bar).toContainText(words);
  }

  async expectKept(): Promise<void> {
    await expect(this.page.getByTestId("review-saving")).toHaveText("Kept in this browser.");
  }

  /** What a link of the bar saves, as text. */
  async save(name: string): Promise<{ name: string; text: string }> {
    const waiting = this.page.waitForEvent("download");
    await this.bar.getByRole("button", { name }).click();
    const download = await waiting;
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
  }
}

async function openReview(page: Page): Promise<ReviewPage> {
  await page.goto("./?model=tiny&backend=wasm&view=review");
  await expect(page.getByRole("heading", { name: "Which rows deserve a second look?" })).toBeVisible();
  return new ReviewPage(page);
}

test("rows are decided by key, undone, kept over a reload, and nothing of them enters the address", async ({
  page,
}) => {
  const review = await openReview(page);
  await review.load(fileOf(MARKED));
  // The relations of the model are offered too, once it is there.
  await expect(page.getByRole("contentinfo")).toContainText("self-test passed", { timeout: 60_000 });
  // Four sentences with three rows each; all are here because their annotators disagree.
  await expect(review.queue.getByRole("option")).toHaveCount(12);
  await expect(review.open).toContainText("3 annotators labelled these same words differently");
  const first = await review.openName();
  await review.press("j");
  const second = await review.openName();
  expect(second).not.toBe(first);
  await review.press("k");
  expect(await review.openName()).toBe(first);

  await review.press("1");
  await expect(review.open).toHaveAccessibleName(second);
  await review.expectDone("1 of 12 rows with a reason decided; 1 kept, 0 relabelled, 0 flagged.");
  await review.press("2");
  const box = review.open.getByRole("combobox", { name: "New label" });
  await expect(box).toBeFocused();
  await expect(page.getByRole("option", { name: "date of death" })).toBeVisible();
  await page.keyboard.type("founded");
  await review.press("Enter");
  await review.expectDone("1 kept, 1 relabelled, 0 flagged.");
  const third = await review.openName();
  await review.press("3");
  await review.expectDone("1 kept, 1 relabelled, 1 flagged.");
  await review.press("u");
  await review.expectDone("1 kept, 1 relabelled, 0 flagged.");
  await expect(review.open).toHaveAccessibleName(third);
  await page.getByRole("button", { name: /^Undo: relabel row/ }).click();
  await review.expectDone("1 kept, 0 relabelled, 0 flagged.");
  await page.getByRole("button", { name: "Redo" }).click();
  await review.expectDone("1 kept, 1 relabelled, 0 flagged.");
  await review.expectKept();

  await review.press("/");
  await page.keyboard.type("zzz 1j");
  await expect(page.getByText("No row passes this choice.")).toBeVisible();
  await review.expectDone("1 kept, 1 relabelled, 0 flagged.");
  expect(page.url()).not.toContain("zzz");
  await page.getByRole("searchbox").fill("");
  await review.press("Escape", "?");
  await expect(page.getByRole("dialog", { name: "Keys of the review" })).toContainText(
    "flag the row for somebody else",
  );
  await review.press("1", "Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await review.expectDone("1 kept, 1 relabelled, 0 flagged.");

  await page.reload();
  await review.expectDone("2 of 12 rows with a reason decided; 1 kept, 1 relabelled, 0 flagged.");
  await page.getByRole("button", { name: /Decided or not$/ }).click();
  await page.getByRole("option", { name: "Decided rows", exact: true }).click();
  await expect(review.queue.getByRole("option")).toHaveCount(2);
  await expect(review.queue).toContainText("Relabelled.");
  expect(new URL(page.url()).search).toBe("?model=tiny&backend=wasm&view=review");
});

test("two tabs share decisions, and none overwrites the other's", async ({ page, context }) => {
  const one = await openReview(page);
  await one.load(fileOf(MARKED));
  const other = await context.newPage();
  const two = await openReview(other);
  await expect(two.queue).toBeVisible();
  await two.press("j", "j", "3");
  await one.expectDone("0 kept, 0 relabelled, 1 flagged.");
  await one.press("1");
  await two.expectDone("1 kept, 0 relabelled, 1 flagged.");
  // Undoing one's own decision leaves the other tab's.
  await two.press("u");
  await one.expectDone("1 kept, 0 relabelled, 0 flagged.");
  await two.press("3");
  await one.press("1");
  await one.expectDone("2 kept, 0 relabelled, 1 flagged.");
  await two.expectDone("2 kept, 0 relabelled, 1 flagged.");
  await one.expectKept();
  await two.expectKept();
  await page.reload();
  await one.expectDone("2 kept, 0 relabelled, 1 flagged.");
});

test("decisions come out as a table and in the file itself, which opens again with the new labels", async ({
  page,
}) => {
  const review = await openReview(page);
  const text = JSON.stringify(TACRED, null, 2);
  await review.load({ name: "pairs.json", mimeType: "application/json", buffer: Buffer.from(text) });
  // The first sentence alone has two others against it.
  await expect(review.open).toHaveAccessibleName("Row 1");
  await expect(review.open).toContainText(
    "2 of the 2 other sentences with the same two names bear another label than org:founded_by: per:employee_of (2).",
  );
  await review.press("2");
  await expect(review.open.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("per:emp");
  await review.press("Enter", "3");
  await review.expectDone("0 kept, 1 relabelled, 1 flagged.");

  const table = await review.save("Decisions as CSV");
  expect(table.name).toBe("pairs-decisions.csv");
  const [header, first, second, ...others] = table.text.trim().split("\r\n");
  expect(header).toBe(
    "row,id,document,annotator,text,subject,object,label,decision,new_label,decided_at,answer,probability,score,reasons,why",
  );
  expect(first).toContain(
    "1,t0,d0,,Orla Finch founded Verity Tannery.,Orla Finch,Verity Tannery,org:founded_by,relabel",
  );
  expect(first).toContain(",relabel,per:employee_of,20");
  expect(second).toMatch(/^2,t1,.*,flag,,20/);
  expect(others).toEqual([]);

  const file = await review.save("File with the decisions");
  expect(file.name).toBe("pairs-reviewed.json");
  const written = JSON.parse(file.text) as typeof TACRED;
  expect(written.map(({ relation }) => relation)).toEqual(["per:employee_of", "per:employee_of", "per:employee_of"]);
  expect(written.map(({ token }) => token)).toEqual(TACRED.map(({ token }) => token));
  // Read back by the page itself: one label, so nothing is in conflict any more.
  await page.getByRole("link", { name: "Corpus" }).click();
  await page
    .getByLabel(/^Corpus file/)
    .setInputFiles({ name: file.name, mimeType: "application/json", buffer: Buffer.from(file.text) });
  await expect(page.getByRole("region", { name: "Corpus", exact: true })).toContainText("pairs-reviewed.json");
  await page.getByRole("link", { name: "Review" }).click();
  await expect(page.getByText("No undecided row has a reason")).toBeVisible();
  await review.expectDone("0 kept, 0 relabelled, 0 flagged.");
});

test("scores bring the model's reasons, and a closed corpus takes its decisions along", async ({ page }) => {
  const review = await openReview(page);
  await review.load(fileOf(ROWS.map((row, i) => (i < 4 ? { ...row, relation: "spouse" } : row))));
  await expect(page.getByText("No undecided row has a reason")).toBeVisible();
  const scoring = page.getByRole("region", { name: "Scores for the review" });
  await scoring.getByRole("button", { name: "Score 8 rows" }).click({ timeout: 60_000 });
  await expect(scoring).toBeHidden({ timeout: 60_000 });
  await expect(review.queue).toContainText(/The model says .* against the label spouse, with \d+% as written/);
  for (const version of ["as written", "names only", "names masked", "other pairs of names"]) {
    await expect(review.open.getByRole("rowheader", { name: version })).toBeVisible();
  }
  await review.press("3");
  await review.expectDone("1 flagged.");
  await review.expectKept();
  await page.getByRole("link", { name: "Corpus" }).click();
  await page.getByRole("button", { name: "Close and forget" }).click();
  await expect(page.getByRole("button", { name: "Close and forget" })).toBeHidden();
  const kept = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const request = indexedDB.open("entity-bias-explorer");
          request.onerror = () => reject(request.error);
          request.onsuccess = () => {
            const counting = request.result.transaction("reviews").objectStore("reviews").count();
            counting.onsuccess = () => {
              request.result.close();
              resolve(counting.result);
            };
          };
        }),
    );
  expect(await kept()).toBe(0);
  await page.getByRole("button", { name: /^Undo: close/ }).click();
  await page.getByRole("link", { name: "Review" }).click();
  await review.expectDone("1 flagged.");
  await expect.poll(kept).toBe(1);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the review is accessible in the ${colorScheme} theme, with every part of it open`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const review = await openReview(page);
    const expectNoViolation = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" ")}`)).toEqual([]);
    };
    await expectNoViolation();
    await review.load(fileOf(MARKED));
    await expect(page.getByRole("heading", { name: /^3 annotators: Krippendorff’s α/ })).toBeVisible();
    await review.press("1");
    await review.expectKept();
    await expectNoViolation();
    await review.press("2");
    await expect(review.open.getByRole("combobox")).toBeFocused();
    await expectNoViolation();
    await review.press("Escape");
    await expect(review.open.getByRole("combobox")).toBeHidden();
    await review.press("?");
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectNoViolation();
  });
}

test("the review fits a phone and a wide screen", async ({ page }) => {
  const review = await openReview(page);
  await review.load(fileOf(MARKED));
  for (const width of [390, 1024, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    await expect(review.open).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});
