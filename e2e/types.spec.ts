/** @file A model that reads entity types: those that nobody gave are found in the text, seen, overridden, and done without. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { openBench } from "./benchPage";
import { expect, test } from "./fixtures";

const TAGS = { model: "tiny-tags", backend: "wasm" } as const;
const TEXT = "Nobody came 👩‍🚀. Brightwater Mills was founded near Cafe\u0301 Lumen in 1921.";

const typeOf = (page: Page, role: "subject" | "object") =>
  page.getByRole("button", { name: new RegExp(`Type of the ${role}`) });
const findings = (page: Page) => page.getByRole("region", { name: "Sentence", exact: true }).getByRole("status");

/** Chooses a type by keyboard alone. */
async function chooseType(page: Page, role: "subject" | "object", option: RegExp): Promise<void> {
  await typeOf(page, role).press("Enter");
  await page.getByRole("option", { name: option }).first().press("Enter");
}

test("types that nobody gave are found in the text, and can be overridden, taken away and brought back", async ({
  page,
}) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  const bench = await openBench(page, TAGS);
  await bench.waitForLive();
  // The examples have types: nothing more is downloaded.
  expect(fetched.filter((url) => url.includes("tiny-joint"))).toEqual([]);
  await bench.writeSentence(TEXT);
  await bench.mark("subject", "Brightwater", "Mills");
  await bench.mark("object", "1921");

  await test.step("what was found stands in the menu with its score, and a reader is told", async () => {
    await expect(typeOf(page, "subject")).toContainText(/ORGANIZATION.*found in the text, 0\.\d\d/);
    await expect(typeOf(page, "object")).toContainText(/DATE.*found in the text, 0\.\d\d/);
    await expect(findings(page)).toContainText(/Brightwater Mills: ORGANIZATION, found in the text/);
    expect(fetched.some((url) => url.includes("tiny-joint"))).toBe(true);
    await bench.waitForAnswer();
    const axe = await new AxeBuilder({ page }).include(".stage").analyze();
    expect(axe.violations).toEqual([]);
  });

  const found = await bench.readProbabilities();
  await test.step("none, another one and undo, by keyboard; the answer follows", async () => {
    await chooseType(page, "subject", /^no type/);
    await expect(findings(page)).toContainText("Brightwater Mills: read without a type, as you chose.");
    await expect.poll(() => bench.readProbabilities()).not.toEqual(found);
    await page.keyboard.press("Control+z");
    await expect(typeOf(page, "subject")).toContainText("found in the text");
    await expect.poll(() => bench.readProbabilities()).toEqual(found);
    await chooseType(page, "subject", /^EVENT/);
    await expect(findings(page)).toContainText("the model has no tag for EVENT");
    await chooseType(page, "subject", /found in the text/);
    await expect(typeOf(page, "subject")).toContainText(/ORGANIZATION.*found in the text/);
  });

  await test.step("where nothing is found, it is said; a name with a combining mark is found whole", async () => {
    await bench.mark("object", "Nobody");
    await expect(findings(page)).toContainText("Nobody: no entity was found here");
    await bench.waitForAnswer();
    await bench.mark("object", "Cafe\u0301", "Lumen");
    await expect(findings(page)).toContainText("Cafe\u0301 Lumen: ");
    await expect(findings(page)).not.toContainText("Cafe\u0301 Lumen: no");
  });
  expect(page.url()).not.toContain("Brightwater");
});

test("a search for types that is stopped leaves an answer without types, and can be begun again", async ({
  page,
  allowConsole,
}) => {
  allowConsole(/Failed to load resource/);
  let isServed = false;
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/tiny-joint\/.*\.safetensors/, async (route) => {
    if (isServed) return route.fallback();
    await held;
    return route.abort().catch(() => undefined); // the page has given it up
  });
  const bench = await openBench(page, TAGS);
  await bench.waitForLive();
  await bench.writeSentence("Brightwater Mills was founded in 1921.");
  await bench.mark("subject", "Brightwater", "Mills");
  await bench.mark("object", "1921");
  const stage = page.getByRole("region", { name: "Sentence", exact: true });
  await expect(stage).toContainText("Types are looked for in the text.");
  await stage.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(findings(page)).toContainText("1921: no type is known, so the model reads the name without one.");
  await bench.waitForAnswer();
  release();
  isServed = true;
  await stage.getByRole("button", { name: "Find the types in the text" }).press("Enter");
  await expect(typeOf(page, "object")).toContainText(/DATE.*found in the text/);
  await bench.waitForAnswer();
});
