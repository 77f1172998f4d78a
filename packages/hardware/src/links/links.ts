import type { CatalogueLink } from './linkFacts.ts';
import { nvlink2, nvlink3, nvlink4, nvlink5 } from './nvlink.ts';
import { nvlinkC2cHopper, nvlinkC2cBlackwell } from './nvlinkC2c.ts';
import {
  nvlinkBridgeA100,
  nvlinkBridgeH100,
  nvlinkBridgeA30,
  nvlinkBridgeA40,
} from './nvlinkBridge.ts';
import { xgmiMi250x, xgmiMi210, xgmiMi300x, xgmiMi355x } from './infinityFabric.ts';
import { iciV4, iciV5e, iciV5p, iciV6e, iciV7 } from './ici.ts';
import { neuronLinkV2, neuronLinkV2Inf2, neuronLinkV3, neuronLinkV4 } from './neuronLink.ts';
import { gaudi2Roce, gaudi3Roce } from './gaudi.ts';
import { xeLink } from './xeLink.ts';
import { pcie3, pcie4, pcie5, pcie6 } from './pcie.ts';
import { ibHdr, ibNdr, ibXdr } from './infiniband.ts';
import { ethernet100, ethernet200, ethernet400, ethernet800 } from './ethernet.ts';
import { unknownId } from '../internal/nearest.ts';

/**
 * Every kind of link of the catalogue.
 *
 * @example
 * import { links } from '@mantile/hardware';
 * links.filter((link) => link.hasInNetworkReduction).map((link) => link.id) // => ['nvlink4', 'nvlink5', 'ib-hdr', 'ib-ndr', 'ib-xdr']
 * @category Links
 */
export const links = [
  nvlink2,
  nvlink3,
  nvlink4,
  nvlink5,
  nvlinkC2cHopper,
  nvlinkC2cBlackwell,
  nvlinkBridgeA100,
  nvlinkBridgeH100,
  nvlinkBridgeA30,
  nvlinkBridgeA40,
  xgmiMi250x,
  xgmiMi210,
  xgmiMi300x,
  xgmiMi355x,
  iciV4,
  iciV5e,
  iciV5p,
  iciV6e,
  iciV7,
  neuronLinkV2,
  neuronLinkV2Inf2,
  neuronLinkV3,
  neuronLinkV4,
  gaudi2Roce,
  gaudi3Roce,
  xeLink,
  pcie3,
  pcie4,
  pcie5,
  pcie6,
  ibHdr,
  ibNdr,
  ibXdr,
  ethernet100,
  ethernet200,
  ethernet400,
  ethernet800,
] as const;

/**
 * The id of a link of the catalogue.
 *
 * @example
 * import { link, type LinkId } from '@mantile/hardware';
 * const id: LinkId = 'nvlink5';
 * link(id).facts.perPackage.value // => 900
 * @category Links
 */
export type LinkId = (typeof links)[number]['id'];

/**
 * The link with an id; a name that the catalogue lacks is refused with the nearest it has.
 *
 * @example
 * import { link } from '@mantile/hardware';
 * link('xgmi-mi300x').topology // => 'mesh'
 * @category Links
 */
export function link(id: LinkId): CatalogueLink {
  const found = links.find((candidate) => candidate.id === id);
  if (found !== undefined) return found;
  throw unknownId(
    'link',
    id,
    links.map((candidate) => candidate.id),
  );
}
