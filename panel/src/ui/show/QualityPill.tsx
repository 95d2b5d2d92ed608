import { useTranslation } from 'react-i18next'
import type { Tone } from '@/lib/tone'
import { Pill } from '../Pill'

const TONES = { GREEN: 'ok', YELLOW: 'warn', RED: 'bad', UNKNOWN: 'idle' } as const satisfies Record<
  string,
  Tone
>

/** WhatsApp's own rating of a number or a template, in words. */
export function QualityPill({ quality }: { quality: keyof typeof TONES }) {
  const { t } = useTranslation()
  if (quality === 'UNKNOWN') return <span className="text-ink-faint">{t('words.quality.UNKNOWN')}</span>
  return <Pill tone={TONES[quality]}>{t(`words.quality.${quality}`)}</Pill>
}
