/** @file The lessons of this page, in the order they are taught. */
import { AUDIT } from "./audit";
import { BOTTLENECK } from "./bottleneck";
import { NAMES_OR_TEXT } from "./namesOrText";
import type { Lesson } from "./schema";
import { SHIFT } from "./shift";

export const LESSONS: readonly Lesson[] = [NAMES_OR_TEXT, BOTTLENECK, SHIFT, AUDIT];
