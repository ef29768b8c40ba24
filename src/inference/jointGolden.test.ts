import * as tf from "@tensorflow/tfjs-core";
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { NODE_BACKENDS } from "../../test/backends";
import { readModelBytes, readModelText } from "../../test/modelFolder";
import { isJoint } from "../model/config";
import { parseJointConfig } from "../model/jointConfig";
import { disposeJointModel } from "../model/jointModel";
import { loadJointParameters } from "../model/loadJointParameters";
import { joinWords, readWords } from "../tokenizer/words";
import { createTokenizer } from "../tokenizer/wordPiece";
import { findInTexts } from "./findInTexts";
import type { RunningJoint } from "./jointForward";
import { flattenScores, parseJointGolden, readGoldenScores, type JointGoldenCase } from "./jointSelfTest";
import { openModelWeights } from "./modelWeights";
import { maxDifference, SELF_TEST_TOLERANCE } from "./selfTest";
import type { BackendName } from "./types";

const folders = new URL("../../public/models/", import.meta.url);
const ids = readdirSync(folders, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && isJoint(JSON.parse(readModelText(`${entry.name}/config.json`))))
  .map(({ name }) => name);

function openModel(id: string) {
  const config = parseJointConfig(JSON.parse(readModelText(`${id}/config.json`)), `config.json of ${id}`);
  const weights = openModelWeights(config, ({ model, file }) => readModelBytes(`${model ?? id}/${file}`));
  const golden = parseJointGolden(readModelText(`${id}/golden.json`), `golden.json of ${id}`);
  const { model = id, file } = config.files.tokenizer;
  return { config, weights, golden, tokenizer: createTokenizer(JSON.parse(readModelText(`${model}/${file}`))) };
}

type Found = JointGoldenCase["entities"][number];

/** Scores by what was found: entities by place and type, relations by both of these. */
function collect(entities: readonly Found[], relations: JointGoldenCase["relations"]): Map<string, number> {
  const name = ({ start, end, type }: Found) => `${start}-${end} ${type}`;
  return new Map([
    ...entities.map((entity) => [name(entity), entity.score] as const),
    ...relations.map(({ head, tail, type, score }) => {
      return [`${name(entities[head]!)} -> ${name(entities[tail]!)}: ${type}`, score] as const;
    }),
  ]);
}

it("there are joint models to test", () => expect(ids).toContain("tiny-joint"));

describe.each(ids)("joint model %s against PyTorch", (id) => {
  const { config, weights, golden, tokenizer } = openModel(id);
  // The plain JavaScript backend takes seconds for a forward pass of a full-size model.
  const backends: readonly BackendName[] = id.startsWith("tiny") ? NODE_BACKENDS : ["wasm"];

  it("reads raw text as the same words and pieces", () => {
    for (const goldenCase of golden.cases) {
      const words = readWords(tokenizer, goldenCase.text);
      expect(words.map(({ start, end }) => ({ start, end }))).toEqual(goldenCase.words);
      expect(joinWords(tokenizer, words)).toEqual({ inputIds: goldenCase.inputIds, edges: goldenCase.edges });
    }
  });

  it.each(backends)("scores and decisions agree on %s", async (backend) => {
    await tf.setBackend(backend);
    const before = tf.memory().numTensors;
    const parameters = loadJointParameters(config, weights);
    const running: RunningJoint = { config, parameters, backend, lost: null };
    for (const goldenCase of golden.cases) {
      const { marked, pairs, spans } = await readGoldenScores(running, goldenCase);
      const errors = {
        marked: maxDifference(marked, flattenScores(goldenCase.markedScores)),
        pairs: maxDifference(pairs, flattenScores(goldenCase.pairScores)),
        spans: maxDifference(spans, flattenScores(goldenCase.spanScores ?? [])),
      };
      for (const [output, error] of Object.entries(errors)) {
        expect(error, `${output} of "${goldenCase.text.slice(0, 40)}"`).toBeLessThanOrEqual(SELF_TEST_TOLERANCE);
      }
    }
    // All cases as one padded batch give what PyTorch finds in each alone.
    const { entityThreshold, relationThreshold, entityHead, types } = config.joint;
    const entity = entityHead === "multitask" ? entityThreshold : entityHead === "ranking" ? 0.5 : 0;
    const found = await findInTexts(running, golden.cases, { entity, relation: relationThreshold });
    found.forEach(({ entities, relations }, i) => {
      const { text, entities: goldEntities, relations: goldRelations } = golden.cases[i]!;
      const ours = collect(
        entities.map(({ span: [start, end], type, score }) => ({ start, end, type: types.entities[type]!, score })),
        relations.map(({ first, second, relation, score }) => {
          return { head: first, tail: second, type: types.relations[relation]!.name, score };
        }),
      );
      const gold = collect(goldEntities, goldRelations);
      for (const key of new Set([...ours.keys(), ...gold.keys()])) {
        // What one of both does not find scores no more than the threshold there.
        const threshold = key.includes("->") ? relationThreshold : entity;
        const error = Math.abs((ours.get(key) ?? threshold) - (gold.get(key) ?? threshold));
        expect(error, `${key} in "${text}"`).toBeLessThanOrEqual(SELF_TEST_TOLERANCE);
      }
    });
    expect(found.flatMap(({ entities }) => entities).length).toBeGreaterThan(0);
    disposeJointModel(parameters);
    expect(tf.memory().numTensors).toBe(before);
  });
});
