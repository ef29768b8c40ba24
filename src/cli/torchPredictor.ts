/** @file A model whose network runs in PyTorch, in a process of its own: for whole corpora on a processor. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { openOutsideModel, type Network } from "../inference/outsideModel";
import { createFileSource } from "./files";
import type { LanePredictor } from "./laneTasks";

/** Starts `entitybias.serve` on a model folder. PYTHON names the interpreter, "python3" when it is not set. */
export async function openTorchPredictor(modelId: string): Promise<LanePredictor> {
  const python = await startPython(modelId);
  const network: Network = {
    async setNoise(noise) {
      await python.ask({ noise: Buffer.from(noise.buffer).toString("base64") });
    },
    async run(items, draws, beta) {
      const answer = (await python.ask({ items, draws, beta })) as { items: Awaited<ReturnType<Network["run"]>> };
      return answer.items;
    },
  };
  try {
    return { ...(await openOutsideModel(createFileSource(), modelId, network)), dispose: python.close };
  } catch (error) {
    python.close();
    throw error;
  }
}

/** A running server: one answer for each request, in order. Rejects with what Python says when it cannot go on. */
async function startPython(modelId: string) {
  const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const folder = at(`../../public/models/${modelId}`);
  const child = spawn(process.env.PYTHON ?? "python3", ["-m", "entitybias.serve", "--folder", folder], {
    cwd: at("../../training"),
    stdio: ["pipe", "pipe", "pipe"],
  });
  let complaint = "";
  let isClosing = false;
  let waiting = { resolve: (_line: string) => {}, reject: (_error: Error) => {} };
  const nextLine = () => new Promise<string>((resolve, reject) => (waiting = { resolve, reject }));
  const fail = (reason: string) => {
    const hint = 'Install it (pip install -e training), name its Python in PYTHON, or use "--backend wasm".';
    if (!isClosing) waiting.reject(new Error(`torch: expected the Python package entitybias, got ${reason}. ${hint}`));
  };
  child.stderr.on("data", (data: Buffer) => (complaint = `${complaint}${data.toString("utf8")}`.slice(-2000)));
  child.on("error", (error) => fail(error.message));
  child.on("close", (code) => fail(complaint.trim().split("\n").at(-1) || `exit code ${code}`));
  child.stdin.on("error", () => undefined); // the close event tells why
  createInterface({ input: child.stdout }).on("line", (line) => waiting.resolve(line));
  await nextLine();
  return {
    async ask(request: unknown): Promise<unknown> {
      const line = nextLine();
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return JSON.parse(await line);
    },
    close() {
      isClosing = true;
      child.stdin.end();
    },
  };
}
