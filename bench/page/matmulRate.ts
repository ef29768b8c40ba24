/**
 * @file The device's own matmul rate, measured in the same run: square products of the bench's own WGSL, in several tilings
 * and sizes, and of tfjs. The best of them is what an engine's share is counted against; it is not the vendor's peak.
 */
import * as tf from "@tensorflow/tfjs-core";

/** Threads along each edge of a workgroup, and columns that each thread computes. */
const EDGE = 16;
const COLUMNS = 4;
const TILE_COLUMNS = EDGE * COLUMNS;
/** Depth of the tiles that a workgroup reads at once. */
const DEPTH = 16;
/** Rows that each thread computes. */
const ROWS = [4, 8] as const;
const SIZES = [128, 256, 512, 1024, 2048, 4096] as const;
/** A size whose product takes longer than this is the last one. */
const LONG_MS = 250;
/** A measurement repeats the product until it takes this long. */
const SAMPLE_MS = 60;
const SAMPLES = 3;

type Scalar = "f32" | "f16";

/** One measured product of two square matrices. */
export interface MatmulRate {
  readonly kernel: string;
  readonly size: number;
  /** 2 size^3 operations over the time of the fastest sample. */
  readonly gigaflops: number;
}

/** WGSL of C = A B; each thread computes `rows` x 4 numbers, each workgroup 16 times as many both ways. */
export function writeMatmul(size: number, rows: number, scalar: Scalar): string {
  const each = (line: (row: number) => string) => Array.from({ length: rows }, (_, row) => line(row)).join("\n");
  const tileRows = EDGE * rows;
  return `${scalar === "f16" ? "enable f16;" : ""}
@group(0) @binding(0) var<storage, read> a: array<${scalar}>;
@group(0) @binding(1) var<storage, read> b: array<vec4<${scalar}>>;
@group(0) @binding(2) var<storage, read_write> c: array<vec4<${scalar}>>;
var<workgroup> left: array<${scalar}, ${tileRows * DEPTH}>;
var<workgroup> right: array<vec4<${scalar}>, ${DEPTH * EDGE}>;
@compute @workgroup_size(${EDGE}, ${EDGE})
fn main(@builtin(workgroup_id) tile: vec3u, @builtin(local_invocation_id) at: vec3u, @builtin(local_invocation_index) index: u32) {
  let row0 = tile.y * ${tileRows}u;
  let column0 = tile.x * ${EDGE}u;
  ${each((row) => `var sum${row} = vec4<${scalar}>();`)}
  for (var depth = 0u; depth < ${size}u; depth += ${DEPTH}u) {
    for (var i = index; i < ${tileRows * DEPTH}u; i += ${EDGE * EDGE}u) {
      left[i] = a[(row0 + i / ${DEPTH}u) * ${size}u + depth + i % ${DEPTH}u];
    }
    right[index] = b[(depth + index / ${EDGE}u) * ${size / COLUMNS}u + column0 + index % ${EDGE}u];
    workgroupBarrier();
    for (var k = 0u; k < ${DEPTH}u; k++) {
      let other = right[k * ${EDGE}u + at.x];
      ${each((row) => `sum${row} = fma(vec4<${scalar}>(left[(at.y * ${rows}u + ${row}u) * ${DEPTH}u + k]), other, sum${row});`)}
    }
    workgroupBarrier();
  }
  ${each((row) => `c[(row0 + at.y * ${rows}u + ${row}u) * ${size / COLUMNS}u + column0 + at.x] = sum${row};`)}
}`;
}

/** Milliseconds of one run: repeats until a sample is long enough, and takes the fastest of three. */
async function timeRuns(run: (count: number) => Promise<void>): Promise<number> {
  await run(1); // compiles
  let count = 1;
  for (;;) {
    const startedAt = performance.now();
    await run(count);
    const elapsed = performance.now() - startedAt;
    if (elapsed >= SAMPLE_MS || count >= 4096) break;
    count *= 4;
  }
  const samples: number[] = [];
  while (samples.length < SAMPLES) {
    const startedAt = performance.now();
    await run(count);
    samples.push((performance.now() - startedAt) / count);
  }
  return Math.min(...samples);
}

/** Every entry of A is 1 and every entry of B 1 / size, so every entry of C is 1: exact in half precision too. */
function fillMatrix(device: GPUDevice, size: number, scalar: Scalar, value: number): GPUBuffer {
  const bytes = size * size * (scalar === "f16" ? 2 : 4);
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
  const buffer = device.createBuffer({ size: bytes, usage });
  // 1 / size is a power of two: half precision is its exponent alone.
  const half = (15 + Math.log2(value)) << 10;
  const data = scalar === "f16" ? new Uint16Array(size * size).fill(half) : new Float32Array(size * size).fill(value);
  device.queue.writeBuffer(buffer, 0, data);
  return buffer;
}

