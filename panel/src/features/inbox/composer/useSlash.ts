import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { quickReplies } from '@/api/inbox/labels'
import type { QuickReply } from '@/api/types'
import { fold } from '@/lib/fold'

const MOST = 8

/** The quick replies that fit what is typed after `/`, and the keys that choose one. */
export function useSlash(text: string, onTake: (reply: QuickReply) => void) {
  const typed = /^\/(\S*)$/.exec(text)?.[1]
  const known = useQuery({ ...quickReplies(), enabled: typed !== undefined })
  const [at, setAt] = useState(0)
  const [dismissed, setDismissed] = useState<string | null>(null)
  const sought = fold(typed ?? '')
  const found =
    typed === undefined || dismissed === text
      ? []
      : (known.data ?? [])
          .filter(({ shortcut, text: said }) => fold(`${shortcut} ${said}`).includes(sought))
          .slice(0, MOST)
  const index = Math.min(at, found.length - 1)
  const take = (reply: QuickReply) => {
    setAt(0)
    onTake(reply)
  }

  /** True when the key was ours. */
  function pressed(event: KeyboardEvent): boolean {
    const chosen = found[index]
    if (!chosen) return false
    if (event.key === 'ArrowDown') setAt((index + 1) % found.length)
    else if (event.key === 'ArrowUp') setAt((index - 1 + found.length) % found.length)
    else if (event.key === 'Enter' || event.key === 'Tab') take(chosen)
    else if (event.key === 'Escape') setDismissed(text)
    else return false
    event.preventDefault()
    return true
  }
  return { found, index, take, pressed, none: typed !== undefined && known.data?.length === 0 }
}
