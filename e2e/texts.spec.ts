import { openBench, type BenchPage } from "./benchPage";
import { expect, test } from "./fixtures";

/** Sub-tokens of one argument in the variance table, joined: the characters the model took for it. */
async function readMarkedTokens(bench: BenchPage, role: string): Promise<string> {
  const rows = await bench.readTable("variance");
  return rows
    .filter(([token, argument]) => argument === role && token !== "mean")
    .map(([token]) => token)
    .join("");
}

test("an empty text says what to do, and undo brings the sentence back", async ({ page }) => {
  const bench = await openBench(page);
  await bench.waitForLive();
  await bench.writeSentence("");
  await expect(bench.alert).toContainText("The text is empty. Write or paste a sentence.");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(bench.alert).toHaveCount(0);
  await bench.waitForAnswer();
});

test("the same words as subject and object are refused", async ({ page }) => {
  const bench = await openBench(page);
  await bench.waitForLive();
  await bench.writeSentence("Tarvo Elm met Sanna Birk in Turku.");
  await bench.mark("subject", "Tarvo", "Elm");
  await bench.mark("object", "Tarvo", "Elm");
  await expect(bench.alert).toContainText("Subject and object are the same words");
  await bench.mark("object", "Sanna", "Birk");
  await expect(bench.alert).toHaveCount(0);
  await bench.waitForAnswer();
});

test("overlapping arguments are refused", async ({ page }) => {
  const bench = await openBench(page);
  await bench.waitForLive();
  await bench.writeSentence("The University of Turku Library opened in 1922.");
  await bench.mark("subject", "University", "Library");
  await bench.dragOver("of", "Turku");
  await page.getByRole("button", { name: "Mark as object" }).click();
  await expect(bench.alert).toContainText(/overlap. Mark two separate mentions/);
  await bench.mark("object", "1922");
  await expect(bench.alert).toHaveCount(0);
  await bench.waitForAnswer();
});

test("a text of 2,000 tokens is read around its arguments and says what was left out", async ({ page }) => {
  const bench = await openBench(page);
  await bench.waitForLive();
  const filler = "The ferry was late and the harbour was quiet. ".repeat(100);
  await bench.writeSentence(`${filler}Quillon Marsh settled in Aalborg. ${filler}`);
  await bench.mark("subject", "Quillon", "Marsh");
  await bench.mark("object", "Aalborg");
  await bench.waitForAnswer();
  await expect(bench.figure("prediction")).toContainText(
    /longer than the model’s window: [\d,]+ sub-tokens before and [\d,]+ sub-tokens after were left out/,
  );
  expect(await readMarkedTokens(bench, "subject")).toBe("QuillonMarsh");
  await bench.waitForAnswer();
});

test("arguments too far apart for the model get a clear message", async ({ page }) => {
  const bench = await openBench(page);
  await bench.waitForLive();
  const filler = "The ferry was late and the harbour was quiet. ".repeat(60);
  await bench.writeSentence(`Quillon waited. ${filler}It reached Aalborg.`);
  await bench.mark("subject", "Quillon");
  await bench.mark("object", "Aalborg");
  await expect(bench.alert).toContainText(/too far apart/);
  await bench.writeSentence("Quillon waited in Aalborg.");
  await expect(bench.alert).toHaveCount(0);
  await bench.waitForAnswer();
});

test("a right-to-left text can be marked and is read", async ({ page }) => {
  const bench = await openBench(page);
  await bench.waitForLive();
  await bench.writeSentence("ولدت سلمى في مدينة حلب.");
  await bench.mark("subject", "سلمى");
  await bench.mark("object", "حلب");
  await bench.waitForAnswer();
  expect(await bench.readArgument("subject")).toBe("سلمى");
  expect(await readMarkedTokens(bench, "subject")).toBe("سلمى");
  const direction = await bench.sentence.evaluate((element) => getComputedStyle(element).direction);
  expect(direction).toBe("rtl");
});

test("emoji and combining marks before a span do not shift it", async ({ page }) => {
  const bench = await openBench(page);
  await bench.waitForLive();
  await bench.writeSentence("👩‍👩‍👧 🎉 Cafe\u0301 owner Zoë Ilves moved to Tartu 🇪🇪.");
  await bench.mark("subject", "Zoë", "Ilves");
  await bench.mark("object", "Tartu");
  await bench.waitForAnswer();
  expect(await bench.readArgument("subject")).toBe("Zoë Ilves");
  expect(await readMarkedTokens(bench, "subject")).toBe("ZoëIlves");
  expect(await readMarkedTokens(bench, "object")).toBe("Tartu");
});
