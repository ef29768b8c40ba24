import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** Marks that would run, break out of markup, or turn the reading direction, in places that a file controls. */
const SCRIPT = '<img src=x onerror="window.hit=1"><script>window.hit=2</script>';
const MARKUP = `${SCRIPT}"'><b>&lt;`;

declare global {
  interface Window {
    hit?: number;
    polluted?: unknown;
  }
}

async function openView(page: Page) {
  await page.goto("./?model=tiny&backend=wasm&view=corpus");
  const panel = page.getByRole("region", { name: "Corpus", exact: true });
  await expect(panel).toBeVisible();
  const drop = (name: string, content: string | Uint8Array) =>
    page.getByLabel(/^Corpus file/).setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
  return { panel, drop };
}

/** Nothing of a file ran, was put into the address, or changed what every object has. */
async function expectHarmless(page: Page, ...words: readonly string[]) {
  expect(await page.evaluate(() => [window.hit, ({} as Window).polluted, Object.keys(Object.prototype)])).toEqual([
    undefined,
    undefined,
    [],
  ]);
  expect(await page.locator("img[src='x'], .corpus script").count()).toBe(0);
  const address = decodeURIComponent(page.url());
  for (const word of words) expect(address).not.toContain(word);
}

test.describe("hostile files", () => {
  test("markup in labels, types, names and file names is text everywhere, in tables, dialogs and exports", async ({
    page,
  }) => {
    const { panel, drop } = await openView(page);
    const lines = Array.from({ length: 24 }, (_, i) => {
      const text = `${MARKUP} number ${i} met Bo.`;
      const at = text.indexOf("Bo");
      return JSON.stringify({
        id: `${MARKUP}${i}`,
        docId: MARKUP,
        text,
        subj: { start: 0, end: MARKUP.length, type: MARKUP },
        obj: { start: at, end: at + 2, type: "PERSON" },
        relation: i % 2 === 0 ? MARKUP : "__proto__",
        annotator: MARKUP,
      });
    });
    const name = `${SCRIPT.replaceAll("/", "")}.jsonl`;
    await drop(name, lines.join("\n"));
    await expect(panel).toContainText(name);
    await expect(panel).toContainText("None of the 2 relations of the file is among the model’s", { timeout: 60_000 });
    await expectHarmless(page, "onerror", "__proto__");

    await panel.getByRole("button", { name: "Match labels" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("listitem").filter({ hasText: "__proto__" })).toBeVisible();
    await dialog.getByRole("button", { name: /__proto__ is$/ }).click();
    await page.getByRole("option", { name: "spouse", exact: true }).click();
    await expect(dialog.getByRole("heading", { level: 2 })).toHaveText("12 of 24 labelled rows count for F1");
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: /^Score(?!.* too$)/ }).click();
    await expect(page.getByText(/24 of 24 rows scored/)).toBeVisible({ timeout: 60_000 });
    await expectHarmless(page, "onerror", "__proto__");

    await panel.getByRole("button", { name: "Export" }).click();
    const downloading = page.waitForEvent("download");
    await panel.getByRole("button", { name: /^CSV/ }).click();
    expect((await downloading).suggestedFilename()).toMatch(/^_img src=x onerror=[^<>"/\\:]*-scored\.csv$/);
    await expectHarmless(page, "onerror", "__proto__");
  });

  test("prototype keys in JSON are names like others", async ({ page }) => {
    const { panel, drop } = await openView(page);
    const row = { tokens: ["Ida", "met", "Bo"], h: ["ida", "Q1", [[0]]], t: ["bo", "Q2", [[2]]] };
    const rows = JSON.stringify([row, { ...row, __proto__: null }]);
    await drop(
      "few.json",
      `{"__proto__": ${rows}, "constructor": ${rows}, "polluted": [{"__proto__": {"polluted": 1}, ${JSON.stringify(row).slice(1)}]}`,
    );
    await expect(panel).toContainText(/Read as FewRel JSON: \d rows/);
    await expectHarmless(page, "__proto__", "constructor");
    await page.reload();
    await expect(panel).toContainText(/Read as FewRel JSON: \d rows/);
    await expectHarmless(page, "__proto__", "constructor");
  });

  test("archives that unpack to too much, or point outside themselves, are refused by name", async ({ page }) => {
    const { zipSync, gzipSync, strToU8 } = await import("fflate");
    const { drop } = await openView(page);
    const alert = page.getByRole("alert");
    await drop("bomb.zip", zipSync({ "a.jsonl": new Uint8Array(64 * 2 ** 20) }));
    await expect(alert).toContainText("bomb.zip: refused, its entry a.jsonl unpacks to over 200 times its size");
    await drop("bomb.jsonl.gz", gzipSync(new Uint8Array(64 * 2 ** 20)));
    await expect(alert).toContainText(/bomb\.jsonl\.gz: refused, it unpacks to over 200 times its size/);
    await drop("out.zip", zipSync({ "../../evil.jsonl": strToU8("{}"), "/etc/x.jsonl": strToU8("{}") }));
    await expect(alert).toContainText("refused “../../evil.jsonl”, “/etc/x.jsonl”: such names point outside");
    await expect(page.getByRole("button", { name: "Open the demo corpus" })).toBeEnabled();
    await expectHarmless(page, "evil", "bomb");
  });

  test("one line of 10 MB and deep nesting end with a message, and the next file opens", async ({ page }) => {
    const { panel, drop } = await openView(page);
    const alert = page.getByRole("alert");
    await drop("line.jsonl", `{"text":"${"word ".repeat(2 * 2 ** 20)}"`);
    await expect(alert).toContainText("line.jsonl", { timeout: 20_000 });
    await drop("text.txt", "x".repeat(10 * 2 ** 20));
    await expect(alert).toContainText("text.txt", { timeout: 20_000 });
    const depth = 1_000_000;
    await drop("deep.json", `${"[".repeat(depth)}${"]".repeat(depth)}`);
    await expect(alert).toContainText("deep.json", { timeout: 20_000 });
    await drop("deeper.jsonl", `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`);
    await expect(alert).toContainText("deeper.jsonl", { timeout: 20_000 });

    const word = "long ".repeat(2 * 2 ** 20);
    const spans = { subj: { start: 0, end: 3 }, obj: { start: 8, end: 10 }, relation: "knows" };
    // The format is told from the first 64 kB, so a short row stands before the long one.
    const rows = ["now", word].map((end) => JSON.stringify({ ...spans, text: `Ida met Bo ${end}` }));
    await drop("one.jsonl", rows.join("\n"));
    await expect(panel).toContainText(/Read as JSON lines.*: 2 rows/, { timeout: 20_000 });
    // A row of 10 MB is cut where it is shown.
    expect((await page.locator(".corpus").innerText()).length).toBeLessThan(20_000);
    await expectHarmless(page, "Ida", "knows");
  });
});
