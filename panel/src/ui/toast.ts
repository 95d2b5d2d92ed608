import { useSyncExternalStore } from 'react'
import type { Tone } from '@/lib/tone'

export type Toast = { id: number; tone: Tone; text: string }

let toasts: readonly Toast[] = []
let next = 1
const listeners = new Set<() => void>()

function set(changed: readonly Toast[]) {
  toasts = changed
  listeners.forEach((listener) => listener())
}

/** Says briefly that something was done. Failures belong next to what failed, not here. */
export function toast(text: string, tone: Tone = 'ok') {
  const id = next++
  set([...toasts.slice(-2), { id, tone, text }])
  setTimeout(() => dismissToast(id), 5000)
}

export function dismissToast(id: number) {
  set(toasts.filter((shown) => shown.id !== id))
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
}
