import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import Papa from "papaparse";
import { ON_WEBGPU, openBench } from "./benchPage";
import { expect, test } from "./fixtures";
import { computeModelHash } from "./models";

/** What an exported file says of itself. */
interface About {
  readonly title: string;
  readonly foot: string;
  readonly n: number;
  readonly models: readonly { readonly id: string; readonly hash: string }[];
  readonly settings: Readonly<Record<string, number | string | null>>;
  readonly data: { readonly name: string; readonly hash: string } | null;
}

type Row = Readonly<Record<string, string>>;

async function download(figure: Locator, kind: string): Promise<Buffer> {
  const waiting = figure.page().waitForEvent("download");
  await figure.getByRole("button", { name: kind, exact: true }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toMatch(new RegExp(`^[a-z-]+\\.${kind.toLowerCase()}$`));
  return readFileSync(await file.path());
}

/** Reads an SVG as XML in the browser. Throws when it is not well formed. */
async function readSvg(page: Page, text: string) {
  const found = await page.evaluate((source) => {
    const { documentElement: svg } = new DOMParser().parseFromString(source, "image/svg+xml");
    if (svg.querySelector("parsererror")) throw new Error(`not well formed: ${svg.textContent}`);
    return {
      width: Number(svg.getAttribute("width")),
      height: Number(svg.getAttribute("height")),
      metadata: svg.querySelector("metadata")?.textContent ?? "",
      texts: [...svg.querySelectorAll("text")].map((one) => one.textContent ?? ""),
      numMarks: svg.querySelectorAll("svg path, svg rect, svg circle, svg line, svg image").length,
    };
  }, text);
  return { ...found, about: JSON.parse(found.metadata) as About };
}

/** Size of a PNG and how many different colours a grid of its pixels has. */
async function readPng(page: Page, bytes: Buffer) {
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  return page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
      const context = canvas.getContext("2d")!;
      context.drawImage(image, 0, 0);
      const pixels = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
      return { width: canvas.width, height: canvas.height, numColours: new Set(pixels).size };
    },
    `data:image/png;base64,${bytes.toString("base64")}`,
  );
}

/** Numbers of a cell with their printed decimals: "0.12 to 0.34" holds two. Texts and counts in words hold none. */
function numbersOf(cell: string): { value: number; decimals: number }[] {
  const plain = cell.replaceAll("−", "-").replaceAll(",", "");
  if (!/^[<>+-]?[\d.e-]+( to [<>+-]?[\d.e-]+)?$/.test(plain) || plain.includes("<") || plain.includes(">")) return [];
  return plain.split(" to ").map((text) => ({
    value: Number(text),
    decimals: text.includes("e") ? 12 : (text.split(".")[1]?.length ?? 0),
  }));
}

/** Numbers that stand in the chart's table and nowhere in its CSV. */
async function findMissing(figure: Locator, rows: readonly Row[]): Promise<string[]> {
  const button = figure.getByRole("button", { name: "Table", exact: true });
  await button.click();
  const cells = await figure.locator(".fig-body .tb tbody").last().locator("th, td").allInnerTexts();
  await button.click();
  const known = rows.flatMap((row) => Object.values(row).map((cell) => Number(cell.replaceAll("−", "-"))));
  return cells.filter((cell) =>
    numbersOf(cell).some(
      ({ value, decimals }) => !known.some((one) => Math.abs(one - value) <= 0.5001 * 10 ** -decimals),
    ),
  );
}

