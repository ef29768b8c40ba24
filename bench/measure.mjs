/** @file One backend's measurements in one page: both engines loaded, taking turns. */
import { readRendererPeak } from "./memory.mjs";

const call = (page, method, ...args) =>
  page.evaluate(([name, values]) => globalThis.bench[name](...values), [method, args]);

/** Runs a step and gives its error's text instead of throwing, so that one missing backend does not end the run. */
async function attempt(step) {
  try {
    return { value: await step() };
  } catch (error) {
    return { error: String(error.message ?? error).split("\n")[0] };
  }
}

async function openPage(browser, url) {
  const page = await (await browser.newContext()).newPage();
  page.on("pageerror", (error) => console.error(`page: ${error.message}`));
  await page.goto(url);
  await page.waitForFunction(() => globalThis.bench !== undefined);
  return page;
}

const urlOf = (name, serverUrl, model) => (name === "ours" ? `${serverUrl}models/${model}/` : `${serverUrl}model.onnx`);

/** Times one batch size: a warm-up of each engine, then turns of one run each until `repeats` or the limit. */
async function timeBatch(page, names, rows, { tokens, repeats, limitS }, slowest) {
  const estimateS = (slowest * rows * (repeats + 1)) / 1000;
  if (slowest > 0 && (slowest * rows) / 1000 > limitS) {
    return {
      rows,
      notRun: `one pass would take about ${Math.round((slowest * rows) / 1000)} s, over the limit of ${limitS} s`,
    };
  }
  const firstMs = {};
  const runsMs = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) firstMs[name] = await call(page, "time", name, rows, tokens);
  const deadline = Date.now() + Math.max(limitS, Math.min(estimateS, limitS)) * 1000;
  for (let i = 0; i < repeats && (i === 0 || Date.now() < deadline); i++) {
    for (const name of names) runsMs[name].push(await call(page, "time", name, rows, tokens));
  }
  return { rows, firstMs, runsMs };
}

/** Peak memory of a page that holds one engine alone and runs every batch once. */
async function measurePeak(browser, url, name, backend, options, rowsList) {
  const page = await openPage(browser, url);
  const session = await browser.newBrowserCDPSession();
  try {
    await call(page, "load", name, urlOf(name, url, options.model), backend, options.kernels);
    for (const rows of rowsList) await call(page, "time", name, rows, options.tokens);
    return await readRendererPeak(session);
  } finally {
    await session.detach();
    await page.context().close();
  }
}

/** Everything about one backend. An engine that cannot run there is named with its reason. */
export async function measureBackend(browser, url, backend, options) {
  const page = await openPage(browser, url);
  const result = { backend, engines: {}, batches: [], maxDifference: null };
  const names = [];
  for (const name of options.ort ? ["ours", "ort"] : ["ours"]) {
    const loaded = await attempt(() =>
      call(page, "load", name, urlOf(name, url, options.model), backend, options.kernels),
    );
    // A first short pass shows whether the backend can run this model at all.
    const tried = loaded.error
      ? loaded
      : await attempt(() => call(page, "time", name, 1, Math.min(16, options.tokens)));
    result.engines[name] = tried.error ? { error: tried.error } : { ...loaded.value };
    if (!tried.error) names.push(name);
  }
  let slowest = 0;
  for (const rows of names.length === 0 ? [] : options.batches) {
    const batch = await timeBatch(page, names, rows, options, slowest);
    result.batches.push(batch);
    if (batch.runsMs) slowest = Math.max(...names.flatMap((name) => batch.runsMs[name])) / rows;
  }
  for (const name of names) result.engines[name].counts = await call(page, "count", name, 1, options.tokens);
  if (names.length === 2) result.maxDifference = await call(page, "compare", 1, options.tokens);
  await call(page, "dispose");
  await page.context().close();
  const ranRows = result.batches.filter((batch) => batch.runsMs).map(({ rows }) => rows);
  for (const name of names) {
    result.engines[name].peakBytes = await measurePeak(browser, url, name, backend, options, ranRows);
  }
  return result;
}
