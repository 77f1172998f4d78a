import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runMantile } from '../packages/cli/src/__fixtures__/mantile.ts';
import { safetensorsFile, toyConfig, toyTensors } from '../packages/cli/src/__fixtures__/models.ts';
import {
  commit,
  serveHub,
  type ServedFile,
} from '../packages/hf/src/hub/__fixtures__/hubServer.ts';

// The program's own tests, as far as they need the server that the tests of the hub have.
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mantile-program-'));
  await import('../packages/cli/src/inspect/inspectCommand.ts');
  await import('../packages/cli/src/estimate/estimateCommand.ts');
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function served(bytes: Uint8Array): ServedFile {
  return { size: bytes.length, read: (start, end) => bytes.subarray(start, end) };
}

const toy = {
  'config.json': JSON.stringify(toyConfig),
  'model.safetensors': served(safetensorsFile(toyTensors())),
};

describe('inspect', () => {
  test('reads a model on the hub at HF_ENDPOINT, with HF_TOKEN, and tells how far it is', async () => {
    const tokens = new Set<string | undefined>();
    await using hub = await serveHub(toy, ({ headers }) => {
      tokens.add(headers.authorization);
      return false;
    });
    const { code, out, error } = await runMantile(['inspect', 'org/model', '--revision', 'main'], {
      environment: { HF_ENDPOINT: `${hub.url}/`, HF_TOKEN: 'hf_secret' },
      isErrorTerminal: true,
    });
    expect(code).toBe(0);
    expect(out).toMatch(`org/model (HuggingFace at ${commit.slice(0, 12)}): 21 tensors`);
    expect(out).not.toMatch('\u001b');
    expect(error).toMatch('reading headers: 1 of 1 (model.safetensors)');
    expect(error.endsWith('\r\u001b[K')).toBe(true);
    expect([...tokens].includes('Bearer hf_secret')).toBe(true);
    expect(out + error).not.toMatch('hf_secret');
  });

  test('is silent beside its result where nobody watches', async () => {
    await using hub = await serveHub(toy);
    const { code, out, error } = await runMantile(['inspect', 'org/model', '--json'], {
      environment: { HF_ENDPOINT: hub.url },
    });
    expect([code, error]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({
      source: { kind: 'hub', id: 'org/model', revision: commit },
      tensorsFrom: 'safetensors',
      findings: [],
    });
  });

  test('without weights as safetensors computes the tensors', async () => {
    await using hub = await serveHub({ 'config.json': toy['config.json'] });
    const { out } = await runMantile(['inspect', 'org/model'], {
      environment: { HF_ENDPOINT: hub.url },
    });
    expect(out).toMatch('21 tensors, computed from config.json alone');
  });

  test.each([
    ['org/other', {}, 2, 'there is no model org/other'],
    ['meta-llama/Llama-3.1-8C', {}, 2, 'Did you mean meta-llama/Llama-3.1-8B?'],
    ['org/model', { HF_TOKEN: 'secret' }, 2, 'HF_TOKEN: a token starts with hf_'],
    ['org/model', { HF_ENDPOINT: 'ftp://hub' }, 2, 'HF_ENDPOINT: expected an http'],
  ])('of %s with %o ends with %i', async (name, environment, expected, words) => {
    await using hub = await serveHub(toy);
    const { code, out, error } = await runMantile(['inspect', name], {
      environment: { HF_ENDPOINT: hub.url, ...environment },
    });
    expect([code, out]).toEqual([expected, '']);
    expect(error).toMatch(words);
    expect(error).not.toMatch('secret');
  });

  test('of a gated model tells where the token comes from', async () => {
    await using hub = await serveHub(toy, (_, response) => {
      response.writeHead(401, { 'X-Error-Code': 'GatedRepo' }).end('no');
      return true;
    });
    const { code, error } = await runMantile(['inspect', 'org/model'], {
      environment: { HF_ENDPOINT: hub.url },
    });
    expect(code).toBe(2);
    expect(error).toMatch('The token is taken from HF_TOKEN.');
  });

  test('where the hub answers with something else ends with the code for another time', async () => {
    await using hub = await serveHub(toy, (_, response) => {
      response.writeHead(200).end('<html>a portal</html>');
      return true;
    });
    const { code, error } = await runMantile(['inspect', 'org/model'], {
      environment: { HF_ENDPOINT: hub.url },
    });
    expect(code).toBe(3);
    expect(error).toMatch('is this a hub?');
  });
});

describe('estimate', () => {
  const asked = ['--on', 'h100', '--json'];

  test('reads a model on the hub that the catalogue has not', async () => {
    await using hub = await serveHub(toy);
    const { code, out } = await runMantile(['estimate', 'org/model', ...asked], {
      environment: { HF_ENDPOINT: hub.url },
    });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      model: { id: 'org/model', from: 'hub', parameters: 158_528 },
      memory: { weights: 2 * 158_528, fits: true },
    });
  });

  test('asks nothing of the hub for a model of the catalogue, but by its address', async () => {
    let asks = 0;
    await using hub = await serveHub(toy, () => {
      asks += 1;
      return false;
    });
    const environment = { HF_ENDPOINT: hub.url };
    const name = 'meta-llama/Llama-3.1-8B';
    const { code } = await runMantile(['estimate', name, ...asked], { environment });
    expect([code, asks]).toEqual([0, 0]);
    const address = `https://huggingface.co/${name}`;
    await runMantile(['estimate', address, ...asked], { environment });
    expect(asks).toBeGreaterThan(0);
  });

  test('tells all that is wrong where the hub lacks the model', async () => {
    await using hub = await serveHub(toy);
    const { code, error } = await runMantile(
      ['estimate', 'org/other', '--on', 'h1000', '--tp', '0'],
      {
        environment: { HF_ENDPOINT: hub.url },
      },
    );
    expect(code).toBe(2);
    expect(error).toMatch('--tp: expected a whole number');
    expect(error).toMatch('there is no model org/other');
    expect(error).toMatch('did you mean "h100"?');
  });
});
