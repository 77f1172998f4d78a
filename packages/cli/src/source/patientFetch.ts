/** Longer than any header takes that is on its way at all: a server that says nothing is given up. */
const longestSeconds = 60;

/** Asks as `fetch` does, and gives an answer up that is not there whole after a minute. */
export const patientFetch: typeof fetch = (input, init) => {
  const timeout = AbortSignal.timeout(longestSeconds * 1000);
  const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
  return fetch(input, { ...init, signal });
};
