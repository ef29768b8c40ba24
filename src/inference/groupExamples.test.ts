import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readModelText } from "../../test/modelFolder";
import type { Example } from "../data/example";
import { parseModelConfig } from "../model/config";
import { createTokenizer } from "../tokenizer/wordPiece";
import type { RunningModel } from "./forward";
import { groupExamples, type Pace, type Question } from "./groupExamples";
import { countPassRows } from "./passShape";
import { BACKENDS, type BackendName } from "./types";

const tokenizer = createTokenizer(JSON.parse(readModelText("tiny/tokenizer.json")));

function group(questions: readonly Question[], backend: BackendName = "wasm", model = "tiny", pace: Pace = {}) {
  const config = parseModelConfig(JSON.parse(readModelText(`${model}/config.json`)), model);
  // No pass is run: the tensors are not needed.
  const running = { config, backend, lost: null } as unknown as RunningModel;
  const errors: [number, string][] = [];
  const groups = groupExamples({ running, tokenizer }, questions, pace, (place, { message }) =>
    errors.push([place, message]),
  );
  return groups.then((found) => ({ groups: found, errors, running }));
}

const make = (id: string, subject: string, object: string, numWords = 0): Example => ({
  id,
  text: `${subject} met ${object}${" again".repeat(numWords)}.`,
  subject: { start: 0, end: subject.length, type: "PERSON" },
  object: { start: subject.length + 5, end: subject.length + 5 + object.length, type: "PERSON" },
});
const examples = fc.record({
  example: fc
    .tuple(fc.constantFrom("Mira", "Ravi Rao", "Anselm"), fc.constantFrom("Tara", "Velde"), fc.nat(80))
    .map(([subject, object, numWords]) => make("x", subject, object, numWords)),
  draws: fc.constantFrom(0, 0, 0, 1, 4),
});

describe("groupExamples", () => {
  it("gives every question one place, from short to long, in passes that fit", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(examples, { maxLength: 40 }),
        fc.constantFrom(...BACKENDS),
        async (questions, backend) => {
          const { groups, running } = await group(questions, backend);
          const items = groups.flat();
          const places = items.flatMap(({ asked }) => asked.map(({ place }) => place));
          expect(places.sort((a, b) => a - b)).toEqual([...questions.keys()]);
          const lengths = items.map(({ input }) => input.inputIds.length);
          expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
          expect(items).toHaveLength(new Set(questions.map(({ example: { text } }) => text)).size);
          for (const pass of groups) {
            const numRows = pass.reduce((sum, { numDraws }) => sum + 1 + numDraws, 0);
            if (pass.length > 1) {
              expect(numRows).toBeLessThanOrEqual(countPassRows(running, pass.at(-1)!.input.inputIds.length));
            }
          }
        },
      ),
    ));

  it("runs an input once with the most draws asked for", async () => {
    const example = make("a", "Mira", "Ravi");
    const questions = [0, 4, 2].map((draws) => ({ example, draws }));
    const { groups } = await group(questions);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toHaveLength(1);
    expect(groups[0]![0]).toMatchObject({ numDraws: 4, asked: [{ draws: 0 }, { draws: 4 }, { draws: 2 }] });
  });

  it("reads all names as one where the model masks them, and tells types apart where it reads them", async () => {
    const names = [make("a", "Mira", "Ravi"), make("b", "Anselm Roy", "Velde")];
    const asked = names.map((example) => ({ example, draws: 0 }));
    expect((await group(asked, "wasm", "tiny-mask-names")).groups.flat()).toHaveLength(1);
    const typed = { ...names[0]!, object: { ...names[0]!.object, type: "LOCATION" } };
    const types = [names[0]!, typed].map((example) => ({ example, draws: 0 }));
    expect((await group(types, "wasm", "tiny-tags")).groups.flat()).toHaveLength(2);
    expect((await group(types, "wasm", "tiny")).groups.flat()).toHaveLength(1);
  });

  it("lets others in before every encoding, names what cannot be read, and stops on abort", async () => {
    let numCalls = 0;
    const letOthersIn = async () => void numCalls++;
    const bad = { ...make("b", "Mira", "Ravi"), object: { start: 0, end: 4 } };
    const questions = [make("a", "Mira", "Ravi"), bad].map((example) => ({ example, draws: 0 }));
    const { groups, errors } = await group(questions, "wasm", "tiny", { letOthersIn });
    expect(numCalls).toBe(2);
    expect(groups.flat()).toHaveLength(1);
    expect(errors).toEqual([[1, expect.stringContaining("same words")]]);
    await expect(group(questions, "wasm", "tiny", { signal: AbortSignal.abort() })).rejects.toThrow();
  });
});
