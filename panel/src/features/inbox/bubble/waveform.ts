/** How loud a recording is over its time, in `bars` steps from 0 to 1. */
export function loudness(samples: Float32Array, bars: number): number[] {
  const step = Math.max(Math.floor(samples.length / bars), 1)
  const peaks = Array.from({ length: bars }, (_, bar) => {
    let peak = 0
    for (let at = bar * step; at < Math.min((bar + 1) * step, samples.length); at++) {
      peak = Math.max(peak, Math.abs(samples[at] ?? 0))
    }
    return peak
  })
  const loudest = Math.max(...peaks)
  return loudest > 0 ? peaks.map((peak) => peak / loudest) : peaks
}

/** Reads a recording; null when this browser cannot. Not by its address: the content security policy refuses that. */
export async function loudnessOf(file: Blob, bars: number): Promise<number[] | null> {
  try {
    const bytes = await file.arrayBuffer()
    const decoded = await new OfflineAudioContext(1, 1, 16_000).decodeAudioData(bytes)
    return loudness(decoded.getChannelData(0), bars)
  } catch {
    return null
  }
}
