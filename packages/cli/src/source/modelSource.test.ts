import { describe, expect, test } from 'vitest';
import { recogniseSource } from './modelSource.ts';

const hub = (name: string, revision?: string) => ({ kind: 'hub', name, revision });

test('a folder without a model is refused without a look at all that is below it', () => {
  expect(() => recogniseSource('/')).toThrow(/^\/: the folder holds no config\.json/);
  expect(() => recogniseSource('packages/cli/src')).toThrow('the folder holds no config.json');
});

describe('the address of a model', () => {
  test.each([
    ['https://huggingface.co/org/model', hub('org/model')],
    ['https://hf.co/org/model/', hub('org/model')],
    ['https://www.huggingface.co/org/model/tree/refs%2Fpr%2F1', hub('org/model', 'refs%2Fpr%2F1')],
    ['https://huggingface.co/org/model/tree/v1.0/', hub('org/model', 'v1.0')],
  ])('on HuggingFace: %s', (address, source) => {
    expect(recogniseSource(address)).toEqual(source);
    expect(recogniseSource(address, 'https://hub.example/')).toEqual(source);
  });

  test.each([
    ['https://hub.example', 'https://hub.example/org/model'],
    ['https://hub.example/', 'https://hub.example/org/model/'],
    ['http://127.0.0.1:8080/mirror', 'http://127.0.0.1:8080/mirror/org/model'],
  ])('on a hub of your own, %s', (endpoint, address) => {
    expect(recogniseSource(address, endpoint)).toEqual(hub('org/model'));
    const tree = `${address.replace(/\/$/, '')}/tree/main`;
    expect(recogniseSource(tree, endpoint)).toEqual(hub('org/model', 'main'));
  });

  test.each([
    ['https://other.example/org/model', 'https://hub.example'],
    ['https://hub.example.org/org/model', 'https://hub.example'],
    ['https://hub.example/org', 'https://hub.example'],
    ['https://huggingface.co/org/model/blob/main/config.json', ''],
  ])('is no other: %s', (address, endpoint) => {
    expect(() => recogniseSource(address, endpoint)).toThrow(
      /expected the address of a model on https:\/\/huggingface\.co/,
    );
  });
});
