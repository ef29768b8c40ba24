/** @file A value that follows another one only when what hangs on that one has been drawn. */
import { startTransition, useEffect, useState } from "react";

/**
 * Null at first; then `value`, one drawing later, and interruptible. Values that follow each other are drawn in as many
 * turns, which `useDeferredValue` would put together.
 */
export function useLater<T>(value: T | null): T | null {
  const [shown, setShown] = useState<T | null>(null);
  useEffect(() => startTransition(() => setShown(() => value)), [value]);
  return shown;
}
