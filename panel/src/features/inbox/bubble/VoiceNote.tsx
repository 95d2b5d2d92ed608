import { useQuery } from '@tanstack/react-query'
import { Mic, Music, Pause, Play } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mediaBlob } from '@/api/queries/media'
import type { Message } from '@/api/types'
import { cn } from '@/lib/cn'
import { useFile } from './useFile'
import { loudnessOf } from './waveform'

const BARS = 36
const SPEEDS = [1, 1.5, 2] as const

/** A recording: play, pause, go to a place, faster. Its shape is drawn from its own sound. */
export function VoiceNote({ message }: { message: Message }) {
  const { t } = useTranslation()
  const { media, audio } = message
  const file = useFile(media?.id ?? null)
  const url = file.data
  const shape = useQuery({
    queryKey: ['media', media?.id, 'shape'],
    queryFn: async ({ signal }) => loudnessOf(await mediaBlob(media?.id ?? '', signal), BARS),
    enabled: url !== undefined && audio?.voice === true,
    staleTime: Infinity,
  })
  if (!media?.id) return <p className="text-xs text-ink-soft">{t('inbox.media.missing')}</p>
  if (file.isError) {
    return (
      <button type="button" className="text-xs text-bad-text underline" onClick={() => void file.refetch()}>
        {t('inbox.media.failed')} {t('common.retry')}
      </button>
    )
  }
  return <Player url={url} bars={shape.data ?? null} voice={audio?.voice === true} />
}

type PlayerProps = { url: string | undefined; bars: readonly number[] | null; voice: boolean }

export function Player({ url, bars, voice }: PlayerProps) {
  const { t } = useTranslation()
  const sound = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [length, setLength] = useState(0)
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>(1)
  const share = length > 0 ? at / length : 0
  function toggle() {
    if (playing) sound.current?.pause()
    else void sound.current?.play()
  }
  function faster() {
    const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1
    setSpeed(next)
    if (sound.current) sound.current.playbackRate = next
  }
  const Kind = voice ? Mic : Music
  const PlayIcon = playing ? Pause : Play
  return (
    <div className="flex w-64 max-w-full items-center gap-2 py-0.5">
      <audio
        ref={sound}
        src={url}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAt(0)}
        onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime)}
        onDurationChange={({ currentTarget: { duration } }) =>
          setLength(Number.isFinite(duration) ? duration : 0)
        }
      />
      <button
        type="button"
        disabled={!url}
        onClick={toggle}
        aria-label={playing ? t('inbox.voice.pause') : t('inbox.voice.play')}
        className="grid size-8 shrink-0 place-items-center rounded-full bg-accent text-accent-ink hover:bg-accent-hover disabled:opacity-55"
      >
        <PlayIcon aria-hidden className="size-4 fill-current" />
      </button>
      <div className="relative h-8 min-w-0 flex-1">
        {bars ? (
          <div aria-hidden className="flex h-full items-center gap-[2px]">
            {bars.map((bar, index) => (
              <span
                key={index}
                className={cn(
                  'w-full rounded-full',
                  index / bars.length < share ? 'bg-accent' : 'bg-line-strong',
                )}
                style={{ height: `${Math.max(bar * 100, 10)}%` }}
              />
            ))}
          </div>
        ) : (
          <div aria-hidden className="absolute inset-x-0 top-1/2 h-1 -translate-y-1/2 rounded-full bg-line">
            <div className="h-full rounded-full bg-accent" style={{ width: `${share * 100}%` }} />
          </div>
        )}
        <input
          type="range"
          aria-label={t('inbox.voice.place')}
          aria-valuetext={clock(at)}
          min={0}
          max={length || 1}
          step={0.1}
          value={at}
          disabled={length === 0}
          onChange={(event) => {
            const to = Number(event.target.value)
            setAt(to)
            if (sound.current) sound.current.currentTime = to
          }}
          className="absolute inset-0 m-0 w-full cursor-pointer opacity-0 focus-visible:opacity-100"
        />
      </div>
      <span className="w-9 shrink-0 text-right text-2xs text-ink-soft tabular-nums">
        {clock(playing || at > 0 ? at : length)}
      </span>
      {playing || speed !== 1 ? (
        <button
          type="button"
          onClick={faster}
          aria-label={t('inbox.voice.speed', { speed })}
          className="w-8 shrink-0 rounded-full bg-hover py-0.5 text-2xs font-semibold text-ink-soft"
        >
          {`${speed}×`}
        </button>
      ) : (
        <Kind aria-hidden className="size-4 w-8 shrink-0 text-ink-faint" />
      )}
    </div>
  )
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
