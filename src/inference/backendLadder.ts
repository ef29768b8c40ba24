/** @file Which backend runs a model: the first rung, from fast to slow, that starts and passes the self-test. */
import { formatPower } from "../messages/formatNumber";
import { t } from "../messages/translate";
import { BACKENDS, type BackendAttempt, type BackendName, type NetworkPath } from "./types";

/** A backend that is ready for tensors. */
export interface StartedBackend {
  /** Adapter or renderer as the browser names it. */
  readonly device?: string;
  /** Whether a GPU interface is run by the processor (SwiftShader, llvmpipe). */
  readonly isSoftware: boolean;
  /** Resolves with a reason when the device is gone; null where that cannot happen. */
  readonly lost: Promise<string> | null;
  /** Largest array that a kernel can be given, in bytes; absent where nothing but memory bounds it. */
  readonly maxBufferBytes?: number;
}

/** One rung: a backend that may or may not be there. */
export interface BackendRung {
  readonly name: BackendName;
  /** Makes the tfjs backend ready. Rejects with a plain message when this machine does not have it. */
  start(): Promise<StartedBackend>;
}

/** What trying a model on a started backend gave. */
export interface Trial<T> {
  readonly passed: boolean;
  readonly maxError: number;
  readonly elapsedMs: number;
  /** What the numbers were compared with; "PyTorch" when absent. */
  readonly reference?: string;
  /** How the network was run; absent where there is one way only. */
  readonly path?: NetworkPath;
  /** A sentence to add to the outcome. */
  readonly note?: string;
  /** The thing to keep when it passed. */
  readonly result: T;
  /** Frees the thing when it did not. */
  readonly dispose: () => void;
}

export interface LadderRequest<T> {
  /** Rungs that this environment knows, in any order. */
  readonly rungs: readonly BackendRung[];
  /** Where to start, or "auto" for the top. */
  readonly wanted: BackendName | "auto";
  /** Start below this rung: it has just failed. */
  readonly below?: BackendName;
  readonly numParameters: number;
  /** Puts the model on the backend and runs the self-test. */
  readonly tryBackend: (name: BackendName, started: StartedBackend) => Promise<Trial<T>>;
  readonly onAttempt?: (attempt: BackendAttempt) => void;
  readonly signal?: AbortSignal;
}

/** Names of graphics adapters that are programs. */
export const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Above this size a software GPU takes seconds for what wasm does in a tenth of one. */
const SOFTWARE_GPU_MAX_PARAMETERS = 2_000_000;

/**
 * Climbs down the ladder webgpu, webgl, wasm, cpu from the wanted rung.
 * @returns the thing tried on the first rung that passed, and what came of every rung on the way
 * @throws Error that lists all attempts when no rung passes
 */
export async function climbDown<T>(request: LadderRequest<T>): Promise<{ result: T; attempts: BackendAttempt[] }> {
  const attempts: BackendAttempt[] = [];
  for (const rung of selectRungs(request)) {
    request.signal?.throwIfAborted();
    const { attempt, trial } = await tryRung(request, rung);
    attempts.push(attempt);
    request.onAttempt?.(attempt);
    if (trial?.passed) return { result: trial.result, attempts };
    trial?.dispose();
  }
  const reasons = attempts.map(({ backend, detail }) => `${backend}: ${detail}`);
  throw new Error(
    t(
      "backend: expected one that computes this model correctly, got none. {reasons} Update the browser, or choose another backend.",
      { reasons: reasons.join(" ") || t("None is left.") },
    ),
  );
}

function selectRungs<T>({ rungs, wanted, below }: LadderRequest<T>): BackendRung[] {
  const first = below === undefined ? (wanted === "auto" ? 0 : BACKENDS.indexOf(wanted)) : BACKENDS.indexOf(below) + 1;
  return BACKENDS.slice(first).flatMap((name) => rungs.filter((rung) => rung.name === name));
}

async function tryRung<T>(
  { wanted, numParameters, tryBackend, signal }: LadderRequest<T>,
  rung: BackendRung,
): Promise<{ attempt: BackendAttempt; trial?: Trial<T> }> {
  const untested = { backend: rung.name, maxError: null, elapsedMs: null };
  let started: StartedBackend;
  try {
    started = await rung.start();
  } catch (error) {
    return { attempt: { ...untested, outcome: "unavailable", detail: describe(error) } };
  }
  const { device } = started;
  if (started.isSoftware && rung.name !== wanted && numParameters > SOFTWARE_GPU_MAX_PARAMETERS) {
    const detail = t("Software adapter: slower than WebAssembly here. Choose it by name to run it anyway.");
    return { attempt: { ...untested, outcome: "skipped", detail, device } };
  }
  try {
    const trial = await tryBackend(rung.name, started);
    const { passed, maxError, elapsedMs, reference = "PyTorch", path, note } = trial;
    const said = { reference, error: formatError(maxError) };
    const outcome = !passed
      ? t("Self-test failed: its numbers differ from {reference} by {error}.", said)
      : path === "fused"
        ? t("Self-test passed with joined kernels: largest difference from {reference} {error}.", said)
        : t("Self-test passed: largest difference from {reference} {error}.", said);
    const detail = note === undefined ? outcome : `${outcome} ${note}`;
    return {
      attempt: { backend: rung.name, outcome: passed ? "passed" : "failed", detail, maxError, elapsedMs, device, path },
      trial,
    };
  } catch (error) {
    signal?.throwIfAborted();
    return {
      attempt: {
        ...untested,
        outcome: "failed",
        detail: t("Self-test broke off: {reason}", { reason: describe(error) }),
        device,
      },
    };
  }
}

function formatError(maxError: number): string {
  return Number.isFinite(maxError) ? formatPower(maxError, 1) : t("values that are not numbers");
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
