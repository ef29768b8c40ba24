import type { Page } from "@playwright/test";
import { BACKENDS, type BackendName } from "../src/inference/types";
import { openBench, type BenchPage } from "./benchPage";
import { expect, test } from "./fixtures";
import { DEFAULT_MODEL } from "./models";

/** How the page names a backend. */
const NAMES: Record<BackendName, string> = { webgpu: "WebGPU", webgl: "WebGL", wasm: "WebAssembly", cpu: "JavaScript" };

/** One short sentence of eight words for every backend. */
const SENTENCE = "Ada Lovelace was born in London.";

async function readSentence(bench: BenchPage, timeoutMs: number): Promise<Map<string, number>> {
  await bench.writeSentence(SENTENCE);
  await bench.mark("subject", "Ada", "Lovelace");
  await bench.mark("object", "London");
  await bench.waitForAnswer(timeoutMs);
  return bench.readProbabilities();
}

/** Largest difference over the labels that both show; the shown ones are the most probable. */
function expectEqualTo1e3(actual: Map<string, number>, expected: Map<string, number>): void {
  expect([...actual.keys()][0]).toBe([...expected.keys()][0]);
  const shared = [...expected.keys()].filter((label) => actual.has(label));
  expect(shared.length).toBeGreaterThanOrEqual(3);
  // The table prints four decimals: two roundings of half a unit are no difference of the backends.
  for (const label of shared) {
    expect(Math.abs((actual.get(label) ?? NaN) - (expected.get(label) ?? NaN)), label).toBeLessThan(1e-3 + 1e-4);
  }
}

/** The row of the page's table of attempts about one backend. */
async function expectPassed(bench: BenchPage, backend: BackendName): Promise<void> {
  await expect(bench.status).toContainText(NAMES[backend]);
  await expect(bench.status).toContainText("self-test passed");
  await setDetails(bench.page, true);
  const row = bench.status.getByRole("row", { name: new RegExp(`^${NAMES[backend]} self-test passed`) });
  await expect(row).toBeVisible();
  await setDetails(bench.page, false);
}

/** Opens or closes the details of the run, whatever they were before. */
async function setDetails(page: Page, isOpen: boolean): Promise<void> {
  const button = page.getByRole("button", { name: "Details" });
  if ((await button.getAttribute("aria-expanded")) !== String(isOpen)) await button.click();
  await expect(button).toHaveAttribute("aria-expanded", String(isOpen));
}

test("the tiny model gives the same probabilities on WebGPU, WebGL, WebAssembly and JavaScript", async ({ page }) => {
  test.slow();
  let reference: Map<string, number> | null = null;
  for (const backend of [...BACKENDS].reverse()) {
    await test.step(backend, async () => {
      const bench = await openBench(page, { model: "tiny", backend });
      await bench.waitForLive();
      await expectPassed(bench, backend);
      const probabilities = await readSentence(bench, 60_000);
      reference ??= probabilities;
      expectEqualTo1e3(probabilities, reference);
    });
  }
});

test("on its own the page takes the first backend whose numbers are right, and can be told to take another", async ({
  page,
}) => {
  const bench = await openBench(page, { model: "tiny" });
  await bench.waitForLive();
  await expectPassed(bench, "webgpu");
  await setDetails(page, true);
  await bench.choose(/Run on/, /^WebAssembly/);
  await expect(page).toHaveURL(/backend=wasm/);
  await expect(bench.status).toContainText(NAMES.wasm);
  await bench.waitForLive();
  await expectPassed(bench, "wasm");
});

test("the shipped model gives the same probabilities on all four", async ({ page }) => {
  // Without a GPU the browser computes WebGPU and WebGL in software, which takes minutes.
  test.setTimeout(15 * 60_000);
  let reference: Map<string, number> | null = null;
  for (const backend of ["wasm", "cpu", "webgl", "webgpu"] as const) {
    await test.step(backend, async () => {
      const bench = await openBench(page, { model: DEFAULT_MODEL, backend });
      await useOneDraw(bench);
      await bench.waitForLive(5 * 60_000);
      await expectPassed(bench, backend);
      const probabilities = await readSentence(bench, 5 * 60_000);
      reference ??= probabilities;
      expectEqualTo1e3(probabilities, reference);
    });
  }
});

test("with joined kernels the tiny model gives the same probabilities, and the page says how it was run", async ({
  page,
}) => {
  test.slow();
  const bench = await openBench(page, { model: "tiny", backend: "wasm" });
  await useOneDraw(bench);
  await bench.waitForLive();
  const reference = await readSentence(bench, 60_000);
  // A GPU in software runs them only when asked.
  const fused = await openBench(page, { model: "tiny", backend: "webgpu", kernels: "fused" });
  await useOneDraw(fused);
  await fused.waitForLive(120_000);
  await expectPassed(fused, "webgpu");
  await setDetails(page, true);
  await expect(fused.status).toContainText("Self-test passed with joined kernels");
  await setDetails(page, false);
  expectEqualTo1e3(await readSentence(fused, 60_000), reference);
});

/** K = 1 keeps the pass of a software GPU short. */
async function useOneDraw({ page }: BenchPage): Promise<void> {
  await page.getByRole("radio", { name: "1", exact: true }).check();
}
