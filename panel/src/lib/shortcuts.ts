import { useEffect, useRef, useSyncExternalStore } from 'react'

/**
 * Keys that do something, and their names for the help sheet. Written as `j`, `Shift+E`, `Mod+K` (Cmd on a Mac, Ctrl
 * elsewhere) or `g i` (one after the other). Letters alone are not taken while somebody writes.
 */
export type Shortcut = { keys: string; label: string; act: () => void; whileWriting?: boolean }
export type ShortcutGroup = { id: string; title: string; shortcuts: readonly Shortcut[] }

let groups: readonly ShortcutGroup[] = []
const listeners = new Set<() => void>()

function become(next: readonly ShortcutGroup[]) {
  groups = next
  listeners.forEach((listener) => listener())
}

/** All that hold on the page that is open, the page's own first. */
export function useShortcutGroups(): readonly ShortcutGroup[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => groups,
  )
}

/** The shortcuts of a page, for as long as it is shown. */
export function useShortcutGroup(group: ShortcutGroup) {
  const current = useRef(group)
  useEffect(() => {
    current.current = group
  })
  const { id, title } = group
  const signature = group.shortcuts.map(({ keys, label }) => `${keys} ${label}`).join('\n')
  useEffect(() => {
    const entry: ShortcutGroup = {
      id,
      title,
      shortcuts: current.current.shortcuts.map((shortcut) => ({
        ...shortcut,
        act: () => current.current.shortcuts.find(({ keys }) => keys === shortcut.keys)?.act(),
      })),
    }
    become([entry, ...groups.filter((each) => each.id !== id)])
    return () => become(groups.filter((each) => each !== entry))
  }, [id, title, signature])
}

/** Whether a key belongs to what has the focus: a field that is written in. */
function writing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'))
  )
}

/** As a shortcut is written, from the event. */
export function keysOf(event: KeyboardEvent): string {
  const { key } = event
  const named = { ArrowUp: 'Up', ArrowDown: 'Down', Escape: 'Esc' }[key] ?? key
  const letter = /^\p{L}$/u.test(named)
  return [
    (event.metaKey || event.ctrlKey) && 'Mod',
    event.altKey && 'Alt',
    // The sign that Shift makes (`?`) says it already.
    event.shiftKey && (letter || named.length > 1) && 'Shift',
    letter && (event.metaKey || event.ctrlKey || event.shiftKey) ? named.toUpperCase() : named,
  ]
    .filter(Boolean)
    .join('+')
}

const TOGETHER_MS = 1_200
let first: { key: string; at: number } | null = null

/** Finds what a key does, and does it. One listener for the whole page. */
export function followKeys(): () => void {
  function pressed(event: KeyboardEvent) {
    if (event.defaultPrevented || event.isComposing) return
    const keys = keysOf(event)
    const inField = writing(event.target)
    const modal = document.querySelector('[data-modal]') !== null
    const sequence = first && event.timeStamp - first.at < TOGETHER_MS ? `${first.key} ${keys}` : null
    first = inField ? null : { key: keys, at: event.timeStamp }
    for (const { shortcuts } of groups) {
      const found =
        shortcuts.find((each) => each.keys === sequence) ?? shortcuts.find((each) => each.keys === keys)
      if (!found) continue
      const combined = keys.startsWith('Mod+') || keys.startsWith('Alt+')
      if ((inField && !found.whileWriting && !combined) || (modal && !combined)) continue
      event.preventDefault()
      first = null
      found.act()
      return
    }
  }
  document.addEventListener('keydown', pressed)
  return () => document.removeEventListener('keydown', pressed)
}
