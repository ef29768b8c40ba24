import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** A learner without a mouse: every act is a key. */
class Learner {
  readonly card: Locator;

  constructor(readonly page: Page) {
    this.card = page.getByRole("complementary", { name: /^Lesson/ });
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Presses Tab until the goal has the focus. */
  async tabTo(goal: Locator, most = 40): Promise<void> {
    for (let i = 0; i < most; i++) {
      if (await goal.evaluate((element) => element === document.activeElement)) return;
      await this.press("Tab");
    }
    await expect(goal).toBeFocused();
  }

  /** Starts a lesson from the list. */
  async start(title: string): Promise<void> {
    const entry = this.page.getByRole("listitem", { name: title });
    await expect(entry).toBeVisible();
    await this.tabTo(entry.getByRole("button", { name: "Start" }));
    await this.press("Enter");
  }

  /** The heading of the step has the focus when it begins. */
  async expectStep(title: string): Promise<void> {
    await expect(this.card.getByRole("heading", { level: 2 })).toHaveText(title);
    await expect(this.card.getByRole("heading", { level: 2 })).toBeFocused();
  }

  /** Predicts by the number of a choice. */
  async predict(choice: number): Promise<void> {
    await this.tabTo(this.card.getByRole("radio").first(), 3);
    await this.press(String(choice), "Enter");
  }

  /** Goes where the task begins. */
  async goThere(): Promise<void> {
    await this.tabTo(this.card.getByRole("button", { name: "Take me there" }), 6);
    await this.press("Enter");
    await expect(this.card.locator(":focus")).toHaveCount(0);
  }

  /** Waits until the step is done, goes back to the card and on to the next step. */
  async next(): Promise<void> {
    const next = this.card.locator('[data-lesson="next"]');
    await expect(next).toBeVisible({ timeout: 30_000 });
    if ((await this.card.locator(":focus").count()) === 0) await this.press("l");
    await this.tabTo(next, 6);
    await expect(this.card).not.toContainText("not read");
    await this.press("Enter");
  }

  /** Answers the questions at the end, each with its first choice, and expects a reason for each. */
  async check(): Promise<void> {
    for (let question = 1; question <= 3; question++) {
      await this.tabTo(this.card.getByRole("radio").first(), 3);
      await this.press("1", "Enter");
      await expect(this.card.locator(".answered")).toHaveCount(question);
    }
    await expect(this.card.getByText(/^\d of 3 right/)).toBeVisible();
    await this.tabTo(this.card.getByRole("button", { name: "All lessons" }), 3);
    await this.press("Enter");
  }
}

async function openLessons(page: Page): Promise<Learner> {
  await page.goto("./?model=tiny&backend=wasm&view=learn");
  return new Learner(page);
}

test("the lessons at the Bench are done by keyboard alone, with their checks, and remembered", async ({ page }) => {
  test.slow();
  const learner = await openLessons(page);
  const { card } = learner;

  await test.step("lesson 1", async () => {
    await learner.start("Does it read the sentence or the names?");
    await learner.expectStep("Read it yourself first");
    await expect(page.getByText("Hidden until you have made a prediction.").first()).toBeVisible();
    await learner.predict(1);
    await expect(card).toContainText("You predicted");
    await expect(card).toContainText("What happened");
    await expect(page.getByText("Hidden until you have made a prediction.")).toHaveCount(0);
    await learner.next();

    await learner.expectStep("Another name, the same words");
    await learner.predict(2);
    await learner.goThere();
    await learner.press("ArrowDown");
    const said = page.getByTestId("lesson-said");
    await expect(said).toHaveText("Step 2 done. Press L to go to the lesson.", { timeout: 30_000 });
    // L goes to the lesson and back to the name that was chosen.
    await learner.press("l");
    await expect(card.locator('[data-lesson="next"]')).toBeFocused();
    await learner.press("l");
    await expect(page.locator('.swapslot [role="radio"]:focus')).toHaveCount(1);
    await learner.next();

    await learner.expectStep("Take the sentence away");
    await learner.predict(1);
    await learner.next();

    await learner.expectStep("Now change what it says");
    await learner.predict(1);
    await learner.goThere();
    await learner.press("Enter");
    await expect(page.getByRole("textbox", { name: "The sentence" })).toBeFocused();
    await learner.press("Control+End");
    await page.keyboard.type(" She never went there.");
    await learner.press("Tab", "Enter");
    await learner.next();

    await learner.expectStep("Mark another pair");
    await learner.predict(1);
    await learner.goThere();
    await learner.press("Enter");
    await learner.next();

    await learner.expectStep("Two models, one sentence");
    await learner.predict(2);
    await learner.goThere();
    await learner.press("Space");
    await learner.next();
    await learner.check();
    await expect(page.getByText("You have done 6 of 6")).toBeVisible();
  });

  await test.step("lesson 2", async () => {
    await learner.start("What the bottleneck does");
    await learner.expectStep("A name becomes a cloud");
    await expect(card.locator("math").first()).toBeVisible();
    await expect(card).toContainText("runPosterior, src/model/bottleneck.ts");
    await learner.predict(1);
    await learner.next();

    const tasks: [title: string, ...keys: string[]][] = [
      ["Draw from the cloud", "Enter"],
      ["More draws", "ArrowRight"],
      ["Nothing but the cloud", "End"],
      ["No cloud at all", "Home"],
      ["Why is a cloud wide or narrow?", "ArrowDown"],
    ];
    for (const [title, ...keys] of tasks) {
      await learner.expectStep(title);
      await learner.predict(1);
      await learner.goThere();
      await learner.press(...keys);
      await learner.next();
    }
    await learner.check();
  });

  await page.reload();
  await expect(page.getByText("You have done 6 of 6")).toHaveCount(2);
  await learner.tabTo(page.getByRole("button", { name: "Forget my progress" }));
  await learner.press("Enter");
  await expect(page.getByText("You have done")).toHaveCount(0);
});

test("the lessons at the corpus are done by keyboard alone, with their checks", async ({ page }) => {
  test.slow();
  const learner = await openLessons(page);
  const { card } = learner;

  await test.step("lesson 3", async () => {
    await learner.start("ID and OOD: why the histogram moves");
    await learner.expectStep("Many rows instead of one");
    await learner.goThere();
    await learner.press("Enter");
    await learner.next();

    await learner.expectStep("The same rows with other names");
    await learner.goThere();
    await learner.press("Enter");
    await learner.next();

    await learner.expectStep("Which way does it move?");
    await learner.predict(1);
    await learner.next();

    await learner.expectStep("Who stands in one bin?");
    await learner.predict(1);
    await learner.goThere();
    await learner.press("Home", "Shift+End");
    await learner.next();

    await learner.expectStep("A claim and a measurement");
    await expect(card).toContainText(/Spearman’s ρ −?-?\d\.\d\d \[/);
    await learner.goThere();
    await learner.press("Enter");
    await learner.next();
    await learner.check();
  });

  await test.step("lesson 4", async () => {
    await learner.start("Auditing a dataset");
    await learner.expectStep("Whose data is it?");
    await learner.next();

    await learner.expectStep("Score a few rows");
    await learner.predict(1);
    await learner.goThere();
    await learner.press("Enter");
    await learner.next();

    await learner.expectStep("Leaky names");
    await learner.goThere();
    await learner.press("Enter");
    await learner.next();

    await learner.expectStep("Same names, two labels");
    await learner.goThere();
    await learner.press("ArrowDown");
    await learner.next();

    await learner.expectStep("Judge two labels");
    await learner.predict(2);
    await learner.goThere();
    await learner.press("1", "3");
    await learner.next();
    await learner.check();
    await expect(page.getByText("You have done 5 of 5")).toHaveCount(2);
  });
});

test("a worksheet and the article are accessible in both themes, and the worksheet prints on one page", async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const learner = await openLessons(page);
  const expectNoViolation = async (part = "body") => {
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).include(part).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" ")}`);
      expect(found, colorScheme).toEqual([]);
    }
  };
  await expect(page.getByRole("listitem").first()).toBeVisible();
  await learner.start("Does it read the sentence or the names?");
  await learner.expectStep("Read it yourself first");
  await learner.tabTo(learner.card.getByRole("button", { name: "Worksheet" }));
  await learner.press("Enter");
  const sheet = page.getByRole("article", { name: "Does it read the sentence or the names?" });
  await expect(sheet.getByRole("heading", { level: 1 })).toBeFocused();
  await expectNoViolation();
  await page.getByRole("switch", { name: /answers for the teacher/ }).press("Space");
  await expect(page.getByRole("region", { name: "Answers" })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(learner.card).toBeHidden();
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(sheet).toBeVisible();
  // Without answers the sheet is one page.
  await page.emulateMedia({ media: null });
  await page.getByRole("switch", { name: /answers for the teacher/ }).press("Space");
  const pdf = await page.pdf({ format: "A4", printBackground: true });
  expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(1);

  // The article under the Bench comes when one is near it, and not beside a lesson.
  await learner.tabTo(learner.card.getByRole("button", { name: "Back to the full page" }));
  await learner.press("Enter");
  await page.getByRole("link", { name: "Bench", exact: true }).press("Enter");
  const article = page.getByRole("article", { name: "What you are looking at" });
  await expect(async () => {
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect(article).toContainText("Spearman’s ρ", { timeout: 1000 });
  }).toPass();
  await expectNoViolation(".readmore");
});
