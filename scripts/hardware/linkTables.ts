/** The tables of links, switches and systems. */
import {
  links,
  switches,
  systems,
  type CatalogueLink,
  type CatalogueSystem,
} from '@mantile/hardware';
import type { Citations } from './citations.ts';
import { table } from '../markdown/table.ts';

export function linkTables(cite: Citations): readonly string[] {
  const head = [
    'GB/s in one direction',
    'per package',
    'links',
    'per link',
    'one peer',
    'printed, both directions',
    'wiring',
    'adds up in the network',
    'µs a hop',
  ];
  const rows = links.map(({ id, facts, topology, hasInNetworkReduction }: CatalogueLink) => [
    `\`${id}\``,
    cite.cell(facts.perPackage),
    cite.cell(facts.linksPerPackage),
    cite.cell(facts.perLink),
    cite.cell(facts.perPair),
    cite.cell(facts.headlineBothDirections),
    topology,
    hasInNetworkReduction ? 'yes' : '',
    facts.latencyLow === undefined
      ? ''
      : `${facts.latencyLow.value} to ${cite.cell(facts.latencyHigh)}`,
  ]);
  const remarks = links.flatMap(({ id, notes, facts }: CatalogueLink) => {
    const derivation = facts.perPackage.derivation;
    const all = [...(derivation === undefined ? [] : [`Derived: ${derivation}.`]), ...notes];
    return all.length === 0 ? [] : [`- \`${id}\`: ${all.join(' ')}`];
  });
  const switchRows = switches.map(
    ({ id, link, ports, perSwitch, builds, hasInNetworkReduction }) => [
      `\`${id}\``,
      `\`${link}\``,
      cite.cell(ports),
      cite.cell(perSwitch),
      hasInNetworkReduction ? 'yes' : '',
      builds,
    ],
  );
  const switchHead = ['switch', 'links', 'ports', 'GB/s in one direction', 'adds up', 'builds'];
  return [...table(head, rows), '', ...remarks, '', ...table(switchHead, switchRows)];
}

export function systemTables(cite: Citations): readonly string[] {
  const head = [
    '',
    'chip',
    'packages',
    'tiers: packages, GB/s per direction',
    'out of it, GB/s a package',
    'host',
    'W a package',
    'W a node',
    'W a rack',
    'W provided for a package',
  ];
  const rows = systems.map((system: CatalogueSystem) => {
    const { id, chip, tiers, facts } = system;
    return [
      `\`${id}\``,
      `\`${chip.id}\``,
      cite.cell(facts.packages),
      tiers
        .map(({ name, packages, bandwidth }) => `${name}: ${packages}, ${bandwidth / 1e9}`)
        .join('; '),
      cite.cell(facts.scaleOutPerPackage),
      cite.cell(facts.hostProcessors),
      cite.cell(facts.powerWatts.perPackage),
      cite.cell(facts.powerWatts.perNode),
      cite.cell(facts.powerWatts.perRack),
      cite.cell(facts.powerWatts.provisionedPerPackage),
    ];
  });
  const remarks = systems.flatMap(({ id, notes, defaults }: CatalogueSystem) => {
    const taken = defaults.map(
      ({ path, value, because }) => `${path} is taken as ${value}: ${because}.`,
    );
    const all = [...notes, ...taken];
    return all.length === 0 ? [] : [`- \`${id}\`: ${all.join(' ')}`];
  });
  return [...table(head, rows), '', ...remarks];
}
