/**
 * @file `node scripts/browsers.mjs [--write] [--only=Firefox,WebKit]`, after `npm run build`: the built app in every browser
 * engine of this machine. The shipped model on the backend that the page takes by itself, each backend by name with the tiny
 * model, and every view. Prints a table; `--write` puts it into docs/browsers.md. Exits with 1 when an engine that is here
 * gives other numbers than Chromium, has no backend, or logs an error.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startApp } from "../bench/server.mjs";
import { findEngines } from "./browsers/engines.mjs";

const DOC = fileURLToPath(new URL("../docs/browsers.md", import.meta.url));
const [START, END] = ["<!-- table: node scripts/browsers.mjs --write -->", "<!-- end of the table -->"];
const BACKENDS = { webgpu: "WebGPU", webgl: "WebGL", wasm: "WebAssembly", cpu: "JavaScript" };
const MAX_DIFFERENCE = 1e-3;
const PATIENCE_MS = 300_000;

/** What a page is asked; each is the body of a function that runs in it. */
const PAGE = {
  status: `return document.querySelector("footer.status")?.innerText ?? "";`,
  openDetails: `[...document.querySelectorAll("footer.status button")].find((b) => b.textContent === "Details").click();`,
  attempts: `
    return [...document.querySelectorAll("footer.status tbody tr")]
      .map((row) => [...row.children].map((cell) => cell.innerText.trim()));`,
  hasAnswer: `
    const figure = [...document.querySelectorAll("figure")]
      .find((f) => f.innerText.includes("Probability of each relation"));
    return figure?.getAttribute("aria-busy") === "false" && !figure.innerText.includes("Computed when this page was built");`,
  openTable: `
    const figure = [...document.querySelectorAll("figure")]
      .find((f) => f.innerText.includes("Probability of each relation"));
    [...figure.querySelectorAll("button")].find((b) => b.textContent === "Table").click();`,
  probabilities: `
    const figure = [...document.querySelectorAll("figure")]
      .find((f) => f.innerText.includes("Probability of each relation"));
    return [...figure.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => cell.innerText.trim()));`,
  openDemo: `
    const button = [...document.querySelectorAll("button")].find((b) => b.textContent.trim() === "Open the demo corpus");
    if (button === undefined || button.disabled) return false;
    button.click();
    return true;`,
  text: `return document.querySelector("main")?.innerText ?? "";`,
};

/** Asks until the answer is good. Rejects with what was waited for and the last answer. */
async function waitFor(window, source, isGood, what, patienceMs = PATIENCE_MS) {
  let last = null;
  for (const end = Date.now() + patienceMs; Date.now() < end;) {
    last = await window.evaluate(source);
    if (isGood(last)) return last;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`expected ${what}, got: ${String(last).slice(-300)}`);
}

/** The last attempt of the page's own table: backend, outcome, largest error, time of a pass, device, reason. */
async function readAttempts(window) {
  await window.evaluate(PAGE.openDetails);
  return waitFor(
    window,
    PAGE.attempts,
    (rows) => rows.some(([, outcome]) => outcome === "self-test passed"),
    "a backend",
  );
}

/** The shipped model as a visitor meets it. */
async function readShipped(window, url) {
  await window.open(url);
  await waitFor(window, PAGE.status, (text) => text.includes("self-test passed"), "a model that passed its self-test");
  await waitFor(window, PAGE.hasAnswer, (isLive) => isLive === true, "an answer of the model");
  await window.evaluate(PAGE.openTable);
  const rows = await waitFor(window, PAGE.probabilities, ({ length }) => length > 0, "the table of the answer");
  const attempts = await readAttempts(window);
  const [backend, , maxError, pass] = attempts.find(([, outcome]) => outcome === "self-test passed");
  return {
    backend,
    maxError,
    pass,
    probabilities: Object.fromEntries(rows.map(([label, probability]) => [label, Number(probability)])),
  };
}

/** The tiny model on one backend asked for by name: the largest error of the self-test, or why it is not taken. */
async function tryBackend(window, url, backend) {
  await window.open(`${url}?model=tiny&backend=${backend}`);
  await waitFor(window, PAGE.status, (text) => text.includes("self-test passed"), "a model that passed its self-test");
  const [[name, outcome, maxError, , , reason]] = await readAttempts(window);
  if (name !== BACKENDS[backend]) throw new Error(`expected ${BACKENDS[backend]} to be tried first, got ${name}`);
  return outcome === "self-test passed" ? { maxError } : { reason };
}

