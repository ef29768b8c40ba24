/** @file Keeps the app for visits without a network, and says when a newer version waits. */
import { registerSW } from "virtual:pwa-register";
import type { BenchStore } from "../state/store";

/** Registers the service worker. Where the browser has none (an insecure address), the page works as before. */
export function keepOffline(store: BenchStore): void {
  if (!("serviceWorker" in navigator)) return;
  registerSW({
    onOfflineReady: () => store.setState({ offline: "kept" }),
    onNeedRefresh: () => store.setState({ offline: "newer" }),
    onRegisteredSW: (_url, registration) => {
      if (registration?.active && store.getState().offline === "unknown") store.setState({ offline: "kept" });
    },
    // A page that cannot be kept is no reason to disturb: the storage list says that it is not.
    onRegisterError: () => store.setState({ offline: "refused" }),
  });
}
