/** @file The store as React reads it. */
import { useStore } from "zustand";
import type { BenchState, BenchStore } from "./store";

let store: BenchStore | null = null;

/** Names the store that `useBench` reads; called once by the entry point, before the first render. */
export function provideBench(provided: BenchStore): void {
  store = provided;
}

/** The store itself, for what is read once when something is done. */
export function useBenchStore(): BenchStore {
  if (!store) throw new Error("useBenchStore: expected provideBench to have been called first, got no store.");
  return store;
}

/** The part of the state that `selector` picks; the component renders again when that part changes. */
export function useBench<T>(selector: (state: BenchState) => T): T {
  if (!store) throw new Error("useBench: expected provideBench to have been called first, got no store.");
  return useStore(store, selector);
}
