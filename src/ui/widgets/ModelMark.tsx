/** @file The shape that stands for a model: circle base, diamond VIB. */

export function ModelMark({ hasBottleneck }: { hasBottleneck: boolean }) {
  return <i className={`mk ${hasBottleneck ? "vib" : "base"}`} aria-hidden="true" />;
}
