/** @file Whether an element has come near the window, so that what it costs is paid only by who gets there. */
import { useEffect, useRef, useState } from "react";

/** A ref for the element, and whether it has ever been within `marginPx` of the window. */
export function useSeen<T extends HTMLElement>(marginPx = 200): [React.RefObject<T | null>, boolean] {
  const ref = useRef<T>(null);
  const [isSeen, setIsSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || isSeen) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setIsSeen(true);
      },
      { rootMargin: `${marginPx}px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [isSeen, marginPx]);
  return [ref, isSeen];
}
