import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fold } from '@/lib/fold'
import { Input } from '@/ui/Input'
import { SkeletonLines } from '@/ui/Skeleton'

type Emoji = { unicode: string; label: string; tags?: string[]; group?: number; order?: number }

/** Groups of Unicode, without the parts that others are made of. */
const GROUPS = [0, 1, 3, 4, 5, 6, 7, 8, 9] as const
const RECENT = 'palomar.emoji'

const NAMES = {
  es: () => import('emojibase-data/es/compact.json'),
  en: () => import('emojibase-data/en/compact.json'),
}

/** Every emoji by its name in the reader's language; the names come when it is opened. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const { t, i18n } = useTranslation()
  const [all, setAll] = useState<readonly Emoji[] | null>(null)
  const [typed, setTyped] = useState('')
  const sought = useDeferredValue(fold(typed.trim()))
  const [recent] = useState(recentOnes)
  useEffect(() => {
    void NAMES[i18n.language === 'en' ? 'en' : 'es']().then(({ default: data }) =>
      setAll((data as Emoji[]).filter(({ group }) => group !== undefined && group !== 2)),
    )
  }, [i18n.language])
  const found = useMemo(
    () =>
      sought
        ? all?.filter(({ label, tags = [] }) => fold([label, ...tags].join(' ')).includes(sought))
        : null,
    [all, sought],
  )
  function pick(emoji: string) {
    localStorage.setItem(
      RECENT,
      JSON.stringify([emoji, ...recent.filter((each) => each !== emoji)].slice(0, 24)),
    )
    onPick(emoji)
  }
  return (
    <div className="grid gap-2">
      <Input
        type="search"
        aria-label={t('inbox.emoji.search')}
        placeholder={t('inbox.emoji.search')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="h-64 overflow-y-auto" tabIndex={0} role="group" aria-label={t('inbox.emoji.title')}>
        {!all && <SkeletonLines lines={6} />}
        {found && <Grid emojis={found.slice(0, 120)} onPick={pick} />}
        {found?.length === 0 && <p className="px-1 py-3 text-sm text-ink-soft">{t('ui.nothingFound')}</p>}
        {all && !found && (
          <>
            {recent.length > 0 && (
              <Group
                title={t('inbox.emoji.recent')}
                emojis={recent.map((unicode) => ({ unicode, label: unicode }))}
                onPick={pick}
              />
            )}
            {GROUPS.map((group) => (
              <Group
                key={group}
                title={t(`inbox.emoji.group${group}`)}
                emojis={all.filter((each) => each.group === group)}
                onPick={pick}
              />
            ))}
          </>
        )}
      </div>
    </div>
  )
}

type GridProps = { emojis: readonly Emoji[]; onPick: (emoji: string) => void }

function Group({ title, ...grid }: GridProps & { title: string }) {
  return (
    <section aria-label={title} className="[contain-intrinsic-size:auto_12rem] [content-visibility:auto]">
      <h3 className="px-1 py-1 text-2xs font-medium text-ink-faint">{title}</h3>
      <Grid {...grid} />
    </section>
  )
}

function Grid({ emojis, onPick }: GridProps) {
  return (
    <div className="grid grid-cols-8">
      {emojis.map(({ unicode, label }) => (
        <button
          key={unicode}
          type="button"
          aria-label={label}
          title={label}
          onClick={() => onPick(unicode)}
          className="grid aspect-square place-items-center rounded-md text-xl hover:bg-hover"
        >
          {unicode}
        </button>
      ))}
    </div>
  )
}

function recentOnes(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(RECENT) ?? '[]')
    return Array.isArray(stored) ? stored.filter((each): each is string => typeof each === 'string') : []
  } catch {
    return []
  }
}
