import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listChanges, listDecided, mergeDecisions, type Decision, type Decisions } from "./reviewDecisions";

const decision: fc.Arbitrary<Decision> = fc.record({
  action: fc.constantFrom("keep", "relabel", "flag", null),
  label: fc.constantFrom(null, "a", "b"),
  at: fc.nat(3),
});
const decisions: fc.Arbitrary<Decisions> = fc.dictionary(fc.nat(4).map(String), decision, { noNullPrototype: true });

describe("mergeDecisions", () => {
  it("gives the same in any order, and however often", () => {
    fc.assert(
      fc.property(decisions, decisions, decisions, (a, b, c) => {
        expect(mergeDecisions(a, b)).toEqual(mergeDecisions(b, a));
        expect(mergeDecisions(mergeDecisions(a, b), c)).toEqual(mergeDecisions(a, mergeDecisions(b, c)));
        expect(mergeDecisions(a, a)).toBe(a);
        expect(mergeDecisions(mergeDecisions(a, b), b)).toEqual(mergeDecisions(a, b));
      }),
    );
  });

  it("loses no row of either, and keeps the newer decision about each", () => {
    fc.assert(
      fc.property(decisions, decisions, (a, b) => {
        const merged = mergeDecisions(a, b);
        expect(Object.keys(merged).sort()).toEqual([...new Set([...Object.keys(a), ...Object.keys(b)])].sort());
        for (const [row, one] of Object.entries(merged)) {
          expect(one.at).toBe(Math.max(a[Number(row)]?.at ?? 0, b[Number(row)]?.at ?? 0));
        }
      }),
    );
  });
});

describe("listChanges", () => {
  it("leads from one state to the other, whatever another page decided about other rows", () => {
    fc.assert(
      fc.property(decisions, decisions, fc.nat(9), (from, to, at) => {
        const changes = listChanges(from, to, from, at);
        const other: Decisions = { 99: { action: "flag", label: null, at: 5 } };
        const after = mergeDecisions(mergeDecisions(from, other), changes);
        const say = (all: Decisions) => listDecided(all).map(({ row, decision: one }) => [row, one.action, one.label]);
        expect(say(after)).toEqual([...say(to), [99, "flag", null]]);
      }),
    );
  });

  it("is empty for equal states", () => {
    const kept: Decisions = { 1: { action: "keep", label: null, at: 1 } };
    expect(listChanges(kept, { ...kept }, kept, 9)).toEqual({});
  });
});
