/** @file Speaks the answer when it changes; waits until the knobs rest. */
import { useEffect, useState } from "react";
import { findPrediction } from "../findings";
import { useShown } from "./useShown";

const REST_MS = 600;

export function AnswerAnnouncer() {
  const { answers, isStale, isBuilt } = useShown();
  const sentence = isStale || isBuilt ? "" : findPrediction(answers);
  const [spoken, setSpoken] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(sentence), REST_MS);
    return () => clearTimeout(timer);
  }, [sentence]);
  return (
    <p className="vh" role="status" aria-live="polite" data-testid="answer">
      {spoken}
    </p>
  );
}
