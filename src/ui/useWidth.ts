/** @file The width an element has been given, so that a drawing can fit it without shrinking its text. */
import { useLayoutEffect, useRef, useState } from "react";

/**
 * A ref for the element, its width in CSS pixels (`initial` before the first measure, and while it is hidden), and whether
 * it has been measured: what is dear to draw can wait for that. Without a browser nothing is, and everything is drawn.
 */
export function useWidth<T extends HTMLElement>(
  initial: number,
): [ref: React.RefObject<T | null>, width: number, isMeasured: boolean] {
  const ref = useRef<T>(null);
  const [width, setWidth] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const measured = Math.floor(element.clientWidth);
      setWidth((known) => (measured > 0 ? measured : (known ?? initial)));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [initial]);
  return [ref, width ?? initial, width !== null || typeof ResizeObserver === "undefined"];
}
