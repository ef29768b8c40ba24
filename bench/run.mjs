/** @file `npm run bench` and `npm run bench:gpu`: engines on the same weights, side by side in one browser session. */
import { chromium } from "@playwright/test";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { BROWSER_ARGS, findBrowser } from "../scripts/browser.mjs";
import { judgeGoals } from "./goals.mjs";
import { describeMachine } from "./machine.mjs";
import { measureEngines } from "./measure.mjs";
import { parseOptions, USAGE } from "./options.mjs";
import { measureApp } from "./pageLoad.mjs";
import { formatApp, formatEngines, formatGoals, formatHead } from "./report.mjs";
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
const executablePath = await findBrowser();
if (!executablePath) fail("bench: expected a Chromium or Chrome, got none. Install one or set CHROMIUM_PATH.");
if (options.pageLoad && !existsSync("dist/index.html"))
  fail("bench: --page-load needs the built app. Run `npm run build`.");

/** The built app on each backend; one that cannot run there is named with its reason. */
async function measureApps(browser) {
  const app = await startApp();
  const visits = [];
  for (const backend of options.app) {
    const settings = { model: options.appModel, backend, timeoutMs: options.limitS * 6000, numSwaps: options.swaps };
    const seen = await measureApp(browser, app.url, settings).catch((error) => ({
      backend,
      notRun: error.message.split("\n")[0],
    }));
    visits.push(seen);
    console.log(`\n${formatApp(seen)}`);
  }
  await app.close();
  return visits;
}

const { encoder } = JSON.parse(readFileSync(`public/models/${options.model}/config.json`, "utf8"));
const server = await startServer(options.onnxFiles);
const browser = await chromium.launch({ executablePath, args: BROWSER_ARGS });
const result = { model: options.model, limitS: options.limitS, machine: await describeMachine(browser) };
try {
  console.log(formatHead(result));
  Object.assign(result, await measureEngines(browser, server.url, encoder, options, (lines) => console.log(lines)));
  console.log(`\n${formatEngines(result)}`);
  if (options.pageLoad) result.app = await measureApps(browser);
} finally {
  await browser.close();
  await server.close();
}
result.goals = judgeGoals(result);
console.log(`\n${formatGoals(result.goals)}`);
mkdirSync(dirname(options.out), { recursive: true });
writeFileSync(options.out, `${JSON.stringify(result, null, 2)}\n`);
console.log(`\nWritten to ${options.out}. Times are those of this machine in this run; only the ratios travel.`);
