/// Why a line ended, in the words of PROTOCOL.md.

/** @typedef {{state: 'closed' | 'logged-out' | 'replaced' | 'refused', code: number, reason: string, by?: 'phone' | 'us' | 'server', until?: string, willRetry?: false}} Ending */

export const CODES = /** @type {const} */ ({ forged: 495, asked: 499, fault: 500, older: 597, notKept: 598 })

const FORGED = /certificate|signature|certification match failed|HMAC|authentication tag|unable to authenticate/i

/** We end it ourselves. */
export class Ended extends Error {
  /** @param {number} code @param {string} reason */
  constructor(code, reason) {
    super(reason)
    this.code = code
  }
}

/**
 * @param {any} error  what Baileys says, or an Ended
 * @param {{loggingOut: boolean}} doing
 * @returns {Ending}
 */
export function endingOf(error, { loggingOut }) {
  if (error instanceof Ended) return closed(error.code, error.message)
  const reason = String(error?.message ?? 'closed')
  const code = error?.output?.statusCode ?? 428
  if (loggingOut) return { state: 'logged-out', code: 401, reason, by: 'us' }
  if (FORGED.test(reason)) return closed(CODES.forged, reason)
  switch (code) {
    case 401:
      return { state: 'logged-out', code, reason, by: removed(error) ? 'phone' : 'server' }
    case 440:
      return { state: 'replaced', code, reason, willRetry: false }
    case 405:
      return { state: 'refused', code, reason, willRetry: false }
    case 402:
      return { ...closed(code, reason), until: endOfBan(error) }
    default:
      return closed(code, reason)
  }
}

/** @param {number} code @param {string} reason @returns {Ending} */
const closed = (code, reason) => ({ state: 'closed', code, reason, willRetry: false })

/** `<failure reason="402" code="101" expire="3600"/>`: banned for that many seconds. @param {any} error */
function endOfBan(error) {
  const seconds = Number(error?.data?.expire)
  return seconds > 0 && seconds < 1e9 ? new Date(Date.now() + seconds * 1000).toISOString() : undefined
}

/** `<stream:error><conflict type="device_removed"/>`, and a login that is refused because the device is not on the phone's list. @param {any} error */
const removed = error => error?.data?.attrs?.type === 'device_removed' || error?.data?.reason === '401' || error?.data?.reason === 401
