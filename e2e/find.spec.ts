/** @file From plain text to a pair in the Bench: find, set right, open, save, open again. The joint test model. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { ON_WEBGPU, openBench } from "./benchPage";
import { expect, test } from "./fixtures";

const TEXT =
  "Brightwater Mills was founded by Anselm Roy in 1921. Nobody came 👩‍🚀.\n\nCafe\u0301 Lumen lies in Port Velde.";

const panelOf = (page: Page) => page.getByRole("region", { name: /entit|Which names and relations/ });

async function save(page: Page, format: string): Promise<string> {
  const waiting = page.waitForEvent("download");
  await panelOf(page).getByRole("button", { name: format, exact: true }).click();
  const file = await waiting;
  const path = test.info().outputPath(file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

for (const [where, params] of [
  ["on WebAssembly", { model: "tiny", backend: "wasm" }],
  ["on WebGPU @webgpu", ON_WEBGPU],
] as const) {
  test(`a pasted text gives entities and pairs, which are set right, read in the Bench, saved and opened again, ${where}`, async ({
    page,
  }) => {
    if (where.includes("WebGPU")) test.setTimeout(240_000);
    const bench = await openBench(page, params);
    await bench.waitForLive();
    // Not on a backend further down the ladder.
    await expect(bench.status).toContainText(where.includes("WebGPU") ? "WebGPU" : "WebAssembly");
    const before = await page.url();
    await page.getByRole("button", { name: "Find entities in a text" }).click();
    const panel = panelOf(page);
    const field = panel.getByRole("textbox", { name: "English text" });

    await test.step("an empty text says so, one word finds no pair", async () => {
      await field.fill("  ");
      await panel.getByRole("button", { name: "Find", exact: true }).click();
      await expect(panel.getByRole("alert")).toContainText("The text is empty");
      await field.fill("Nobody");
      await field.press("Control+Enter");
      await expect(panel).toContainText("A pair needs two entities in one sentence.");
      await expect(panel.getByRole("alert")).toHaveCount(0);
    });

    const open = panel.getByRole("button", { name: /^Open in the Bench: .*, 1921; score/ });
    await test.step("a text gives entities with types and scores, and pairs", async () => {
      await field.fill(TEXT);
      await field.press("Control+Enter");
      await expect(panel.getByRole("button", { name: /^Brightwater Mills ORGANIZATION 0\.\d\d$/ })).toBeVisible();
      await expect(open.first()).toBeVisible();
    });

    await test.step("thresholds act at once", async () => {
      const pairs = panel.getByRole("slider", { name: "Least score of a pair" });
      await pairs.press("End");
      await expect(panel).toContainText("No pair scores above the threshold");
      await pairs.press("Home");
      await expect(open.first()).toBeVisible();
    });

    await test.step("a span is set right by keyboard", async () => {
      await panel.getByRole("button", { name: /^Brightwater Mills/ }).press("Enter");
      const end = panel.getByRole("spinbutton", { name: "End of the entity" });
      await expect(end).toBeFocused();
      const axe = await new AxeBuilder({ page }).include(".find").analyze();
      expect(axe.violations).toEqual([]);
      await end.press("ArrowLeft");
      await expect(end).toHaveAttribute("aria-valuetext", "Brightwater");
      await end.press("ArrowRight");
      await end.press("Shift+ArrowLeft");
      await expect(end).toHaveAttribute("aria-valuetext", "Brightwater Mill");
      await end.press("Escape");
      await expect(panel.getByRole("button", { name: /^Brightwater Mill ORGANIZATION by hand$/ })).toBeFocused();
    });

    await test.step("a pair opens in the Bench and is read there; undo takes it back", async () => {
      await open.first().press("Enter");
      expect(await bench.readArgument("subject")).toBe("Brightwater Mill");
      expect(await bench.readArgument("object")).toBe("1921");
      await bench.waitForAnswer();
      expect(page.url()).toBe(before);
      await page.getByRole("button", { name: "Undo", exact: false }).first().click();
      expect(await bench.readArgument("subject")).not.toBe("Brightwater Mill");
    });

    await test.step("the entity bias of a pair, with both its spans", async () => {
      await panel.getByRole("slider", { name: "Least score of a pair" }).press("End");
      await panel.getByRole("slider", { name: "Least score of a pair" }).press("Home");
      await panel.getByRole("button", { name: /^Read the entity bias/ }).click();
      await expect(panel).toContainText("Setting the span right:", { timeout: 60_000 });
      await expect(panel).toContainText(/\d of \d+ other names change the answer/);
    });

    await test.step("what was found is saved, and opened as a corpus", async () => {
      const [brat, tacred, lines] = [
        await save(page, "brat standoff"),
        await save(page, "TACRED JSON"),
        await save(page, "JSON lines"),
      ];
      expect(lines).toMatch(/found\.jsonl$/);
      await page.goto("./?model=tiny&backend=wasm&view=corpus");
      const corpus = page.getByRole("region", { name: "Corpus", exact: true });
      for (const [path, format] of [
        [brat, "brat standoff"],
        [tacred, "TACRED JSON"],
      ] as const) {
        await page.getByLabel(/^Corpus file/).setInputFiles(path);
        await expect(corpus.getByText(new RegExp(`Read as ${format}.*: [1-9]\\d* rows?`))).toBeVisible();
      }
    });

    await test.step("a plain text is no corpus, but can be searched", async () => {
      const file = {
        name: "notes.txt",
        mimeType: "text/plain",
        buffer: Buffer.from("Ada Falk came home. She was tired."),
      };
      await page.getByLabel(/^Corpus file/).setInputFiles(file);
      await page.getByRole("button", { name: "Find entities in it" }).click();
      await expect(panel.getByRole("textbox", { name: "English text" })).toHaveValue(/Ada Falk came home/);
      expect(page.url()).not.toContain("Falk");
    });
  });
}

test("a text without entities says so, emoji and accents stay whole, and 50,000 words come sentence by sentence and can be stopped", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const bench = await openBench(page);
  await bench.waitForLive();
  await page.getByRole("button", { name: "Find entities in a text" }).click();
  const panel = panelOf(page);
  const field = panel.getByRole("textbox", { name: "English text" });
  const find = async (text: string) => {
    await field.fill(text);
    await field.press("Control+Enter");
  };

  await find("👩‍🚀🇳🇴 Cafe\u0301 Lumen lies in Port Velde.");
  await expect(panel.getByRole("button", { name: /Cafe\u0301 Lumen [A-Z]+ 0\.\d\d$/ })).toBeVisible();
  await find("It rained. Nobody came, and nobody went.");
  await panel.getByRole("slider", { name: "Least score of an entity" }).press("End");
  await expect(
    panel.getByRole("heading", { name: "No entity stands above the threshold in 2 sentences" }),
  ).toBeVisible();

  await find("Brightwater Mills was founded by Anselm Roy in 1921. ".repeat(5556));
  const progress = panel.getByRole("progressbar", { name: "Sentences read" });
  await expect(progress).toHaveAttribute("max", "5556");
  await expect.poll(() => progress.getAttribute("value").then(Number)).toBeGreaterThan(0);
  await panel.getByRole("button", { name: "Cancel" }).click();
  await expect(panel).toContainText("Cancelled: what had been read by then stays.");
});
