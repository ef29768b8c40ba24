/** @file Writes and opens sessions. Loaded when one is saved or opened. */
import { t, type Said } from "../messages/translate";
import type { Corpus } from "../data/readCorpus";
import { freshScores } from "./corpusSlice";
import type { CorpusTools } from "./corpusTools";
import { messageOf } from "./engine";
import { readSession, readSessionCorpus } from "./readSession";
import { selectTyping, NO_MAPPING } from "./mapping";
import { parseSession, type Session } from "./sessionFormat";
import type { WrittenSession } from "./sessionSlice";
import { shorten } from "./stepNames";
import type { BenchState } from "./store";
import { takeSession } from "./takeSession";

type Set = (part: Partial<BenchState>) => void;
type Get = () => BenchState;

/** See SessionSlice. */
export async function writeSession(get: Get, now: Date): Promise<WrittenSession> {
  // On the Bench the corpus of the last visit may not have been asked for yet.
  await get().restoreCorpus();
  await get().restoreScores();
  await get().restoreReview();
  return takeSession(get(), now);
}

/** Puts the session's scores where scores are kept, from where they are shown. Returns what could not be taken in. */
async function keepScores(
  { scores, selection }: Session,
  { hash, examples }: Corpus,
  { index }: BenchState,
  tools: CorpusTools,
): Promise<Said[]> {
  const notices: Said[] = [];
  const typing = selectTyping({ mapping: selection.mapping ?? NO_MAPPING });
  for (const { model, options, results } of scores) {
    const places = results.flatMap((result, row) => (result === null ? [] : [row]));
    const isHere = index?.models.some(({ id }) => id === model.id) ?? false;
    // A model that is not here is named by itself.
    if (!isHere || places.length === 0 || results.length !== examples.length) continue;
    try {
      const isKept = await tools.keepScores({
        modelId: model.id,
        modelHash: model.hash,
        corpusHash: hash,
        places,
        examples: places.map((row) => typing(examples[row]!)),
        options,
        results: places.map((row) => results[row]!),
      });
      if (!isKept) {
        const { title } = model;
        notices.push(() =>
          t("Its scores are of another version of {title}, so they are left out: score the rows again.", { title }),
        );
      }
    } catch (error) {
      const reason = messageOf(error);
      notices.push(() => t("Its scores could not be taken in ({reason}): score the rows again.", { reason }));
    }
  }
  return notices;
}

/** See SessionSlice. Rejects with a plain message, and nothing has changed then. */
export async function openSession(file: File, set: Set, get: Get, tools: CorpusTools): Promise<void> {
  const session = await parseSession(file.name, await file.text());
  // What this computer keeps is brought back first, so that one step back leads there.
  await get().restoreCorpus();
  if (get().isOpening) {
    throw new Error(
      t("{file}: a corpus is being read. Wait for it, or cancel it, and try again.", { file: file.name }),
    );
  }
  const { corpus, notice } = await readSessionCorpus(session.corpus, tools);
  const notices: Said[] = notice === null ? [] : [notice];
  const { model } = session.made;
  const before = get();
  if (model !== null && !before.index?.models.some(({ id }) => id === model.id)) {
    const isListed = before.index !== null;
    const used = before.slots[before.modelId ?? ""]?.info?.title ?? before.modelId;
    notices.push(() => {
      const values = { model: model.id, used: used ?? t("The model in use") };
      return isListed
        ? t(
            "There is no model “{model}” here: {used} stays, its numbers are others, and the session's scores are left out.",
            values,
          )
        : t(
            "The list of models has not come yet: {used} stays, its numbers are others, and the session's scores are left out.",
            values,
          );
    });
  }
  if (corpus !== null && notice === null) {
    notices.push(...(await keepScores(session, corpus, before, tools)));
  }

  const { change, unusable } = readSession(session, get(), corpus);
  const replaced = get().corpus;
  const rows = corpus === null ? {} : { corpus, ...freshScores(corpus) };
  set({ linkedModel: model?.hash ? { id: model.id, hash: model.hash, isSession: true } : null });
  get().step(
    () => t("open session {name}", { name: shorten(file.name) }),
    { ...change, ...rows },
    { view: session.view },
  );
  if (get().view !== session.view) get().setView(session.view);
  const { modelId, slots } = get();
  if (modelId !== null) get().chooseModel(modelId);
  else get().ask();
  const info = slots[modelId ?? ""]?.info;
  if (info) get().matchModel(info);
  if (corpus !== null) {
    get().saveSlices();
    void get().saveMapping();
    const decisions = session.review.map(({ row, ...decision }) => [row, decision] as const);
    if (notice === null) await get().takeInReview(corpus.hash, Object.fromEntries(decisions));
    get().adoptCorpus(replaced, true);
    // Scores of the same rows may have stood here already, and are not asked for twice.
    set({ partner: { ...get().partner, key: "" } });
    void get().restorePartner();
    if (replaced?.source === "file" && replaced.hash !== corpus.hash) {
      notices.push(() =>
        t("The session's rows stand in the place of {name}; Undo brings it back.", { name: replaced.name }),
      );
    }
  }
  if (unusable.length > 0) {
    const which = unusable.map((part) => `“${part}”`).join(", ");
    notices.push(() => t("Part of the session could not be used: {which}.", { which }));
  }
  for (const one of notices) get().addNotice(one);
}
