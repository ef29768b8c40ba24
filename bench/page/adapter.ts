/** @file What WebGPU says of the device. */

/** The adapter in the words of the browser, and whether it computes on the processor. */
export interface AdapterFacts {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly isSoftware: boolean;
  readonly hasHalf: boolean;
  readonly features: readonly string[];
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|software|basic render|warp/i;

/** Null where the browser gives no adapter. */
export async function describeAdapter(): Promise<AdapterFacts | null> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) return null;
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const words = `${vendor} ${architecture} ${device} ${description}`;
  return {
    vendor,
    architecture,
    device,
    description,
    isSoftware: isFallbackAdapter || SOFTWARE.test(words),
    hasHalf: adapter.features.has("shader-f16"),
    features: [...adapter.features].sort(),
  };
}
