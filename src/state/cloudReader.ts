/** @file Reads the plane of a corpus once, and puts each sentence into it. Loaded when first needed. */
import { sayCorpusName } from "./corpusName";
import { t } from "../messages/translate";
import type { PlacedMention, PlaceQuestion } from "../analysis/cloud";
import type { Example, Role } from "../data/example";
import type { Corpus } from "../data/readCorpus";
import { foldName } from "../data/swap/nameTables";
import type { ModelInfo, PosteriorReading } from "../inference/types";
import { sampleIndices } from "../math/sample";
import {
  selectCloudKey,
  selectCloudModel,
  selectGroundKey,
  type CloudGround,
  type CorpusMention,
  type GroundState,
  type PlacedPair,
} from "./cloud";
import type { CorpusTools } from "./corpusTools";
import { toExample } from "./draft";
import { hasName, messageOf, type Engine } from "./engine";
import type { BenchState } from "./store";

/** Rows of a corpus that the plane is fitted on: two mentions each. */
export const MOST_ROWS = 500;
/** Names listed for each mention. */
export const NUM_NEIGHBOURS = 6;
/** Seed of the sample and the fit: a plane stays the same whatever the draws. */
const SEED = 1;
const ROLES = ["subject", "object"] as const;

/** Subject and object of each row, in order. */
export function listMentions(examples: readonly Example[]): CorpusMention[] {
  return examples.flatMap((example) =>
    ROLES.map((role): CorpusMention => {
      const { start, end, type } = example[role];
      return { name: example.text.slice(start, end), role, type: type ?? null, relation: example.relation ?? null };
    }),
  );
}

export function createCloudReader(
  set: (part: Partial<BenchState>) => void,
  get: () => BenchState,
  { engine, corpusTools: tools }: { readonly engine: Engine; readonly corpusTools: CorpusTools },
) {
  let demo: Promise<Corpus> | null = null;
  let newest: {
    readonly key: string;
    readonly controller: AbortController;
    readonly ground: Promise<CloudGround>;
  } | null = null;

  const loadDemo = () => {
    demo ??= tools.readDemo();
    demo.catch(() => (demo = null));
    return demo;
  };

  const makeGround = async (key: string, model: ModelInfo, signal: AbortSignal): Promise<CloudGround> => {
    const { corpus } = get();
    const source = corpus ?? (await loadDemo());
    const rows = sampleIndices(source.examples.length, MOST_ROWS, SEED).map((row) => source.examples[row]!);
    const tell = (numDone: number) => {
      if (newest?.key === key && !signal.aborted) {
        set({ cloudGround: { status: "reading", key, numDone, numTotal: rows.length } });
      }
    };
    tell(0);
    const means = await engine.readMeans(model.id, rows, {
      lane: `ground ${model.id}`,
      onProgress: ({ numDone }) => tell(numDone),
      signal,
    });
    const plane = await tools.fitPlane(means, SEED);
    signal.throwIfAborted();
    if (plane === null) {
      throw new Error(
        t(
          "{corpus}: its {n, plural, one {# mention gives} other {# mentions give}} no plane; three different ones are needed. Open a larger corpus.",
          { corpus: sayCorpusName(source), n: 2 * rows.length },
        ),
      );
    }
    const numAll = 2 * source.examples.length;
    return {
      ...{
        key,
        corpusName: source.name,
        corpusHash: source.hash,
        isStandIn: corpus === null,
        mentions: listMentions(rows),
        numAll,
      },
      ...{ seed: SEED, means, plane },
    };
  };

  /** The plane that fits, made once; a failed or cancelled one is made anew by the next call. */
  const findGround = (key: string, model: ModelInfo): Promise<CloudGround> => {
    if (newest?.key === key) return newest.ground;
    newest?.controller.abort();
    const controller = new AbortController();
    const put = (state: GroundState) => {
      if (newest?.controller === controller) set({ cloudGround: state });
    };
    set({ cloudGround: { status: "reading", key, numDone: 0, numTotal: 0 } });
    const ground = makeGround(key, model, controller.signal);
    newest = { key, controller, ground };
    ground.then(
      (made) => put({ status: "ready", key, ground: made }),
      (error: unknown) => {
        put({ status: hasName(error, "AbortError") ? "cancelled" : "failed", key, message: messageOf(error) });
        if (newest?.controller === controller) newest = null;
      },
    );
    return ground;
  };

  const nameOf = ({ text, ...spans }: Example, role: Role) => text.slice(spans[role].start, spans[role].end);

  const place = async (ground: CloudGround, example: Example, reading: PosteriorReading, numNeighbours: number) => {
    const names = ground.mentions.map(({ name }) => foldName(name));
    const questions = ROLES.map((role): PlaceQuestion => {
      const ownName = foldName(nameOf(example, role));
      return { plane: ground.plane, means: ground.means, names, posterior: reading[role], ownName, numNeighbours };
    });
    const [subject, object] = (await tools.placeMentions(questions)) as [PlacedMention, PlacedMention];
    const pair: PlacedPair = {
      names: { subject: nameOf(example, "subject"), object: nameOf(example, "object") },
      subject,
      object,
    };
    return pair;
  };

  return {
    cancel: () => newest?.controller.abort(new DOMException("The plane was not fitted.", "AbortError")),
    async read() {
      const key = selectCloudKey(get());
      const model = selectCloudModel(get());
      const example = toExample(get().history.present);
      if (key === "" || model === null || example === null || get().cloud?.key === key) return;
      let ground: CloudGround;
      try {
        ground = await findGround(selectGroundKey(get()), model);
      } catch {
        return; // the state of the plane says why
      }
      if (selectCloudKey(get()) !== key) return; // a newer call is on its way
      const { pin, knobs } = get();
      const pinnedExample = pin && toExample(pin.draft);
      try {
        const options = { draws: knobs.draws, seed: knobs.seed };
        const reading = await engine.readPosterior(model.id, example, options, { lane: `cloud ${model.id}` });
        const pair = await place(ground, example, reading, NUM_NEIGHBOURS);
        let pinned: PlacedPair | null = null;
        if (pinnedExample) {
          const own = await engine.readPosterior(
            model.id,
            pinnedExample,
            { draws: 0, seed: knobs.seed },
            { lane: `cloud A ${model.id}` },
          );
          pinned = await place(ground, pinnedExample, own, 0);
        }
        if (selectCloudKey(get()) !== key) return;
        const { numDraws, seed } = reading;
        set({ cloud: { ...pair, key, model, numDraws, seed, ground, pinned }, cloudError: null });
      } catch (error) {
        if (hasName(error, "StaleError") || selectCloudKey(get()) !== key) return;
        set({ cloudError: { key, message: messageOf(error) } });
      }
    },
  };
}
