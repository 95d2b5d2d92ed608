/**
 * Acts on the first call at once and gathers those that come while it acts or shortly after: a burst of hints costs a
 * few requests, a single one is followed without delay.
 */
export function gatherer<T>(act: (gathered: readonly T[]) => Promise<unknown>, pauseMs: number) {
  let waiting: T[] = []
  let busy = false
  let stopped = false

  async function run() {
    busy = true
    while (waiting.length > 0 && !stopped) {
      const gathered = waiting
      waiting = []
      await act(gathered).catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
    busy = false
  }

  return {
    add(item: T) {
      waiting.push(item)
      if (!busy && !stopped) void run()
    },
    stop() {
      stopped = true
    },
  }
}
