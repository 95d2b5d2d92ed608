import type { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

type Virtual = ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>

/** Rows are measured as they are drawn: so many frames later everything has its size. */
const SETTLING_FRAMES = 12
/** So near to the end that the end is what one looks at. */
export const NEAR_END = 80

function isAtEnd(element: HTMLElement | null): boolean {
  return !element || element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END
}

export type Start = { index: number; align: 'start' | 'center' } | 'end'

/**
 * Where a thread opens. Whoever begins to scroll has taken over.
 *
 * @param onRest when it has come to rest, there or where somebody scrolled to
 * @returns whether it has come to rest there
 */
export function useStart(
  virtual: Virtual,
  ready: boolean,
  start: Start,
  scroller: RefObject<HTMLElement | null>,
  onRest: () => void,
): boolean {
  const started = useRef(false)
  const [settled, setSettled] = useState(false)
  const place = useRef(start)
  useLayoutEffect(() => {
    place.current = start
  })
  useLayoutEffect(() => {
    const element = scroller.current
    if (started.current || !ready || !element) return
    started.current = true
    const begin = () => {
      const now = place.current
      if (now === 'end') virtual.scrollToEnd({ behavior: 'auto' })
      else virtual.scrollToIndex(now.index, { align: now.align })
    }
    begin()
    // The button that leads to the newest lies beside the scroller, not in it.
    const around = element.parentElement ?? element
    let frames = SETTLING_FRAMES
    const taken = () => {
      frames = 0
    }
    for (const event of TAKING) around.addEventListener(event, taken, { passive: true })
    const settle = () => {
      if (frames-- > 0) {
        begin()
        requestAnimationFrame(settle)
        return
      }
      for (const event of TAKING) around.removeEventListener(event, taken)
      setSettled(true)
      onRest()
    }
    requestAnimationFrame(settle)
  }, [virtual, ready, scroller, onRest])
  return settled
}

const TAKING = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const

/**
 * Whether the newest is in sight. Who looks at it keeps looking at it when the place gets smaller, by a keyboard or a
 * longer text below.
 *
 * @param begins whether the thread opens there
 * @returns that, and what looks again where nothing scrolled
 */
export function useEnd(scrollerRef: RefObject<HTMLElement | null>, begins: boolean): [boolean, () => void] {
  const [atEnd, setAtEnd] = useState(begins)
  const now = useRef(begins)
  const look = useCallback(() => {
    const end = isAtEnd(scrollerRef.current)
    now.current = end
    setAtEnd(end)
  }, [scrollerRef])
  useEffect(() => {
    const element = scrollerRef.current
    if (!element) return
    const resized = new ResizeObserver(() => {
      if (now.current) element.scrollTop = element.scrollHeight
    })
    element.addEventListener('scroll', look, { passive: true })
    resized.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      resized.disconnect()
    }
  }, [scrollerRef, look])
  return [atEnd, look]
}
