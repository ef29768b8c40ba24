/** @file Builds the bench page with the app's own source, and serves it with the model folder and the ONNX file. */
import { createReadStream, existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const OUT = fileURLToPath(new URL(".cache/page", import.meta.url));

/** Serves one file at /model.onnx. The headers of the app are left as they are: no cross-origin isolation, one thread. */
function serveOnnx(file) {
  return {
    name: "bench-onnx",
    configurePreviewServer(server) {
      server.middlewares.use("/model.onnx", (_request, response) => {
        if (!existsSync(file)) {
          response.statusCode = 404;
          return response.end();
        }
        response.setHeader("Content-Type", "application/octet-stream");
        response.setHeader("Content-Length", statSync(file).size);
        createReadStream(file).pipe(response);
      });
    },
  };
}

/** Starts the server; `url` ends with a slash. */
export async function startServer(onnxFile) {
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
    plugins: [serveOnnx(onnxFile)],
  });
  const { port } = server.httpServer.address();
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

/** Serves the built app. */
export async function startApp() {
  const server = await preview({ root: ROOT, logLevel: "error", preview: { host: "127.0.0.1", port: 0 } });
  return { url: `http://127.0.0.1:${server.httpServer.address().port}/`, close: () => server.close() };
}
