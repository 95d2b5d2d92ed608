/// Logs are JSON lines on standard error. They hold names, codes and counts; never what people wrote, no key, and of
/// a telephone number the last three digits.
import pino from 'pino'

const LONG_NUMBER = /\d{4,}(?=\d{3})/g
const LONG_WORD = /[A-Za-z0-9+/_=-]{32,}/g

/**
 * What is told of an error: its name, its text without secrets, its code.
 *
 * @param {unknown} error
 */
export function told(error) {
  if (!(error instanceof Error)) return { text: masked(String(error)) }
  const boom = /** @type {{output?: {statusCode?: number}}} */ (error)
  return { name: error.name, text: masked(error.message), code: boom.output?.statusCode, at: where(error) }
}

/** @param {string} text */
export function masked(text) {
  return text.slice(0, 300).replace(LONG_WORD, '…').replace(LONG_NUMBER, '…')
}

/** @param {Error} error */
function where(error) {
  return error.stack
    ?.split('\n')
    .slice(1, 4)
    .map(line =>
      line
        .trim()
        .replace(/^at /, '')
        .replace(/\(?file:\/\/.*\/(?=[^/]+\/[^/]+$)/, '('),
    )
}

/**
 * @param {string} level
 * @param {Record<string, unknown>} base
 */
export function makeLog(level, base) {
  const { stdTimeFunctions } = pino
  return pino({ level, base, timestamp: stdTimeFunctions.isoTime, formatters: { level: label => ({ level: label }) } }, pino.destination({ fd: 2, sync: true }))
}

/**
 * What Baileys gets as its logger. Baileys logs whole stanzas and keys: of all that only the text is let through, and of
 * errors what `told` tells.
 *
 * @param {import('pino').Logger} log
 * @returns {any}
 */
export function muffled(log) {
  /** @type {(level: 'debug' | 'info' | 'warn' | 'error') => (what: any, text?: string) => void} */
  const say = level => (what, text) => {
    if (!log.isLevelEnabled(level)) return
    const error = what?.err ?? what?.error ?? what?.e
    const words = typeof what === 'string' ? what : (text ?? what?.msg)
    log[level](error instanceof Error ? { error: told(error) } : {}, `baileys: ${masked(String(words))}`)
  }
  const logger = {
    level: log.level,
    child: () => logger,
    trace: () => {},
    debug: say('debug'),
    // What Baileys finds worth an information is of interest only to whoever looks for a fault.
    info: say('debug'),
    warn: say('info'),
    error: say('warn'),
  }
  return logger
}
