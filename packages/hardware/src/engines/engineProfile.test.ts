import { MantileError, plainEngine } from '@mantile/core';
import { expect, test } from 'vitest';
import { chip } from '../chips/chips.ts';
import { system } from '../systems/systems.ts';
import { engineCoefficients } from './coefficients.ts';
import type { EngineName } from './engineCoefficients.ts';
import { engineProfile } from './engineProfile.ts';

const names = Object.keys(engineCoefficients.engines) as readonly EngineName[];

test.each(names)('%s has costs of one version, and where they come from', (name) => {
  const profile = engineProfile(name);
  expect(Object.keys(profile).sort()).toEqual(
    [...Object.keys(plainEngine), 'version', 'source', 'basis', 'notes'].sort(),
  );
  expect(profile.version).toMatch(/^\d/);
  expect(profile.costs.requestSeconds).toBeGreaterThan(0);
  expect(profile.costs.requestSeconds).toBeLessThan(0.1);
});

test('kernels differ by the generation of the chip, whether it comes alone or in a system', () => {
  const hopper = engineCoefficients.engines.vllm[0].kernels.Hopper?.kernelFactor;
  expect(engineProfile('vllm', chip('h200-sxm')).kernelFactor).toBe(hopper);
  expect(engineProfile('vllm', system('dgx-h100')).kernelFactor).toBe(hopper);
  expect(engineProfile('vllm', { ...chip('h100-sxm'), name: 'mine' }).kernelFactor).toBe(hopper);
});

test('of chips whose engines nobody observed, kernels are taken as they are known', () => {
  for (const id of ['l40s', 'tpu-v5e', 'a100-80-sxm'] as const) {
    const { kernelFactor, costs, basis, notes } = engineProfile('sglang', chip(id));
    expect([kernelFactor, costs]).toEqual([1, engineProfile('sglang').costs]);
    expect([basis.kernels, basis.stacks]).toEqual(['as_measured', []]);
    expect(notes?.[0]?.message).toContain(`not observed on ${chip(id).name}`);
  }
  expect(engineProfile('vllm').kernelFactor).toBe(1);
});

test('a generation without measured kernels has its own, for every engine', () => {
  const { CDNA3 } = engineCoefficients.generations;
  const { kernelFactor, costs } = engineProfile('vllm', chip('mi325x'));
  expect(kernelFactor).toBe(CDNA3?.kernelFactor);
  expect(costs.kernelSeconds).toBeCloseTo((CDNA3?.kernelMicroseconds ?? 0) * 1e-6, 12);
});

test('the version is the newest that was observed on the chip, unless one is named', () => {
  expect(engineProfile('sglang', chip('mi355x')).version).toBe('0.5.7');
  expect(engineProfile('sglang', chip('h200-sxm')).version).toBe('0.5.6');
  expect(engineProfile('sglang', chip('mi355x'), { version: '0.5.5' }).version).toBe('0.5.5');
  expect(() => engineProfile('sglang', chip('mi355x'), { version: '9' })).toThrow(
    /Known: 0\.5\.5, 0\.5\.6/,
  );
});

test('an unknown engine is refused, with the nearest name', () => {
  try {
    engineProfile('vlm' as EngineName);
  } catch (error) {
    expect(MantileError.isInstance(error) && error.faults[0]?.code).toBe('engine.unknown_engine');
    expect(String(error)).toContain('did you mean "vllm"?');
  }
  expect.assertions(2);
});

test.each([
  ['vllm', 'h100-sxm', 'observed', ['h100']],
  ['vllm', 'h200-sxm', 'other_chip', ['h100']],
  ['vllm', 'mi300x', 'other_engine', ['mi300x']],
  ['trtllm', 'h100-sxm', 'as_measured', []],
  ['atom', 'h100-sxm', 'as_measured', []],
  ['atom', 'mi355x', 'observed', ['mi355x', 'mi355x']],
] as const)('%s on %s has kernels that are %s', (engine, id, kernels, chips) => {
  const { basis, notes, source } = engineProfile(engine, chip(id));
  expect([basis.kernels, basis.stacks.map((stack) => stack.chip)]).toEqual([kernels, chips]);
  expect(notes?.map(({ code }) => code)).toEqual(
    kernels === 'observed' ? [] : [`engine.${kernels}`],
  );
  expect(basis.requestStacks.length).toBeGreaterThan(0);
  for (const { leftOutTpotError } of basis.stacks) {
    expect(source).toContain(`off by ${leftOutTpotError} % when left out`);
  }
});

test('kernels of another engine say whose they are', () => {
  const [note] = engineProfile('vllm', chip('mi300x')).notes ?? [];
  expect(note?.message).toMatch(/sglang [\d.]+ on mi300x with deepseek-r1 in fp8/);
});
