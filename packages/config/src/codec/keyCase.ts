/** Keys between the snake_case of files and the camelCase of code, each the exact inverse of the other. */

const snakeCase = /^[a-z][a-z0-9]*(?:_[a-z][a-z0-9]*)+$/;
const camelCase = /^[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+$/;

/** `attention_k_eq_v` to `attentionKEqV`; what is not snake_case stays as it is. */
export function camelKey(key: string): string {
  if (!snakeCase.test(key)) return key;
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `attentionKEqV` to `attention_k_eq_v`; what is not camelCase stays as it is. */
export function snakeKey(key: string): string {
  if (!camelCase.test(key)) return key;
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Keys that mean something to JavaScript's own objects. */
export const prototypeKeys: readonly string[] = ['__proto__', 'constructor', 'prototype'];
