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

  test("marks that cannot be seen are shown by their code points, and turn nothing around, in every view", async ({
    page,
  }) => {
    test.setTimeout(240_000);
    // An override, an isolate, a space of no width and a bell.
    const hide = (word: string) => `${word.slice(0, 2)}\u202E\u200B${word.slice(2)}\u0007\u2067`;
    const { panel, drop } = await openView(page);
    const name = hide("Quorvane");
    const lines = Array.from({ length: 24 }, (_, i) => {
      const text = `${name} met Bo ${hide("number")} ${i}.`;
      return JSON.stringify({
        id: hide(`row${i}`),
        docId: hide("paper"),
        text,
        subj: { start: 0, end: name.length, type: i % 2 ? hide("THING") : "PERSON" },
        obj: { start: text.indexOf("Bo"), end: text.indexOf("Bo") + 2, type: "PERSON" },
        relation: i % 3 === 0 ? hide("knows") : "spouse",
        annotator: hide(`reader${i % 2}`),
      });
    });
    const SPELLED = "Qu[U+202E][U+200B]orvane[U+0007][U+2067]";
    await drop(`${hide("file")}.jsonl`, lines.join("\n"));
    await expect(panel).toContainText("fi[U+202E][U+200B]le");
    await panel.getByRole("button", { name: "Match labels" }).click();
    await expect(page.getByRole("dialog").getByRole("listitem").filter({ hasText: "[U+202E]" }).first()).toBeVisible();
    await expectMarksShown(page, "the matching of labels");
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("spinbutton", { name: /^Swaps S/ }).fill("1");
    await page.getByRole("button", { name: /^Score(?!.* too$)/ }).click();
    await expect(page.getByText(/24 of 24 rows scored/)).toBeVisible({ timeout: 120_000 });
    await expect(page.locator("figure[aria-busy=true]")).toHaveCount(0);
    for (const button of await page.getByRole("button", { name: "Table", exact: true }).all()) await button.click();
    await expect(page.getByRole("region", { name: /First to check|The rows/ })).toContainText(SPELLED);
    await expectMarksShown(page, "the corpus");
    await panel.getByRole("button", { name: "Export" }).click();
    const downloading = page.waitForEvent("download");
    await panel.getByRole("button", { name: /^CSV/ }).click();
    expect((await downloading).suggestedFilename()).not.toMatch(MARK);
    await page.getByRole("link", { name: "Review" }).click();
    await expect(page.locator(".openrow .cp").first()).toBeVisible();
    await expectMarksShown(page, "the review");
    await page.getByRole("button", { name: "Open in the Bench" }).click();
    const words = page.getByRole("listbox", { name: /^Words of the sentence/ });
    await expect(words.locator(".cp")).toHaveCount(8);
    // The letters stand in the order in which they are written: nothing is turned around.
    const places = await words.locator("[data-start]:not(:has([data-start])):not(.cp)").evaluateAll((parts) =>
      parts
        .filter((part) => part.textContent!.trim() !== "")
        .map((part) => part.getBoundingClientRect())
        .map(({ left, top }) => ({ left, top })),
    );
    expect(places.length).toBeGreaterThan(4);
    const turned = places.filter((at, i) => i > 0 && at.left < places[i - 1]!.left && at.top < places[i - 1]!.top + 20);
    expect(turned).toEqual([]);
    await expectMarksShown(page, "the Bench");
    await page.getByRole("button", { name: "Your list" }).click();
    await page.getByRole("textbox", { name: "Your names, one a line" }).fill(`${hide("Velde")}\nBruvik`);
    await page.getByRole("button", { name: "Use this list" }).click();
    const radio = page.getByRole("radio", { name: /^Ve\[U\+202E\]/ });
    await radio.click();
    await expect(words.locator(".arg.subject .cp")).toHaveCount(4);
    await expectMarksShown(page, "the Bench with a swapped name");
    await page.getByRole("link", { name: "Models", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectMarksShown(page, "the Models view", false);
    await expectHarmless(page, "Quorvane", "knows");
  });
});

/** One of the marks that the last test puts into its file. */
const MARK = /[\u202E\u200B\u2067]|(?![\t\n\r])\p{Cc}/u;

/** No mark stands bare in a text or a name of the page: each is shut off in an element that shows its code point. */
async function expectMarksShown(page: Page, where: string, isAny = true) {
  const found = await page.evaluate((source) => {
    const mark = new RegExp(source, "u");
    const bare: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const parent = text.parentElement!;
      // In a field the visitor's own text stands as it is.
      if (mark.test(text.nodeValue!) && !parent.closest(".cp, textarea, script")) {
        bare.push(`<${parent.tagName} class="${parent.getAttribute("class")}"> ${JSON.stringify(text.nodeValue)}`);
      }
    }
    for (const element of document.body.querySelectorAll("[aria-label], [title], [alt], [data-label]")) {
      for (const name of ["aria-label", "title", "alt", "data-label"]) {
        if (mark.test(element.getAttribute(name) ?? "")) bare.push(`<${element.tagName} ${name}>`);
      }
    }
    const shown =
      document.querySelectorAll(".cp").length + (document.body.innerText.match(/\[U\+202E\]/g)?.length ?? 0);
    return { bare: [...new Set(bare)], shown };
  }, MARK.source);
  expect.soft(found.bare.slice(0, 5), where).toEqual([]);
  if (isAny) expect(found.shown, where).toBeGreaterThan(0);
}
