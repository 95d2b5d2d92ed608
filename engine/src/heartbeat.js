/// Every few seconds: that we are alive, how late the event loop is, how much memory there is, how the lines are.
import { monitorEventLoopDelay } from 'node:perf_hooks'

const EVERY = 5_000

/** How often the event loop is looked at, in ms. What is measured is the time from one look to the next, so it is at least this long. */
const LOOK = 200

/**
 * @param {import('./hub.js').Hub} hub
 * @param {() => Record<string, number>} counted
 */
export function startHeartbeat(hub, counted) {
  const delay = monitorEventLoopDelay({ resolution: LOOK })
  delay.enable()
  const beat = () => {
    const { rss, heapUsed } = process.memoryUsage()
    const lag = Math.max(0, Math.round(delay.max / 1e6) - LOOK)
    hub.tell({ type: 'heartbeat', lag, rss, heap: heapUsed, sessions: counted() })
    delay.reset()
  }
  const timer = setInterval(beat, EVERY)
  return () => clearInterval(timer)
}
