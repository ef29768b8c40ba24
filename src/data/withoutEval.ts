/**
 * @file Imported for its effect, before any schema is used: zod may not ask whether it can compile code. The page's policy
 * refuses that, and each question is reported as a violation.
 */
const shared = globalThis as { __zod_globalConfig?: { jitless?: boolean } };
shared.__zod_globalConfig = Object.assign(shared.__zod_globalConfig ?? {}, { jitless: true });
