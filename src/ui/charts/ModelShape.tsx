/** @file The mark of a model in a drawing: a circle without, a diamond with a bottleneck; filled ID, outlined OOD. */

export interface ModelShapeProps {
  readonly x: number;
  readonly hasBottleneck: boolean;
  readonly isHollow: boolean;
}

export function ModelShape({ x, hasBottleneck, isHollow }: ModelShapeProps) {
  const kind = hasBottleneck ? "vib" : "base";
  const className = isHollow ? `hollow o-${kind}` : `m-${kind}`;
  return hasBottleneck ? (
    <path className={className} d={`M${x} -6l6 6l-6 6l-6 -6z`} />
  ) : (
    <circle className={className} cx={x} cy={0} r={5} />
  );
}