/** Opens every view but the Bench. */
async function walkViews(window, url) {
  const open = (view) => window.open(`${url}?model=tiny&backend=wasm&view=${view}`);
  await open("corpus");
  await waitFor(window, PAGE.openDemo, (isThere) => isThere === true, "the demo corpus' button", 60_000);
  await waitFor(window, PAGE.text, (text) => text.includes("690 of 690 rows selected"), "the demo corpus", 60_000);
  for (const [view, phrase] of [
    ["review", "corpus"],
    ["models", "micro-F1"],
    ["learn", "Does it read the sentence or the names?"],
    ["card", "Licence"],
  ]) {
    await open(view);
    await waitFor(
      window,
      PAGE.text,
      (text) => text.toLowerCase().includes(phrase.toLowerCase()),
      `“${phrase}” in ${view}`,
      60_000,
    );
  }
}

function compare(read, reference) {
  const labels = Object.keys(reference).filter((label) => label in read);
  if (labels.length < 3) throw new Error(`expected at least 3 relations in common with Chromium, got ${labels.length}`);
  return Math.max(...labels.map((label) => Math.abs(read[label] - reference[label])));
}

async function tryEngine({ name, start }, url, reference) {
  const window = await start();
  try {
    console.log(`${name}: ${window.version}`);
    const shipped = await readShipped(window, url);
    console.log(`  by itself: ${shipped.backend}, ${shipped.pass} a pass`);
    const backends = {};
    for (const backend of Object.keys(BACKENDS)) {
      backends[backend] = await tryBackend(window, url, backend);
      console.log(`  ${BACKENDS[backend]}: ${backends[backend].maxError ?? backends[backend].reason}`);
    }
    await walkViews(window, url);
    const errors = window.readErrors();
    const difference = compare(shipped.probabilities, reference ?? shipped.probabilities);
    return { name, version: window.version, shipped, backends, errors, difference };
  } finally {
    await window.close();
  }
}

const cell = ({ maxError, reason }) => (maxError === undefined ? `no: ${reason}` : `yes (${maxError})`);

/** The table, one column an engine. */
function formatTable(results) {
  const rows = [
    ["", ...results.map(({ name, version }) => `${name} (${version})`)],
    ["---", ...results.map(() => "---")],
    ["backend the shipped model takes by itself", ...results.map(({ shipped }) => shipped.backend)],
    [
      "largest difference of its probabilities from Chromium",
      ...results.map(({ difference }) => difference.toFixed(4)),
    ],
    ...Object.entries(BACKENDS).map(([id, name]) => [
      `${name}, tiny model: self-test (largest error)`,
      ...results.map(({ backends }) => cell(backends[id])),
    ]),
    ["Corpus, Review, Models, Lessons, Model card open", ...results.map(() => "yes")],
    [
      "errors and warnings in the console",
      ...results.map(({ errors }) => (errors === null ? "not told by its driver" : String(errors.length))),
    ],
  ];
  return rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

const { values } = parseArgs({ options: { write: { type: "boolean" }, only: { type: "string" } } });
const wanted = values.only?.split(",");
const engines = (await findEngines()).filter(({ name }) => name === "Chromium" || !wanted || wanted.includes(name));
const app = await startApp();
const results = [];
let isGood = true;
try {
  for (const engine of engines) {
    if (!engine.start) {
      console.log(`${engine.name}: not here. ${engine.missing}`);
      continue;
    }
    const result = await tryEngine(engine, app.url, results[0]?.shipped.probabilities ?? null);
    for (const error of result.errors ?? []) console.log(`  console: ${error}`);
    isGood &&= result.difference <= MAX_DIFFERENCE && (result.errors ?? []).length === 0;
    results.push(result);
  }
} finally {
  await app.close();
}
const table = formatTable(results);
console.log(`\n${table}`);
if (values.write) {
  const text = readFileSync(DOC, "utf8");
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`docs/browsers.md: expected the lines "${START}" and "${END}".`);
  writeFileSync(DOC, `${text.slice(0, start + START.length)}\n\n${table}\n\n${text.slice(end)}`);
}
process.exit(isGood ? 0 : 1);
