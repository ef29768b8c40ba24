/**
 * @file Lighthouse over the built app, as docs/deploy.md recommends to serve it: compressed, files with a hash kept for a
 * year. `node scripts/lighthouse.mjs [--only=accessibility,best-practices] [--runs=3] [--dist=dist]`, after
 * `npm run build`. Prints one line for each view and device with the scores from 0 to 100 (of several runs the median of the performance)
 * and what cost points; exits with 1 when accessibility or best practices is under 100, or the desktop performance of the
 * Bench under 95.
 */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import lighthouse, { desktopConfig } from "lighthouse";
import { ensureBrowser } from "./browser.mjs";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".jsonl": "application/jsonl",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};
const PACKED = new Set([".html", ".js", ".css", ".json", ".jsonl", ".webmanifest", ".wasm", ".svg"]);
const VIEWS = ["bench", "corpus", "review", "models", "learn", "card"];
const CATEGORIES = ["performance", "accessibility", "best-practices"];

/** A static host over `folder` at a free port; packs each file once. */
async function serve(folder) {
  const packed = new Map();
  const pack = (path, bytes, accepted) => {
    if (!PACKED.has(extname(path))) return [bytes, null];
    const encoding = /\bbr\b/.test(accepted) ? "br" : /\bgzip\b/.test(accepted) ? "gzip" : null;
    if (encoding === null) return [bytes, null];
    const key = `${encoding} ${path}`;
    if (!packed.has(key)) {
      const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
      packed.set(key, encoding === "br" ? brotliCompressSync(bytes, quality) : gzipSync(bytes));
    }
    return [packed.get(key), encoding];
  };
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://here/").pathname));
    const file = path.endsWith("/") ? `${path}index.html` : path;
    const bytes = await readFile(join(folder, file)).catch(() => null);
    if (bytes === null) return response.writeHead(404, { "content-type": "text/plain" }).end("not here");
    const [body, encoding] = pack(file, bytes, String(request.headers["accept-encoding"] ?? ""));
    response
      .writeHead(200, {
        "content-type": TYPES[extname(file)] ?? "application/octet-stream",
        "cache-control": file.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
        ...(encoding === null ? {} : { "content-encoding": encoding, vary: "accept-encoding" }),
      })
      .end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}

/** A Chromium of its own with a port for Lighthouse. */
async function openBrowser() {
  const profile = mkdtempSync(join(tmpdir(), "lighthouse-"));
  const browser = spawn(
    await ensureBrowser(),
    [
      "--headless=new",
      "--no-sandbox",
      "--disable-dev-shm-usage",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      "about:blank",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let said = "";
  const port = await new Promise((resolve, reject) => {
    browser.stderr.on("data", (bytes) => {
      said += bytes;
      const [, found] = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(said) ?? [];
      if (found) resolve(Number(found));
    });
    browser.on("exit", () => reject(new Error(`lighthouse: expected a browser, it ended: ${said.slice(-400)}`)));
  });
  const stop = async () => {
    browser.removeAllListeners("exit");
    const gone = once(browser, "exit");
    browser.kill();
    await gone;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { port, stop };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Scores of one view on one device, and the audits of the last run that cost points. */
async function measure(url, port, device, categories, runs) {
  const scores = Object.fromEntries(categories.map((id) => [id, []]));
  let lost = [];
  for (let run = 0; run < runs; run++) {
    const flags = { port, logLevel: "error", onlyCategories: categories };
    const { lhr } = await lighthouse(url, flags, device === "desktop" ? desktopConfig : undefined);
    if (lhr.runtimeError) throw new Error(`lighthouse: ${url}: ${lhr.runtimeError.message}`);
    for (const id of categories) scores[id].push(Math.round(100 * lhr.categories[id].score));
    lost = categories.flatMap((id) =>
      lhr.categories[id].auditRefs
        .filter(
          ({ weight, id: audit }) => weight > 0 && (lhr.audits[audit].score ?? 1) < (id === "performance" ? 0.9 : 1),
        )
        .map(({ id: audit }) => `${audit} (${lhr.audits[audit].displayValue ?? lhr.audits[audit].title})`),
    );
  }
  return { scores: Object.fromEntries(categories.map((id) => [id, median(scores[id])])), all: scores, lost };
}

const { values } = parseArgs({
  options: {
    only: { type: "string", default: CATEGORIES.join(",") },
    runs: { type: "string", default: "1" },
    dist: { type: "string", default: "dist" },
    views: { type: "string", default: VIEWS.join(",") },
    devices: { type: "string", default: "desktop,mobile" },
  },
});
const categories = values.only.split(",");
const site = await serve(values.dist);
const browser = await openBrowser();
let isGood = true;
try {
  for (const device of values.devices.split(",")) {
    for (const view of values.views.split(",")) {
      const url = `${site.url}${view === "bench" ? "" : `?view=${view}`}`;
      const { scores, all, lost } = await measure(url, browser.port, device, categories, Number(values.runs));
      const words = categories.map((id) => `${id} ${scores[id]}${all[id].length > 1 ? ` (${all[id].join(" ")})` : ""}`);
      console.log(
        `${device.padEnd(8)}${view.padEnd(8)}${words.join("  ")}${lost.length > 0 ? `\n  ${lost.join("\n  ")}` : ""}`,
      );
      for (const id of categories) {
        if (id !== "performance") isGood &&= scores[id] === 100;
        else if (device === "desktop" && view === "bench") isGood &&= scores[id] >= 95;
      }
    }
  }
} finally {
  await browser.stop();
  site.stop();
}
process.exit(isGood ? 0 : 1);
