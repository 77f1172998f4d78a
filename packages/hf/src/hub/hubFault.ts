import type { Fault } from '@mantile/core';
import type { FetchAnswer } from './fetching.ts';

/** What an answer that is no success says, and what to do about it. */
export function hubFault(answer: FetchAnswer, name: string, url: string, hasToken: boolean): Fault {
  const reason = answer.headers.get('X-Error-Code') ?? '';
  const { code, message } = explain(answer.status, reason, name, hasToken);
  return { code, path: url, value: answer.status, message };
}

function explain(status: number, reason: string, name: string, hasToken: boolean) {
  if (reason === 'GatedRepo') {
    return {
      code: 'hub.gated',
      message: hasToken
        ? `${name} is gated and this token has no access: ask for access on its page, with the account of the token.`
        : `${name} is gated: ask for access on its page, then pass a token of that account.`,
    };
  }
  if (reason === 'RepoNotFound' || (status === 401 && reason === '')) {
    return {
      code: 'hub.no_model',
      message: hasToken
        ? `there is no model ${name}, or this token may not see it: check the name and the token.`
        : `there is no model ${name}, or it is private: check the name, or pass a token.`,
    };
  }
  if (reason === 'RevisionNotFound') {
    return { code: 'hub.no_revision', message: `${name} has no such revision: check its name.` };
  }
  if (status === 401 || status === 403) {
    return {
      code: 'hub.forbidden',
      message: `access to ${name} is refused (${status}): check the token and its permissions.`,
    };
  }
  if (status === 404) return { code: 'hub.not_found', message: `${name}: there is nothing here.` };
  if (status === 429) {
    return { code: 'hub.too_many_requests', message: 'too many requests: try again later.' };
  }
  return { code: 'hub.failed', message: `the hub answered with status ${status}.` };
}
