import { FaultList } from '@mantile/core';
import { refuseUnknownKeys, requireObject } from '../internal/keys.ts';
import { didYouMean } from '../internal/nearest.ts';
import { links } from '../links/links.ts';
import type { ClusterOptions } from './cluster.ts';

const optionNames = [
  'nodes',
  'scaleOut',
  'linksPerPackage',
  'hasInNetworkReduction',
] as const satisfies readonly (keyof ClusterOptions)[];

/** Nobody has built a million nodes. */
const mostNodes = 1e6;

/** Refuses what is no cluster, all faults at once. */
export function checkCluster(name: string, options: ClusterOptions, reference?: string): void {
  const faults = new FaultList();
  if (requireObject(faults, 'options', options, 'options such as { nodes: 4 }')) {
    refuseUnknownKeys(faults, '', options, optionNames);
    refuseValues(faults, name, options, reference);
  }
  faults.throwIfAny();
}

function refuseValues(
  faults: FaultList,
  name: string,
  { nodes, linksPerPackage, scaleOut, hasInNetworkReduction }: ClusterOptions,
  reference: string | undefined,
): void {
  const refuse = (path: keyof ClusterOptions, value: unknown, message: string): void =>
    faults.add({ code: 'option.invalid', path, value, message });
  if (!Number.isSafeInteger(nodes) || nodes < 2 || nodes > mostNodes) {
    const message = `expected a whole number from 2 to ${mostNodes}; one system alone needs no cluster.`;
    refuse('nodes', nodes, message);
  }
  if (linksPerPackage !== undefined && !(linksPerPackage > 0 && Number.isFinite(linksPerPackage))) {
    const message = 'expected a number above 0; a fraction where packages share a port.';
    refuse('linksPerPackage', linksPerPackage, message);
  }
  if (hasInNetworkReduction !== undefined && typeof hasInNetworkReduction !== 'boolean') {
    refuse('hasInNetworkReduction', hasInNetworkReduction, 'expected true or false.');
  }
  const id: unknown = scaleOut ?? reference;
  if (id === undefined) {
    const message = `${name} has no reference build with a network; name the link, such as 'ib-ndr'.`;
    faults.add({ code: 'hardware.link_missing', path: 'scaleOut', value: id, message });
  } else if (!links.some((link) => link.id === id)) {
    const legal = links.map((link) => link.id);
    const message = `no such link in the catalogue${didYouMean(id, legal)} All ${legal.length}: links.map(({ id }) => id).`;
    faults.add({ code: 'hardware.unknown_link', path: 'scaleOut', value: id, legal, message });
  }
}
