/** @file The width an element has been given, so that a drawing can fit it without shrinking its text. */
import { createContext, useContext, useLayoutEffect, useRef, useState } from "react";

/** The width of drawings that stand on paper, where nothing can be measured. Null: measured. */
export const GivenWidth = createContext<number | null>(null);

/**
 * A ref for the element, its width in CSS pixels (`initial` before the first measure, and while it is hidden), and whether
 * it is known: what is dear to draw can wait for that. On paper it is known from the start.
 */
export function useWidth<T extends HTMLElement>(
  initial: number,
): [ref: React.RefObject<T | null>, width: number, isMeasured: boolean] {
  const ref = useRef<T>(null);
  const given = useContext(GivenWidth);
  const [width, setWidth] = useState(given);
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
