/** @file The knobs: blend, draws and seed. */
import { formatFixed } from "../messages/formatNumber";
import { t, type Said } from "../messages/translate";
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

export const createSettingsSlice: Slice<SettingsSlice> = (_set, get) => {
  const change = (name: Said, part: Partial<Knobs>, gesture?: string) => {
    const { knobs } = get();
    const next = { ...knobs, ...part };
    if (next.beta === knobs.beta && next.draws === knobs.draws && next.seed === knobs.seed) return;
    get().step(name, { knobs: next }, { gesture });
    get().ask();
  };
  return {
    knobs: DEFAULT_KNOBS,
    setBeta(given) {
      if (!Number.isFinite(given)) return;
      const beta = Math.round(clamp(given, 0, 1) * 100) / 100;
      change(() => t("blend β {beta}", { beta: formatFixed(beta, 2) }), { beta }, "beta");
    },
    setDraws(given) {
      if (!Number.isFinite(given)) return;
      const draws = clamp(Math.round(given), ...DRAWS_RANGE);
      change(`K ${draws}`, { draws }, "draws");
    },
    setSeed(given) {
      if (!Number.isFinite(given)) return;
      const seed = clamp(Math.round(given), 0, MAX_SEED);
      change(() => t("seed {seed}", { seed }), { seed }, "seed");
    },
    drawAgain() {
      const seed = (get().knobs.seed + 1) % MAX_SEED;
      change(() => t("seed {seed}", { seed }), { seed });
    },
  };
};
