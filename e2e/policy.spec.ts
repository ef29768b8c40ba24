/** @file The whole app under its own policy: every view walked through, no violation, no request elsewhere. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { BenchPage } from "./benchPage";
import { expect, test } from "./fixtures";
import { DIST } from "./models";

const LINES = readFileSync("public/corpora/demo.jsonl", "utf8").split("\n").slice(0, 24).join("\n");

/** Collects what the policy refuses, in the page and in every page that comes after it. */
async function watchPolicy(page: Page): Promise<() => Promise<string[]>> {
  const kept: string[] = [];
  await page.exposeFunction("keepViolation", (words: string) => void kept.push(words));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { effectiveDirective, blockedURI, sourceFile, lineNumber } = event;
      const words = `${effectiveDirective}: ${blockedURI} (${sourceFile}:${lineNumber})`;
      void (window as unknown as { keepViolation(words: string): void }).keepViolation(words);
    });
  });
  return async () => {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    return kept;
  };
}

/** Opens all that a view folds away. */
async function unfold(page: Page): Promise<void> {
  for (const name of ["Definitions", "Table"]) {
    for (const button of await page.getByRole("button", { name, exact: true }).all()) {
      if ((await button.getAttribute("aria-expanded")) === "false") await button.click();
    }
  }
}

// The fixture fails the test on any message of the console, which a refusal is too, and on any foreign request.
test("a walk through every view breaks the policy nowhere and asks no other origin for anything", async ({ page }) => {
  test.setTimeout(240_000);
  const readViolations = await watchPolicy(page);
  await page.goto("./?model=tiny&backend=wasm");
  const bench = new BenchPage(page);
  await bench.waitForLive();

  await test.step("Bench: every panel, a swap, a run, the cloud, files, formulas, details, own models, link", async () => {
    const names = page.getByRole("radiogroup", { name: /^Names for the/ });
    await names.getByRole("radio", { checked: true }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("radiogroup", { name: "How many names" }).getByText("10", { exact: true }).click();
    await page.getByRole("button", { name: "Swap 10" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Run done." })).toBeAttached();
    await page.getByRole("button", { name: "Pin this reading as A" }).click();
    await page.getByRole("switch", { name: /Compare base and VIB/ }).check();
    await bench.waitForAnswer();
    await page.getByRole("button", { name: "Any two models" }).click();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect(page.getByRole("figure").filter({ hasText: "which holds 39% of the mass" })).toHaveAttribute(
      "aria-busy",
      "false",
      { timeout: 60_000 },
    );
    for (const kind of ["SVG", "PNG", "CSV", "JSON"]) {
      const download = page.waitForEvent("download");
      await bench.figure("prediction").getByRole("button", { name: kind, exact: true }).click();
      await download;
    }
    await unfold(page);
    await page.getByRole("button", { name: "Details", exact: true }).click();
    await page.getByRole("button", { name: "Your own model" }).click();
    await expect(page.getByRole("button", { name: "Open a folder" })).toBeVisible();
    await page.getByRole("button", { name: /^Theme/ }).click();
    await page.getByRole("button", { name: "Session", exact: true }).click();
    await page.keyboard.press("Escape");
    expect(await readViolations()).toEqual([]);
  });

  await test.step("Corpus: a file, scores, every figure, the matching of labels, export", async () => {
    await page.getByRole("link", { name: "Corpus", exact: true }).click();
    await page
      .getByLabel(/^Corpus file/)
      .setInputFiles({ name: "mine.jsonl", mimeType: "application/jsonl", buffer: Buffer.from(LINES) });
    const scoring = page.getByRole("region", { name: "Scoring" });
    await scoring.getByRole("button", { name: /^Score(?!.* too$)/ }).click({ timeout: 60_000 });
    await expect(scoring).toContainText("24 of 24 rows scored", { timeout: 120_000 });
    await expect(page.locator("figure[aria-busy=true]")).toHaveCount(0);
    await unfold(page);
    await page.getByRole("button", { name: "Export", exact: true }).first().click();
    expect(await readViolations()).toEqual([]);
  });

  await test.step("Review, Models, Lessons, card", async () => {
    await page.getByRole("link", { name: "Review", exact: true }).click();
    await expect(page.getByRole("button", { name: /Keep$/ })).toBeVisible();
    await page.keyboard.press("3");
    for (const [view, heading] of [
      ["Models", /./],
      ["Lessons", /./],
      ["Model card", /./],
    ] as const) {
      await page.getByRole("link", { name: view, exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
      await expect(page.getByText(/(is|are) loading\.|on their way\.|Reading the card/)).toHaveCount(0);
      await unfold(page);
    }
    expect(await readViolations()).toEqual([]);
  });
});

test("the embedded page breaks the policy nowhere", async ({ page, context }) => {
  // The page around it is another one of this machine; what the app asks for still goes to the app's own origin alone.
  const readViolations = await watchPolicy(page);
  await page.goto(`./?embed=1&model=tiny&backend=wasm&host=${encodeURIComponent("https://example.invalid")}`);
  await new BenchPage(page).waitForLive();
  await unfold(page);
  expect(await readViolations()).toEqual([]);
  expect(context.pages().length).toBe(1);
});

test("under the policy as a header too, workers and WebAssembly run", async ({ page }) => {
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(
    readFileSync(`${DIST}/index.html`, "utf8"),
  )?.[1];
  expect(policy).toBeTruthy();
  await page.route("**/*", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy! } });
  });
  const readViolations = await watchPolicy(page);
  await page.goto("./?model=tiny&backend=wasm");
  await new BenchPage(page).waitForLive();
  expect(await readViolations()).toEqual([]);
  await page.unrouteAll({ behavior: "ignoreErrors" });
});
