/**
 * The token of a one-time link (`…#token=…`). It is in the part of the address that never reaches a server's
 * log, and is taken out of the address bar once it is read.
 */
export function tokenFromHash(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token')
  if (token) window.history.replaceState(window.history.state, '', window.location.pathname)
  return token
}
