/// Every few seconds: that we are alive, how late the event loop is, how much memory there is, how the lines are.
import { monitorEventLoopDelay } from 'node:perf_hooks'

const EVERY = 5_000

/**
 * @param {import('./hub.js').Hub} hub
 * @param {() => Record<string, number>} counted
 */
export function startHeartbeat(hub, counted) {
  const delay = monitorEventLoopDelay({ resolution: 200 })
  delay.enable()
  const beat = () => {
    const { rss, heapUsed } = process.memoryUsage()
    hub.tell({ type: 'heartbeat', lag: Math.round(delay.max / 1e6), rss, heap: heapUsed, sessions: counted() })
    delay.reset()
  }
  const timer = setInterval(beat, EVERY)
  return () => clearInterval(timer)
}
