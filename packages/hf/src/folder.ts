export { openFolder } from './folder/openFolder.ts';
