import { MantileError, plainEngine } from '@mantile/core';
import { expect, test } from 'vitest';
import { chip } from '../chips/chips.ts';
import { system } from '../systems/systems.ts';
import { engineCoefficients } from './coefficients.ts';
import { engineProfile, type EngineName } from './engineProfile.ts';

const names = Object.keys(engineCoefficients.engines) as readonly EngineName[];

test.each(names)('%s has costs of one version, and where they come from', (name) => {
  const profile = engineProfile(name);
  expect(Object.keys(profile).sort()).toEqual(
    [...Object.keys(plainEngine), 'version', 'source'].sort(),
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
    expect(engineProfile('sglang', chip(id))).toEqual(engineProfile('sglang'));
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
