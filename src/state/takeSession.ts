/** @file From the state of the page to a session: everything, what is the reader's own included. */
import { t } from "../messages/translate";
import { version } from "../../package.json";
import type { Argument, Example } from "../data/example";
import type { Corpus } from "../data/readCorpus";
import { selectScoreOptions } from "./corpusSlice";
import { formatLink } from "./linkFormat";
import { selectDecisions } from "./reviewSlice";
import { selectPartner, selectPartnerModel } from "./partnerSlice";
import type { WrittenSession } from "./sessionSlice";
import { formatSession, hashContent, type Session } from "./sessionFormat";
import type { BenchState } from "./store";
import { takeCut, takeKnobs, takeModels, takeScoring } from "./takeLink";

/** What a type of the page is once it may be changed, as a document is written. */
type Loose<T> = T extends Float32Array ? T : T extends object ? { -readonly [Key in keyof T]: Loose<T[Key]> } : T;
const loosen = <T>(value: T): Loose<T> => value as Loose<T>;

/** A row with its parts in one order, whatever file it was read from: equal rows have equal hashes. */
function orderRow({ id, docId, text, subject, object, relation, annotator }: Example) {
  return { id, docId, text, subject: orderArgument(subject), object: orderArgument(object), relation, annotator };
}
const orderArgument = ({ start, end, type }: Argument) => ({ start, end, type });

async function takeCorpus(corpus: Corpus | null): Promise<Session["corpus"]> {
  if (corpus === null) return null;
  const { source, name, hash, figures, examples, problems, report } = corpus;
  if (source === "demo") return { kind: "demo", hash };
  if (source === "published") return { kind: "published", modelId: figures!.model.id, hash };
  if (figures) {
    return { kind: "results", name, hash, contentHash: await hashContent(figures), figures: { ...figures } };
  }
  const rows = examples.map(orderRow);
  const read = { problems: loosen(problems), ...(report && { report: loosen(report) }) };
  return { kind: "file", name, hash, contentHash: await hashContent(rows), rows, ...read };
}

/** Scores that are shown, of the model in use and of the one set beside it. Figures carry their own. */
function takeScores(state: BenchState, leftOut: string[]): Session["scores"] {
  const partner = selectPartner(state);
  const partnerModel = selectPartnerModel(state);
  const shown = [
    { id: state.modelId, results: state.results },
    { id: partnerModel?.id ?? null, results: partner?.results ?? [] },
  ];
  if (state.corpus === null || state.corpus.figures) return [];
  return shown.flatMap(({ id, results }) => {
    if (id === null || results.every((result) => result === null)) return [];
    const info = state.slots[id]?.info;
    if (!info) {
      leftOut.push(t("the scores of {model}, which has not loaded", { model: id }));
      return [];
    }
    const { hash, title, labels } = info;
    const options = selectScoreOptions({ ...state, modelId: id });
    return [{ model: { id, title, hash, labels: [...labels] }, options, results: loosen(results) }];
  });
}

/** Readings that compare with pinned ones carry more of their model than is kept. */
function takePin(pin: BenchState["pin"]): Session["bench"]["pin"] {
  if (pin === null) return null;
  const answers = pin.answers.map((answer) => {
    const { id, hash, title, labels, negative, hasBottleneck, beta } = answer.model;
    return { ...answer, model: { id, hash, title, labels, negative, hasBottleneck, beta } };
  });
  return loosen({ ...pin, answers }) as Session["bench"]["pin"];
}

/** The session of the page as it stands. `now`: the date that is noted in it. */
export async function takeSession(state: BenchState, now: Date): Promise<WrittenSession> {
  const leftOut: string[] = [];
  const { modelId, index, slots } = state;
  const title = index?.models.find(({ id }) => id === modelId)?.title ?? modelId ?? "";
  const session: Session = {
    made: {
      page: version,
      date: now.toISOString(),
      model: modelId === null ? null : { id: modelId, title, hash: slots[modelId]?.info?.hash ?? null },
    },
    view: state.view,
    link: formatLink({
      ...takeKnobs(state, true),
      ...takeCut(state),
      ...takeScoring(state, true),
      ...takeModels(state),
    }),
    bench: {
      draft: loosen(state.history.present) as Session["bench"]["draft"],
      example: state.examples[state.exampleIndex]?.id ?? null,
      pin: takePin(state.pin),
      log: loosen(state.log) as Session["bench"]["log"],
      names: state.userNames,
    },
    corpus: await takeCorpus(state.corpus),
    selection: loosen({
      filter: state.filter.present,
      slices: state.slices,
      mapping: state.mapping,
    }) as Session["selection"],
    scores: takeScores(state, leftOut),
    review: Object.entries(selectDecisions(state)).map(([row, decision]) => ({ row: Number(row), ...decision })),
  };
  return { text: formatSession(session), leftOut };
}