async function readFirst(device: GPUDevice, buffer: GPUBuffer, scalar: Scalar): Promise<number> {
  const staging = device.createBuffer({ size: 4, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, 4);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const bytes = staging.getMappedRange();
  const value = scalar === "f16" ? (new Uint16Array(bytes)[0] === 15 << 10 ? 1 : NaN) : new Float32Array(bytes)[0];
  staging.destroy();
  return value ?? NaN;
}

/** Milliseconds of one product by our WGSL. */
async function timeWgsl(device: GPUDevice, size: number, rows: number, scalar: Scalar): Promise<number> {
  const module = device.createShaderModule({ code: writeMatmul(size, rows, scalar) });
  const pipeline = await device.createComputePipelineAsync({ layout: "auto", compute: { module, entryPoint: "main" } });
  const [a, b] = [fillMatrix(device, size, scalar, 1), fillMatrix(device, size, scalar, 1 / size)];
  const c = fillMatrix(device, size, scalar, 1 / size);
  const entries = [a, b, c].map((buffer, binding) => ({ binding, resource: { buffer } }));
  const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  const run = async (count: number) => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    for (let i = 0; i < count; i++) pass.dispatchWorkgroups(size / TILE_COLUMNS, size / (EDGE * rows));
    pass.end();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
  };
  const elapsedMs = await timeRuns(run);
  const first = await readFirst(device, c, scalar);
  for (const buffer of [a, b, c]) buffer.destroy();
  if (first !== 1) throw new Error(`timeWgsl: expected a product of 1, got ${first}.`);
  return elapsedMs;
}

/** Milliseconds of one product by tfjs; reading one number waits for all of them. */
async function timeTfjs(size: number): Promise<number> {
  await tf.setBackend("webgpu");
  const [a, b] = [tf.ones<tf.Rank.R2>([size, size]), tf.fill<tf.Rank.R2>([size, size], 1 / size)];
  const elapsedMs = await timeRuns(async (count) => {
    for (let i = 1; i < count; i++) tf.dispose(tf.matMul(a, b));
    const first = tf.tidy(() => tf.slice(tf.matMul(a, b), [0, 0], [1, 1]));
    await first.data();
    first.dispose();
  });
  tf.dispose([a, b]);
  return elapsedMs;
}

const nameKernel = (scalar: Scalar, rows: number) => `WGSL ${scalar}, ${rows} x ${COLUMNS} a thread`;

/** Rates of a kernel from the smallest size up to the first long one. */
async function climbSizes(kernel: string, time: (size: number) => Promise<number>): Promise<MatmulRate[]> {
  const rates: MatmulRate[] = [];
  for (const size of SIZES) {
    const elapsedMs = await time(size);
    rates.push({ kernel, size, gigaflops: (2 * size ** 3) / (elapsedMs * 1e6) });
    if (elapsedMs > LONG_MS) break;
  }
  return rates;
}

/**
 * Every measured rate. Half precision only where the adapter has shader-f16; a GPU in software, which takes seconds to
 * compile a kernel, runs the smallest product of one kernel.
 * @throws Error where there is no WebGPU
 */
export async function measureMatmulRates(isSoftware: boolean): Promise<MatmulRate[]> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new Error("measureMatmulRates: expected a WebGPU adapter, got none.");
  const hasHalf = adapter.features.has("shader-f16");
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const device = await adapter.requestDevice({
    requiredFeatures: hasHalf ? ["shader-f16"] : [],
    requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
  });
  if (isSoftware) {
    const gigaflops = (2 * SIZES[0] ** 3) / ((await timeWgsl(device, SIZES[0], 8, "f32")) * 1e6);
    device.destroy();
    return [{ kernel: nameKernel("f32", 8), size: SIZES[0], gigaflops }];
  }
  const rates: MatmulRate[] = [];
  for (const scalar of hasHalf ? (["f32", "f16"] as const) : (["f32"] as const)) {
    for (const rows of ROWS) {
      rates.push(...(await climbSizes(nameKernel(scalar, rows), (size) => timeWgsl(device, size, rows, scalar))));
    }
  }
  device.destroy();
  rates.push(...(await climbSizes("tfjs matMul f32", timeTfjs)));
  return rates;
}
