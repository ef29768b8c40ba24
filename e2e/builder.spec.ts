import AxeBuilder from "@axe-core/playwright";
import jsQR from "jsqr";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

async function expectNoViolation(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" ")}`)).toEqual([]);
}

/** What a phone reads from the page: the screenshot of the code, decoded. */
async function readQr(page: Page): Promise<string | undefined> {
  const png = await page
    .getByRole("dialog")
    .getByRole("img", { name: /^QR code/ })
    .screenshot();
  // One byte a pixel on its way here: its red, which is that of a code in black and white.
  const { width, red } = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d")!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let text = "";
    for (let i = 0; i < data.length; i += 4) text += String.fromCharCode(data[i]!);
    return { width: image.width, red: btoa(text) };
  }, png.toString("base64"));
  const bytes = Buffer.from(red, "base64");
  const pixels = new Uint8ClampedArray(bytes.length * 4);
  bytes.forEach((value, i) => pixels.fill(value, i * 4, i * 4 + 4));
  return jsQR(pixels, width, bytes.length / width, { inversionAttempts: "dontInvert" })?.data;
}

test("a lesson is built by keyboard, opens from its link in a fresh profile and is completed; the QR code is that link", async ({
  page,
  browser,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./?model=tiny&backend=wasm&view=learn");
  const { keyboard } = page;
  const fill = async (id: string, text: string) => {
    await page.locator(`#field-${id}`).focus();
    await keyboard.press("Control+a");
    await keyboard.insertText(text);
  };
  const press = async (name: string) => {
    await page.getByRole("main").getByRole("button", { name, exact: true }).focus();
    await keyboard.press("Enter");
  };
  await press("Make a lesson");
  await expect(page.getByRole("heading", { name: "Make a lesson" })).toBeFocused();

  // What is missing is said at its field, and the first one has the focus.
  await press("Make the link");
  await expect(page.locator("#field-title")).toBeFocused();
  await expect(page.locator("#field-title-wrong")).toHaveText("Give the lesson a title.");
  await expectNoViolation(page);

  await fill("title", "Names <b>only</b>");
  await fill("summary", "You can say what a name does.");
  await fill("steps-0-title", "Second, for now");
  await fill("steps-0-text", "Read <img src=x onerror=alert(1)> the sentence.");
  await fill("steps-0-sentence", "Ilse Brandauer wrote to the mayor of Lübeck.");
  await page.locator("#field-steps-0-sentence").evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(0, 14));
  await press("Mark as subject");
  await page.locator("#field-steps-0-sentence").evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(37, 43));
  await press("Mark as object");
  await press("Ask for a prediction first");
  await fill("steps-0-predict-question", "What will it answer?");
  await fill("steps-0-predict-choices-0", "No relation");
  await fill("steps-0-predict-choices-1", "Some relation");
  await page.locator("#field-steps-0-holds-0").selectOption("noRelation");
  await page.locator("#field-steps-0-holds-1").selectOption("someRelation");

  await press("Add a step");
  await fill("steps-1-title", "First, for now");
  await fill("steps-1-text", "Change the name.");
  await page.locator("#field-steps-1-task").selectOption("exchange");
  await expect(page.locator("#field-steps-1-ask")).toHaveValue("Exchange subject and object.");
  await fill("steps-1-reveal", "Now it says {relation}.");
  await press("Move step 2 up");
  await expect(page.locator("#field-steps-0-title")).toHaveValue("First, for now");
  await press("Undo");
  await expect(page.locator("#field-steps-0-title")).toHaveValue("Second, for now");
  // The draft is kept on this computer.
  await page.reload();
  await press("Make a lesson");
  await expect(page.locator("#field-steps-1-title")).toHaveValue("First, for now");

  await press("Make the link");
  const link = await page.getByRole("textbox", { name: "Link to the lesson" }).inputValue();
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?model=tiny&backend=wasm#lesson=1\.[\w-]{6}\.[\w-]+$/);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectNoViolation(page);
    await press("Show the QR code large");
    expect(await readQr(page)).toBe(link);
    await keyboard.press("Escape");
  }

  const fresh = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: "block" });
  const learner = await fresh.newPage();
  const problems: string[] = [];
  learner.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  learner.on("pageerror", (error) => problems.push(error.message));
  await learner.goto(link);
  const card = learner.getByRole("complementary", { name: "Lesson: Names <b>only</b>" });
  await expect(card).toContainText("Read <img src=x onerror=alert(1)> the sentence.");
  await expect(learner.getByRole("listbox", { name: /^Words of the sentence/ })).toContainText("Ilse Brandauer");
  await card.getByRole("radio").first().focus();
  await learner.keyboard.press("2");
  await learner.keyboard.press("Enter");
  await expect(card.locator('[data-lesson="next"]')).toBeFocused();
  await learner.keyboard.press("Enter");
  // The address is still the lesson: a reload goes on where one was.
  await learner.reload();
  await expect(card.getByRole("heading", { level: 2 })).toHaveText("First, for now");
  await learner.getByRole("button", { name: "Exchange subject and object" }).focus();
  await learner.keyboard.press("Enter");
  await expect(card).toContainText("Now it says", { timeout: 30_000 });
  await card.getByRole("button", { name: "Finish" }).focus();
  await learner.keyboard.press("Enter");
  await expect(card.getByRole("heading", { level: 2 })).toHaveText("That was the lesson");
  await card.getByRole("button", { name: "Back to the full page" }).focus();
  await learner.keyboard.press("Enter");
  await expect(card).toHaveCount(0);
  await expect(learner).not.toHaveURL(/#lesson=/);

  // A damaged link is said to be one, and the full page is there.
  await learner.goto("about:blank");
  await learner.goto(link.slice(0, -8));
  await expect(learner.getByText(/This link to a lesson cannot be opened: it is damaged or incomplete/)).toBeVisible();
  await expect(card).toHaveCount(0);
  expect(problems).toEqual([]);
  await fresh.close();
});
