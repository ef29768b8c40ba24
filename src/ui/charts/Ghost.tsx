/** @file The mark of all rows behind that of the selected ones: the same shape, larger and faint. */

export interface GhostProps {
  /** Place on the axis. */
  readonly x: number;
  readonly hasBottleneck: boolean;
  readonly isHollow: boolean;
}

export function Ghost({ x, hasBottleneck, isHollow }: GhostProps) {
  const className = isHollow ? "behind o" : "behind";
  return hasBottleneck ? (
    <path className={className} d={`M${x} -8l8 8l-8 8l-8 -8z`} />
  ) : (
    <circle className={className} cx={x} cy={0} r={7} />
  );
}
