/** @file The lessons of this page, in the order they are taught. */
import { NAMES_OR_TEXT } from "./namesOrText";
import type { Lesson } from "./schema";

export const LESSONS: readonly Lesson[] = [NAMES_OR_TEXT];
