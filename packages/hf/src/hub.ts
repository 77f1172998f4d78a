export { openHubModel, type HubOptions } from './hub/openHubModel.ts';
export { type AnswerBody, type Fetch, type FetchAnswer } from './hub/fetching.ts';
