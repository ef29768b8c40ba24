/** @file A plain static server over a folder, that a test can stop, and change the files of. */
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { extname, join, normalize } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** A running site. */
export interface StaticSite {
  /** Address of the folder, with a trailing slash. */
  readonly url: string;
  /** Serves another folder from now on. */
  serve(folder: string): void;
  /** Takes the server away, open connections too. */
  stop(): Promise<void>;
}

/**
 * Serves `folder` at a free port of this machine, with the headers of a simple host: a type and no caching. With `under`
 * ("/some/folder") all else of the origin is missing, as where a site shares its host with others.
 */
export async function openStaticSite(folder: string, under = ""): Promise<StaticSite> {
  let root = folder;
  const sockets = new Set<Socket>();
  const server: Server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://here/").pathname));
    const file = join(root, path.slice(under.length), path.endsWith("/") ? "index.html" : "");
    if (!path.startsWith(`${under}/`) || !file.startsWith(root) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not here");
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "cache-control": "no-cache",
    });
    createReadStream(file).pipe(response);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${under}/`,
    serve: (next) => (root = next),
    stop: () =>
      new Promise((resolve) => {
        if (!server.listening) return resolve();
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
