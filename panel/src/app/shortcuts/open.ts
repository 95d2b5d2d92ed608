import { useSyncExternalStore } from 'react'

let open = false
const listeners = new Set<() => void>()

function become(next: boolean) {
  open = next
  listeners.forEach((listener) => listener())
}

export function openHelp() {
  become(true)
}

export function closeHelp() {
  become(false)
}

export function useHelpOpen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => open,
  )
}
