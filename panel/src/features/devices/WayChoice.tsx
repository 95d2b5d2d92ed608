import {
  ChevronRight,
  CloudCog,
  KeyRound,
  Link2,
  type LucideIcon,
  MessageSquareDashed,
  QrCode,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'

export type Way = 'qr' | 'code' | 'link' | 'signup' | 'cloud'

const GROUPS: readonly { group: 'web' | 'meta'; ways: readonly { way: Way; icon: LucideIcon }[] }[] = [
  {
    group: 'web',
    ways: [
      { way: 'qr', icon: QrCode },
      { way: 'code', icon: MessageSquareDashed },
      { way: 'link', icon: Link2 },
    ],
  },
  {
    group: 'meta',
    ways: [
      { way: 'signup', icon: CloudCog },
      { way: 'cloud', icon: KeyRound },
    ],
  },
]

/** The ways in which a number is connected, told by what one has at hand. */
export function WayChoice({ onChoose }: { onChoose: (way: Way) => void }) {
  const { t } = useTranslation()
  return (
    <div className="grid gap-6">
      {GROUPS.map(({ group, ways }) => (
        <section key={group} className="grid gap-2" aria-labelledby={`ways-${group}`}>
          <div>
            <h3 id={`ways-${group}`} className="text-sm font-semibold text-ink">
              {t(`devices.ways.groups.${group}.title`)}
            </h3>
            <p className="text-xs text-ink-soft">{t(`devices.ways.groups.${group}.text`)}</p>
          </div>
          <ul className="grid divide-y rounded-lg border">
            {ways.map(({ way, icon: Icon }) => (
              <li key={way}>
                <button
                  type="button"
                  onClick={() => onChoose(way)}
                  className="flex w-full items-center gap-3 px-4 py-3 text-left hover:bg-hover focus-visible:-outline-offset-2"
                >
                  <Icon aria-hidden className="size-5 shrink-0 text-accent-text" />
                  <span className="min-w-0 flex-1">
                    <span className="block text-sm font-medium text-ink">
                      {t(`devices.ways.${way}.title`)}
                    </span>
                    <span className="block text-xs text-ink-soft">{t(`devices.ways.${way}.text`)}</span>
                  </span>
                  <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint" />
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
