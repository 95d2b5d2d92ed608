/** A key, or several pressed together: `Mod` is Cmd on a Mac and Ctrl elsewhere. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-0.5">
      {keys.split('+').map((key) => (
        <kbd
          key={key}
          className="inline-grid h-5 min-w-5 place-items-center rounded-sm border bg-sunken px-1 text-2xs font-medium text-ink-soft"
        >
          {spelled(key)}
        </kbd>
      ))}
    </span>
  )
}

const MAC = /mac|iphone|ipad/i.test(navigator.userAgent)

function spelled(key: string): string {
  if (key === 'Mod') return MAC ? '⌘' : 'Ctrl'
  if (key === 'Alt') return MAC ? '⌥' : 'Alt'
  if (key === 'Shift') return '⇧'
  if (key === 'Enter') return '↵'
  if (key === 'Esc') return 'Esc'
  if (key === 'Up') return '↑'
  if (key === 'Down') return '↓'
  return key
}
