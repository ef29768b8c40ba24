/** @file Types of messages.mjs, for the test in src/messages. */
export interface FoundMessage {
  readonly id: string;
  readonly path: string;
  readonly line: number;
  readonly part: string;
}
export const TRANSLATED: readonly string[];
export const PARTS: readonly string[];
export function readMessages(): FoundMessage[];
export function idsOf(messages: readonly FoundMessage[], part: string): Set<string>;
export function readCatalogue(language: string, part: string): Record<string, string>;
