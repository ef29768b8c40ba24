/** @file Builds the bench page with the app's own source, and serves it with the model folder and what the peers need. */
import { createReadStream, existsSync, statSync } from "node:fs";
import { basename, extname } from "node:path";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";
import { ONNX_FILES, PEERS } from "./engines.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const OUT = fileURLToPath(new URL(".cache/page", import.meta.url));

const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

function send(response, file) {
  if (file === undefined || !existsSync(file)) {
    response.statusCode = 404;
    return response.end();
  }
  response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
  response.setHeader("Content-Length", statSync(file).size);
  createReadStream(file).pipe(response);
}

/** What transformers.js wants to know of a model: a BERT, whose inputs are those of its graph. */
const PEER_CONFIG = JSON.stringify({ model_type: "bert", architectures: ["BertModel"] });

/**
 * Serves the package of transformers.js at /peers/transformers.js, the WebAssembly that it loads at /peers/ort/, and any
 * model folder below /peer-models/ with the ONNX files. The headers of the app are left as they are: no cross-origin
 * isolation, one thread.
 */
function servePeers(onnxFiles) {
  const served = Object.entries(ONNX_FILES).map(([dtype, { served: name }]) => [name, onnxFiles[dtype]]);
  const models = new Map(served);
  return {
    name: "bench-peers",
    configurePreviewServer({ middlewares }) {
      middlewares.use("/peers/transformers.js", (_request, response) =>
        send(response, `${PEERS}/@huggingface/transformers/dist/transformers.min.js`),
      );
      middlewares.use("/peers/ort", ({ url }, response) =>
        send(response, `${PEERS}/onnxruntime-web/dist/${basename(new URL(url, "http://localhost").pathname)}`),
      );
      middlewares.use("/peer-models", ({ url }, response) => {
        const name = basename(new URL(url, "http://localhost").pathname);
        if (name !== "config.json") return send(response, models.get(name));
        response.setHeader("Content-Type", "application/json");
        response.end(PEER_CONFIG);
      });
    },
  };
}

/** Starts the server; `url` ends with a slash. */
export async function startServer(onnxFiles = {}) {
  const shared = { configFile: false, root: fileURLToPath(new URL("page", import.meta.url)), logLevel: "error" };
  const output = {
    outDir: OUT,
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 5000,
  };
  const worker = { format: "es" };
  await build({
    ...shared,
    base: "./",
    publicDir: `${ROOT}public`,
    assetsInclude: ["**/*.wasm"],
    worker,
    build: output,
  });
  const server = await preview({
    ...shared,
    build: { outDir: OUT },
    preview: { host: "127.0.0.1", port: 0 },
    plugins: [servePeers(onnxFiles)],
  });
  const { port } = server.httpServer.address();
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

/** Serves the built app. */
export async function startApp() {
  const server = await preview({ root: ROOT, logLevel: "error", preview: { host: "127.0.0.1", port: 0 } });
  return { url: `http://127.0.0.1:${server.httpServer.address().port}/`, close: () => server.close() };
}
