/** @file The Bench as a visitor uses it: by roles, names and visible words. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "./fixtures";

/** A table of a figure: its rows as text, the first cell of each is its heading. */
export type Rows = readonly (readonly string[])[];

/** The three drawings, by a phrase of their reading aid that no other drawing has. */
const FIGURES = {
  prediction: "Probability of each relation",
  variance: "that the bottleneck gives each sub-token",
  draws: "The most probable relation of each draw",
} as const;

export type FigureName = keyof typeof FIGURES;
export type Role = "subject" | "object";

/** The tiny model on WebGPU, in software where the machine has no GPU: slow, so for the walks that must hold there. */
export const ON_WEBGPU = { model: "tiny", backend: "webgpu" } as const;

/** Opens the page with the tiny model on WebAssembly unless told otherwise; `{}` opens it without parameters. */
export async function openBench(page: Page, params: Record<string, string> = { model: "tiny", backend: "wasm" }) {
  const query = new URLSearchParams(params).toString();
  await page.goto(query === "" ? "./" : `./?${query}`);
  return new BenchPage(page);
}

export class BenchPage {
  readonly sentence: Locator;
  readonly status: Locator;
  readonly alert: Locator;

  constructor(readonly page: Page) {
    this.sentence = page.getByRole("listbox", { name: /^Words of the sentence/ });
    this.status = page.getByRole("contentinfo");
    this.alert = page.getByRole("alert").filter({ hasText: /./ });
  }

  figure(name: FigureName): Locator {
    return this.page.getByRole("figure").filter({ hasText: FIGURES[name] });
  }

  /** Waits until a model has passed its self-test and its answer, not a built one, is drawn. */
  async waitForLive(timeoutMs = 60_000): Promise<void> {
    await expect(this.status).toContainText("self-test passed", { timeout: timeoutMs });
    await this.waitForAnswer(timeoutMs);
  }

  /** Waits until the drawing answers the question on the stage with the live model. */
  async waitForAnswer(timeoutMs = 60_000): Promise<void> {
    const prediction = this.figure("prediction");
    await expect(prediction).toHaveAttribute("aria-busy", "false", { timeout: timeoutMs });
    await expect(prediction).not.toContainText("Computed when this page was built", { timeout: timeoutMs });
  }

  /** The numbers behind a drawing. Leaves the drawing shown as a table. */
  async readTable(name: FigureName): Promise<Rows> {
    const figure = this.figure(name);
    const button = figure.getByRole("button", { name: "Table", exact: true });
    if ((await button.getAttribute("aria-expanded")) === "false") await button.click();
    const rows = await figure.locator("tbody tr").all();
    return Promise.all(rows.map((row) => row.locator("th, td").allInnerTexts()));
  }

  /** Probability of each relation shown, by label. */
  async readProbabilities(): Promise<Map<string, number>> {
    const rows = await this.readTable("prediction");
    return new Map(rows.map(([label = "", probability]) => [label, Number(probability)]));
  }

  /** Words of the sentence that belong to an argument, joined. */
  async readArgument(role: Role): Promise<string> {
    const group = this.sentence.getByRole("group", { name: new RegExp(`^${role}`) });
    return (await group.count()) === 0 ? "" : (await group.locator("[data-start]").allTextContents()).join("");
  }

  /** Replaces the sentence by another. */
  async writeSentence(text: string): Promise<void> {
    await this.page.getByRole("button", { name: "Edit the sentence" }).click();
    await this.page.getByRole("textbox", { name: "The sentence" }).fill(text);
    await this.page.getByRole("button", { name: "Done" }).click();
  }

  /** The word at a place of the sentence that reads so. */
  word(text: string): Locator {
    return this.sentence.getByRole("option", { name: text, exact: true }).first();
  }

  /** Drags with the mouse from the start of one word to the end of another. */
  async dragOver(first: string, last = first): Promise<void> {
    await this.word(first).scrollIntoViewIfNeeded();
    const [from, to] = [await this.word(first).boundingBox(), await this.word(last).boundingBox()];
    if (!from || !to) throw new Error(`dragOver: expected the words "${first}" and "${last}" to be visible.`);
    const { mouse } = this.page;
    await mouse.move(from.x + 1, from.y + from.height / 2);
    await mouse.down();
    await mouse.move((from.x + to.x) / 2, to.y + to.height / 2, { steps: 4 });
    await mouse.move(to.x + to.width - 1, to.y + to.height / 2, { steps: 8 });
    await mouse.up();
  }

  /** Marks the words from `first` to `last` with the mouse. */
  async mark(role: Role, first: string, last = first): Promise<void> {
    if (first === last) await this.word(first).click();
    else await this.dragOver(first, last);
    await this.page.getByRole("button", { name: `Mark as ${role}` }).click();
  }

  /** Chooses from one of the page's own menus. */
  async choose(menu: string | RegExp, option: string | RegExp): Promise<void> {
    await this.page.getByRole("button", { name: menu }).click();
    await this.page.getByRole("option", { name: option }).click();
  }
}
