// How smoothly a page scrolls: what the browser itself says of its frames, and what its main thread had to do.

/**
 * Scrolls `selector` by `step` pixels a frame for so many frames, and tells what the browser noticed meanwhile.
 * `tasks` are the milliseconds of processor that each long task of the main thread took: unlike its time on the clock
 * that does not depend on what else the machine does.
 */
export async function scrolled(page, selector, { step, frames }) {
  const client = await page.context().newCDPSession(page)
  const events = []
  client.on('Tracing.dataCollected', ({ value }) => events.push(...value))
  const traced = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve))
  await client.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['toplevel'],
    },
  })
  const seen = await page.evaluate(drive, { selector, step, frames })
  await client.send('Tracing.end')
  await traced
  await client.detach()
  const main = events.find(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
  const tasks = events
    .filter(
      ({ name, tid, pid, tdur }) =>
        name.endsWith('RunTask') && tid === main?.tid && pid === main?.pid && tdur,
    )
    .map(({ tdur }) => Math.round(tdur / 1000))
    .filter((ms) => ms >= 16)
    .sort((one, other) => other - one)
  return { ...seen, tasks }
}

/** Runs in the page. */
async function drive({ selector, step, frames }) {
  const element = document.querySelector(selector)
  const long = []
  let shift = 0
  const moved = []
  const watching = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.entryType === 'layout-shift') {
        shift += entry.hadRecentInput ? 0 : entry.value
        moved.push(...entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 120)))
      } else long.push(Math.round(entry.duration))
    }
  })
  watching.observe({ type: 'longtask' })
  watching.observe({ type: 'layout-shift' })
  const times = []
  let before = performance.now()
  let blank = 0
  for (let frame = 0; frame < frames; frame++) {
    element.scrollTop += step
    await new Promise(requestAnimationFrame)
    const now = performance.now()
    times.push(now - before)
    before = now
    const { left, top, width, height } = element.getBoundingClientRect()
    const hit = document.elementFromPoint(left + width / 2, top + height / 2)
    if (!hit?.closest('[role=listitem]')) blank++
  }
  await new Promise((resolve) => setTimeout(resolve, 100))
  watching.disconnect()
  times.sort((one, other) => one - other)
  return {
    frames,
    median: Math.round(times[times.length >> 1]),
    slowest: Math.round(times.at(-1)),
    longTasks: long,
    shift,
    moved: moved.slice(0, 3),
    blank,
  }
}
