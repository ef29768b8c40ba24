/** @file The committed results of the studies, fetched from this site when the Models view is first opened. */
import { useCallback, useEffect, useState } from "react";
import { t } from "../../../messages/translate";
import { parseStudyResults, type StudyResults } from "../../../data/studyResults";
import { messageOf } from "../../../state/engine";

export type StudiesState =
  | { readonly status: "loading" }
  | { readonly status: "ready"; readonly results: StudyResults }
  | { readonly status: "failed"; readonly message: string };

/** Fetched once; a fetch that failed is made again. */
let kept: Promise<StudyResults> | null = null;

async function fetchStudies(): Promise<StudyResults> {
  const again = t("Check the connection and try again.");
  const url = new URL("studies/results.json", document.baseURI);
  let response: Response;
  try {
    response = await fetch(url, { cache: "no-cache" });
  } catch {
    throw new Error(`${t("{file} could not be fetched.", { file: "studies/results.json" })} ${again}`);
  }
  if (!response.ok)
    throw new Error(
      `${t("{file}: the server answered {status}.", { file: "studies/results.json", status: response.status })} ${again}`,
    );
  let json: unknown;
  try {
    json = await response.json();
  } catch {
    throw new Error(
      t("{file} is not valid JSON. The site's files do not fit together; reload the page.", {
        file: "studies/results.json",
      }),
    );
  }
  return parseStudyResults(json);
}

export function useStudies(): StudiesState & { readonly retry: () => void } {
  const [state, setState] = useState<StudiesState>({ status: "loading" });
  const load = useCallback(() => {
    setState({ status: "loading" });
    kept ??= fetchStudies();
    kept.then(
      (results) => setState({ status: "ready", results }),
      (error: unknown) => {
        kept = null;
        setState({ status: "failed", message: messageOf(error) });
      },
    );
  }, []);
  useEffect(load, [load]);
  return { ...state, retry: load };
}
