// Programs that ./dev starts: each in a session of its own, so that Ctrl-C reaches ./dev alone, which stops them in
// order. Their ids are kept in files, so that the next ./dev finds what a killed one left behind.
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'

const LOG_BYTES = 10_000_000

export const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis))

export function alive(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
  // A zombie has ended; somebody has yet to ask how. It has no command line any more.
  return commandLine(pid) !== ''
}

function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    // Not Linux, or gone.
    const told = spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)]).stdout?.toString().trim() ?? ''
    return /^\(.*\)$|<defunct>/.test(told) ? '' : told
  }
}

/** The id in `file`, if that process still runs and its command line contains `word`; ids are given out again. */
export function noted(file, word) {
  if (!existsSync(file)) return null
  const pid = Number(readFileSync(file, 'utf8'))
  return pid > 1 && alive(pid) && commandLine(pid).includes(word) ? pid : null
}

/** Asks `pid` to stop and waits; ends it when it does not listen. Says whether it stopped by itself. */
export async function stop(pid, patienceMs) {
  const end = Date.now() + patienceMs
  try {
    process.kill(pid, 'SIGTERM')
    while (alive(pid) && Date.now() < end) await pause(50)
    if (!alive(pid)) return true
    process.kill(pid, 'SIGKILL')
    while (alive(pid)) await pause(50)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
    return true
  }
  return false
}

/**
 * A program under our eyes. `onEnd(code)` is called when it ends without having been asked to.
 *
 * @param {{name: string, command: string[], env: object, log: string, pidFile: string}} what
 */
export class Program {
  constructor(what, onEnd) {
    this.what = what
    this.onEnd = onEnd
    this.child = null
    this.stopping = false
  }

  /** Starts it; returns where in the log its first line will be. */
  start() {
    const { command, env, log, pidFile } = this.what
    if (existsSync(log) && statSync(log).size > LOG_BYTES) renameSync(log, `${log}.old`)
    const from = existsSync(log) ? statSync(log).size : 0
    const out = openSync(log, 'a', 0o600)
    const child = spawn(command[0], command.slice(1), { env, detached: true, stdio: ['ignore', out, out] })
    closeSync(out)
    this.child = child
    child.on('error', (error) => this.#ended(child, error.message))
    child.on('exit', (code, signal) => this.#ended(child, signal ?? `code ${code}`))
    if (child.pid) writeFileSync(pidFile, `${child.pid}\n`)
    return from
  }

  #ended(child, how) {
    if (this.child !== child) return
    this.child = null
    if (!this.stopping) this.onEnd(how)
  }

  get running() {
    return this.child !== null
  }

  /** Stops it and forgets it. */
  async stop(patienceMs) {
    this.stopping = true
    const pid = this.child?.pid
    const clean = pid ? await stop(pid, patienceMs) : true
    rmSync(this.what.pidFile, { force: true })
    return clean
  }

  /** For a program that does not answer any more. */
  kill() {
    this.child?.kill('SIGKILL')
  }
}
