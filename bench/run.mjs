/** @file `npm run bench`: our engine and onnxruntime-web on the same weights, side by side in one browser session. */
import { chromium } from "@playwright/test";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { BROWSER_ARGS, findBrowser } from "../scripts/browser.mjs";
import { measureBackend } from "./measure.mjs";
import { parseOptions, USAGE } from "./options.mjs";
import { measurePageLoad } from "./pageLoad.mjs";
import { formatBackend, formatPageLoad } from "./report.mjs";
import { startApp, startServer } from "./server.mjs";

function fail(message) {
  console.error(message);
  process.exit(1);
}

let options;
try {
  options = parseOptions(process.argv.slice(2));
} catch (error) {
  fail(`${error.message}\n\n${USAGE}`);
}
if (options === null) {
  console.log(USAGE);
  process.exit(0);
}
if (!existsSync(`public/models/${options.model}/config.json`)) {
  const { models } = JSON.parse(readFileSync("public/models/index.json", "utf8"));
  fail(
    `bench: expected a model in public/models, got "${options.model}". There are: ${models.map(({ id }) => id).join(", ")}.`,
  );
}
if (options.ort && !existsSync(options.onnx)) {
  fail(
    `bench: expected the weights as ONNX at ${options.onnx}, got no file. Export them once:\n\n` +
      `  python -m pip install -e 'training[export]'\n` +
      `  python -m entitybias.onnx_export --folder public/models/${options.model} --out ${options.onnx}\n\n` +
      `or run our engine alone with --no-ort.`,
  );
}
const executablePath = await findBrowser();
if (!executablePath) fail("bench: expected a Chromium or Chrome, got none. Install one or set CHROMIUM_PATH.");
if (options.pageLoad && !existsSync("dist/index.html"))
  fail("bench: --page-load needs the built app. Run `npm run build`.");

const server = await startServer(options.onnx);
const browser = await chromium.launch({ executablePath, args: BROWSER_ARGS });
const results = {
  model: options.model,
  tokens: options.tokens,
  browser: browser.version(),
  backends: [],
  pageLoads: [],
};
try {
  console.log(`${options.model}, ${options.tokens} tokens a row, Chromium ${browser.version()}`);
  for (const backend of options.backends) {
    const result = await measureBackend(browser, server.url, backend, options);
    results.backends.push(result);
    console.log(`\n${formatBackend(result)}`);
  }
  if (options.pageLoad) {
    const app = await startApp();
    for (const backend of options.backends) {
      const load = await measurePageLoad(browser, app.url, options.model, backend, options.limitS * 1000);
      results.pageLoads.push(load);
      console.log(`\n${formatPageLoad(load)}`);
    }
    await app.close();
  }
} finally {
  await browser.close();
  await server.close();
}
mkdirSync(dirname(options.out), { recursive: true });
writeFileSync(options.out, `${JSON.stringify(results, null, 2)}\n`);
console.log(`\nWritten to ${options.out}. Times are those of this machine in this run; only the ratios travel.`);
