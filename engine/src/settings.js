/// What the environment says; see PROTOCOL.md, "The channel". Throws an Error that names the variable.

/**
 * @typedef {object} Settings
 * @property {string} socket        path of the hub's socket
 * @property {string} token
 * @property {number} shard
 * @property {string} spool         folder for files
 * @property {string} log           level
 * @property {string} [url]         where WhatsApp is, when it is not where Baileys thinks
 * @property {number[]} [version]   of WhatsApp Web
 * @property {boolean} sandbox
 * @property {Buffer} [rootKey]     root of the server's certificates, in the sandbox
 */

const LEVELS = ['debug', 'info', 'warn', 'error']

/**
 * @param {Record<string, string | undefined>} environment
 * @returns {Settings}
 */
export function settings(environment) {
  const read = (/** @type {string} */ name) => environment[`PALOMAR_ENGINE_${name}`] || undefined
  const need = (/** @type {string} */ name) => read(name) ?? fault(name, 'is missing')
  const sandbox = read('SANDBOX') === 'true'
  const url = read('URL')
  const rootKey = read('ROOT_KEY')
  if (rootKey && !sandbox) fault('ROOT_KEY', 'is only for the sandbox (PALOMAR_ENGINE_SANDBOX=true)')
  if (rootKey && !/^[0-9a-f]{64}$/i.test(rootKey)) fault('ROOT_KEY', 'has to be 64 hexadecimal digits')
  const version = read('VERSION')
  const log = read('LOG') ?? 'info'
  if (!LEVELS.includes(log)) fault('LOG', `has to be one of ${LEVELS.join(', ')}`)
  return {
    socket: need('SOCKET'),
    token: need('TOKEN'),
    shard: Number(read('SHARD') ?? 0),
    spool: need('SPOOL'),
    log,
    url: url && allowedUrl(url, sandbox),
    version: version === undefined ? undefined : (webVersion(version) ?? fault('VERSION', 'looks like 2.3000.1035194821')),
    sandbox,
    rootKey: rootKey ? Buffer.from(rootKey, 'hex') : undefined,
  }
}

/**
 * An address of WhatsApp's servers; any other only in the sandbox.
 *
 * @param {string} url
 * @param {boolean} sandbox
 */
export function allowedUrl(url, sandbox) {
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : fault('URL', 'is not an address')
  const real = protocol === 'wss:' && (hostname === 'web.whatsapp.com' || hostname.endsWith('.whatsapp.net'))
  const played = sandbox && (protocol === 'wss:' || protocol === 'ws:')
  return real || played ? url : fault('URL', 'is another place than WhatsApp; only for the sandbox (PALOMAR_ENGINE_SANDBOX=true)')
}

/**
 * `2.3000.1035194821` as three numbers; undefined when it is not that.
 *
 * @param {string} text
 * @returns {number[] | undefined}
 */
export function webVersion(text) {
  return /^\d+\.\d+\.\d+$/.test(text) ? text.split('.').map(Number) : undefined
}

/** @returns {never} */
function fault(/** @type {string} */ name, /** @type {string} */ why) {
  throw new Error(`PALOMAR_ENGINE_${name} ${why}`)
}
