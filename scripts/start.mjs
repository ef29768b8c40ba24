/** @file `npm start`: builds the app, serves it, prints its address and opens a browser where there is one. */
import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { preview } from "vite";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const built = spawnSync("npm", ["run", "build"], { stdio: "inherit", shell: process.platform === "win32" });
if (built.status !== 0) process.exit(built.status ?? 1);

const server = await preview();
const url = server.resolvedUrls?.local[0] ?? "http://localhost:4173/";
console.log(`\nEntity Bias Explorer runs at ${url}  (Ctrl+C stops it)`);

const [command, ...args] = { darwin: ["open"], win32: ["cmd", "/c", "start", '""'] }[process.platform] ?? ["xdg-open"];
const opener = spawn(command, [...args, url], { stdio: "ignore", detached: true });
const sayNoBrowser = () => console.log("No browser could be opened from here: open that address yourself.");
opener.on("error", sayNoBrowser);
opener.on("exit", (code) => code !== 0 && sayNoBrowser());
opener.unref();
