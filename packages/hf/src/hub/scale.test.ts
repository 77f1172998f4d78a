import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { headerOf, safetensorsHead } from '../read/__fixtures__/safetensors.ts';
import { inspectModelStructure } from '../read/inspect/inspectModelStructure.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { headThenWeights, serveHub, type ServedFile } from './__fixtures__/hubServer.ts';
import { openHubModel } from './openHubModel.ts';

const shards = 400;
const perShard = 1250;
const parallel = 6;

function shardFile(shard: number): string {
  return `model-${String(shard + 1).padStart(5, '0')}-of-${String(shards).padStart(5, '0')}.safetensors`;
}

/** Experts of a mixture, as the largest models have them. */
function tensorsOf(shard: number): Tensor[] {
  return Array.from({ length: perShard }, (_, number) => ({
    name: `model.layers.${shard}.mlp.experts.${number}.down_proj.weight`,
    shape: [7168, 2048],
    dtype: 'F8_E4M3',
  }));
}

// `--expose-gc` for this file alone: what is measured is what is kept, not what waits to be collected.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test('half a million tensors in 400 shards: requests counted, memory bounded', async () => {
  const files: Record<string, ServedFile | string> = {};
  const map: string[] = [];
  let bytes = 0;
  for (let shard = 0; shard < shards; shard += 1) {
    const tensors = tensorsOf(shard);
    const { text, dataBytes } = headerOf(tensors);
    files[shardFile(shard)] = headThenWeights(safetensorsHead(text), dataBytes);
    for (const { name } of tensors) map.push(`"${name}":"${shardFile(shard)}"`);
    bytes += dataBytes;
  }
  files['model.safetensors.index.json'] =
    `{"metadata":{"total_size":${bytes}},"weight_map":{${map.join(',')}}}`;
  map.length = 0;

  await using hub = await serveHub(files);
  collect();
  const before = process.memoryUsage().heapUsed;
  const source = await openHubModel('org/model', { fetch: globalThis.fetch, hubUrl: hub.url });
  const structure = await inspectModelStructure(source, { parallel });
  collect();
  const kept = process.memoryUsage().heapUsed - before;

  expect(structure.tensors).toHaveLength(shards * perShard);
  expect(structure.bytes).toBe(bytes);
  expect(structure.findings).toEqual([]);
  // The commit, five pages of the list, the index, and two ranges a shard; ranges lie behind a redirect.
  expect(hub.requests).toHaveLength(1 + 5 + 2 + shards * 2 * 2);
  expect(hub.mostAtOnce).toBeGreaterThan(1);
  expect(hub.mostAtOnce).toBeLessThanOrEqual(parallel);
  // 110 MB of headers and index are read for 7.3 TB of weights.
  expect(hub.bytesSent).toBeLessThan(120e6);
  // About 150 bytes a tensor are kept: its name within the text of its header, and the object.
  expect(kept / (shards * perShard)).toBeLessThan(300);
}, 30_000);
