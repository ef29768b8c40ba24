/** @file English pronouns that corpora mark as mentions: they name nobody. */

const PRONOUN =
  /^(?:i|me|my|we|us|our|you|your|he|him|his|she|her|hers|it|its|they|them|their|who|whom|whose|which|that|this|these|those|where|here|there)$/i;

/** Whether a mention is a single pronoun, in any letter case. */
export function isPronoun(mention: string): boolean {
  return PRONOUN.test(mention.trim());
}
