/** @file The knobs: blend, draws and seed. */
import type { Knobs } from "./answer";
import type { Slice } from "./store";

/** Bounds of K, as the engine takes them; at least one draw so that there is a spread to see. */
export const DRAWS_RANGE = [1, 64] as const;
export const MAX_SEED = 2_147_483_647;

/** What the page opens with, and what the build-time readings were computed with. */
export const DEFAULT_KNOBS: Knobs = { beta: null, draws: 16, seed: 7 };

export interface SettingsSlice {
  readonly knobs: Knobs;
  /** Blend factor in [0, 1], to two decimals. */
  setBeta(beta: number): void;
  setDraws(draws: number): void;
  setSeed(seed: number): void;
  /** Draws again with the next seed. */
  drawAgain(): void;
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

export const createSettingsSlice: Slice<SettingsSlice> = (set, get) => {
  const change = (part: Partial<Knobs>) => {
    set({ knobs: { ...get().knobs, ...part } });
    get().ask();
  };
  return {
    knobs: DEFAULT_KNOBS,
    setBeta: (beta) => Number.isFinite(beta) && change({ beta: Math.round(clamp(beta, 0, 1) * 100) / 100 }),
    setDraws: (draws) => Number.isFinite(draws) && change({ draws: clamp(Math.round(draws), ...DRAWS_RANGE) }),
    setSeed: (seed) => Number.isFinite(seed) && change({ seed: clamp(Math.round(seed), 0, MAX_SEED) }),
    drawAgain: () => change({ seed: (get().knobs.seed + 1) % MAX_SEED }),
  };
};
