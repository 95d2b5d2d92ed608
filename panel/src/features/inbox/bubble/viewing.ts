import { useSyncExternalStore } from 'react'

/** Which picture is looked at in full size: the id of its message. */
let shown: string | null = null
const listeners = new Set<() => void>()

function become(next: string | null) {
  shown = next
  listeners.forEach((listener) => listener())
}

export function openViewer(messageId: string) {
  become(messageId)
}

export function closeViewer() {
  become(null)
}

export function useShown(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
}
