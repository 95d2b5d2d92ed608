import { useSyncExternalStore } from 'react'

let open = false
const listeners = new Set<() => void>()

function become(next: boolean) {
  open = next
  listeners.forEach((listener) => listener())
}

export function openPalette() {
  become(true)
}

export function closePalette() {
  become(false)
}

export function usePaletteOpen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => open,
  )
}
