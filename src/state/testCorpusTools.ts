/** @file Corpus tools for unit tests: nothing opens, nothing is kept, unless the test says so. */
import type { CorpusTools } from "./corpusTools";

/** Tools whose methods reject or do nothing; `given` replaces some. */
export function makeCorpusTools(given: Partial<CorpusTools> = {}): CorpusTools {
  const refuse = (what: string) => () => Promise.reject(new Error(`${what}: this test gives none.`));
  return {
    openFiles: refuse("openFiles"),
    reread: refuse("reread"),
    cancelOpening: () => Promise.resolve(),
    exportCorpus: refuse("exportCorpus"),
    cancelExport: () => Promise.resolve(),
    openDemo: refuse("openDemo"),
    readDemo: refuse("readDemo"),
    openPublished: () => Promise.resolve(null),
    readKept: () => Promise.resolve(null),
    keepCorpus: () => Promise.resolve(),
    keepScores: () => Promise.resolve(true),
    forget: () => Promise.resolve(),
    analyse: refuse("analyse"),
    correlateNames: refuse("correlateNames"),
    countNames: refuse("countNames"),
    fitPlane: refuse("fitPlane"),
    placeMentions: refuse("placeMentions"),
    computeAgreement: refuse("computeAgreement"),
    readReview: () => Promise.resolve({}),
    changeReview: (_, changes) => Promise.resolve(changes),
    forgetReview: () => Promise.resolve(),
    onReviewChange: () => undefined,
    score: () => Promise.resolve("done"),
    steer: () => undefined,
    forgetScores: () => Promise.resolve(),
    ...given,
  };
}
