/** @file How long a job still takes, in words. */
import { t } from "../../../messages/translate";
import { formatCount } from "../../../messages/formatNumber";

/** Seconds as people say them. */
export function formatEta(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90
    ? t("{time} s left", { time: seconds })
    : t("{time} min left", { time: formatCount(Math.round(seconds / 60)) });
}
