import { figure, recalled } from '../figure.ts';
import { catalogueLink } from './linkFacts.ts';

/** Xe Link. */
export const xeLink = catalogueLink({
  id: 'xelink',
  name: 'Xe Link',
  kind: 'scale-up',
  topology: 'mesh',
  facts: {
    linksPerPackage: figure(16, recalled),
    perLink: figure(26.5, recalled),
    perPackage: figure(424, recalled),
  },
});
