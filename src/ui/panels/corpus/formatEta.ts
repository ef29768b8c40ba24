/** @file How long a job still takes, in words. */

/** Seconds as people say them. */
export function formatEta(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `${seconds} s left` : `${Math.round(seconds / 60)} min left`;
}