/** Downloads every kind of file of a figure and reads each back. Returns the rows of the CSV. */
async function checkFigure(figure: Locator): Promise<{ about: About; rows: Row[] }> {
  // Files are read in a page without the app's policy, as another program would.
  const page = await figure.page().context().newPage();
  const title = await figure.getByRole("heading").first().innerText();
  const foot = (await figure.locator(".fig-foot > span").first().innerText()).trim();

  const svg = await readSvg(page, (await download(figure, "SVG")).toString("utf8"));
  const words = svg.texts.join(" ");
  expect(words).toContain(title.split(" ").slice(0, 4).join(" "));
  expect(svg.numMarks, `${title}: marks`).toBeGreaterThan(3);
  const { about } = svg;
  expect(about.title).toBe(title);
  expect(about.foot).toBe(foot);
  expect(about.n).toBeGreaterThan(0);
  expect(about.models.map(({ id, hash }) => [id, hash])).toEqual(
    about.models.map(({ id }) => [id, computeModelHash(id)]),
  );
  expect(about.models.length).toBeGreaterThan(0);
  for (const { id, hash } of about.models) expect(foot).toContain(`${id}, ${hash.slice(0, 8)}`);
  for (const word of foot.split(" ")) expect(words, "the foot is drawn").toContain(word);
  if (about.settings.seed != null)
    expect(foot).toMatch(new RegExp(`seed ${about.settings.seed}\\b|Seed of the names ${about.settings.seed}\\b`, "i"));

  const png = await readPng(page, await download(figure, "PNG"));
  expect([png.width, png.height]).toEqual([Math.round(2 * svg.width), Math.round(2 * svg.height)]);
  expect(png.numColours, `${title}: colours`).toBeGreaterThan(8);

  const text = (await download(figure, "CSV")).toString("utf8");
  const { data: rows, errors } = Papa.parse<Row>(text, { delimiter: ",", header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  expect(rows.length).toBeGreaterThan(0);

  const json = JSON.parse((await download(figure, "JSON")).toString("utf8")) as About & {
    rows: Record<string, unknown>[];
  };
  expect({ ...json, rows: undefined }).toEqual({ ...about, rows: undefined });
  expect(json.rows.map((row) => Object.values(row).map((cell) => String(cell ?? "")))).toEqual(
    rows.map((row) => Object.values(row)),
  );
  await page.close();
  return { about, rows };
}

test(
  "every chart of the Bench goes out as SVG, PNG, CSV and JSON with n, seed and model hash",
  { tag: "@webgpu" },
  async ({ page }) => {
    test.setTimeout(240_000);
    const bench = await openBench(page, ON_WEBGPU);
    await bench.waitForLive();
    // Everything the Bench can draw: names read, a run, the four probes, a pinned reading.
    await page.getByRole("radio", { name: "10", exact: true }).click({ force: true });
    await page.getByRole("button", { name: "Swap 10" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Run done." })).toBeAttached();
    await page.getByRole("button", { name: "Pin this reading as A" }).click();
    await expect(page.getByRole("figure").filter({ hasText: "under four probes" })).toBeVisible();
    await expect(page.getByRole("figure").filter({ hasText: "Replace the subject" })).toBeVisible();
    await page.waitForLoadState("networkidle");
    // The cloud comes when it is scrolled to, and goes out in cloud.spec.ts.
    const figures = await page.getByRole("figure").filter({ hasNotText: "which holds 39% of the mass" }).all();
    expect(figures.length).toBeGreaterThanOrEqual(7);
    for (const figure of figures) {
      const { about, rows } = await checkFigure(figure);
      expect(about.data).toBeNull();
      expect(await findMissing(figure, rows), `${about.title}: in the table, not in the CSV`).toEqual([]);
    }
  },
);

test("every chart and table of the corpus goes out, with the settings and the file's hash", async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto("./?model=tiny&backend=wasm&view=corpus");
  const lines = readFileSync("public/corpora/demo.jsonl", "utf8").split("\n").slice(0, 80);
  await page
    .getByLabel(/^Corpus file/)
    .setInputFiles({ name: "mine.jsonl", mimeType: "application/jsonl", buffer: Buffer.from(lines.join("\n")) });
  const scoring = page.getByRole("region", { name: "Scoring" });
  await scoring.getByRole("button", { name: /^Score/ }).click({ timeout: 60_000 });
  await expect(scoring.getByRole("button", { name: "All scored" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("figure")).not.toHaveCount(0);
  await expect(page.locator("figure[aria-busy=true]")).toHaveCount(0);
  const figures = await page.getByRole("figure").all();
  expect(figures.length).toBeGreaterThanOrEqual(4);
  for (const figure of figures) {
    const { about, rows } = await checkFigure(figure);
    expect(about.settings).toMatchObject({ seed: 7, beta: 0.5, draws: 4, swaps: 8 });
    expect(about.data).toMatchObject({ name: "mine.jsonl" });
    expect(about.data!.hash).toMatch(/^[0-9a-f]{64}$/);
    // The scatter's table holds group means, its CSV the rows.
    if ("mean_divergence_bits" in rows[0]!) expect(rows.length).toBe(lines.length);
    else expect(await findMissing(figure, rows), `${about.title}: in the table, not in the CSV`).toEqual([]);
  }
  for (const name of [/First to check|The rows/, /names?, .* in more than one row/]) {
    const table = page.getByRole("region", { name });
    const { data: rows } = Papa.parse<Row>((await download(table, "CSV")).toString("utf8"), {
      header: true,
      skipEmptyLines: true,
    });
    const json = JSON.parse((await download(table, "JSON")).toString("utf8")) as About & { rows: unknown[] };
    expect(json.rows.length).toBe(rows.length);
    expect(json.models).toEqual([{ id: "tiny", hash: computeModelHash("tiny") }]);
  }
});
