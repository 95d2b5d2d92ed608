import { Mic, SendHorizontal, Square, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '@/lib/useNow'
import { Button, IconButton } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { Player } from '../bubble/VoiceNote'
import { loudnessOf } from '../bubble/waveform'
import { useRecorder } from './useRecorder'

type Props = { onClose: () => void; onSend: (sound: File) => void }
type Heard = { file: File; url: string; bars: number[] | null }

/** Records, lets one listen, and sends a voice note, or throws it away. */
export function VoiceRecorder({ onClose, onSend }: Props) {
  const { t } = useTranslation()
  const { recording, begin, end } = useRecorder()
  const [heard, setHeard] = useState<Heard | null>(null)
  const [failed, setFailed] = useState(false)
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void begin()
  }, [begin])
  useEffect(() => () => void (heard && URL.revokeObjectURL(heard.url)), [heard])

  async function recorded(): Promise<File | null> {
    const sound = await end(true)
    if (!sound) return null
    try {
      const { asVoiceNote } = await import('./ogg')
      return await asVoiceNote(sound)
    } catch {
      setFailed(true)
      return null
    }
  }
  async function stop() {
    const file = await recorded()
    if (!file) return
    const url = URL.createObjectURL(file)
    setHeard({ file, url, bars: await loudnessOf(file, 36) })
  }
  async function send() {
    const file = heard?.file ?? (await recorded())
    if (file) onSend(file)
  }
  if (recording.state === 'refused' || failed) {
    return (
      <div className="py-1">
        <Notice
          tone="warn"
          alert
          title={failed ? t('inbox.voice.failed') : t('inbox.voice.refused')}
          action={
            <Button size="sm" onClick={onClose}>
              {t('common.close')}
            </Button>
          }
        >
          {failed ? t('inbox.voice.failedHint') : t('inbox.voice.refusedHint')}
        </Notice>
      </div>
    )
  }
  return (
    <div className="flex items-center gap-2 py-0.5" role="group" aria-label={t('inbox.voice.record')}>
      <IconButton
        label={t('inbox.voice.discard')}
        onClick={() => {
          void end(false)
          onClose()
        }}
      >
        <Trash2 aria-hidden className="size-4.5" />
      </IconButton>
      <div className="flex min-w-0 flex-1 items-center justify-center">
        {heard ? (
          <Player url={heard.url} bars={heard.bars} voice />
        ) : (
          <span className="flex items-center gap-2 text-sm text-ink" role="status">
            <Mic aria-hidden className="size-4 animate-pulse-soft text-bad-text" />
            {recording.state === 'recording' ? t('inbox.voice.recording') : t('inbox.voice.asking')}
            {recording.state === 'recording' && <Elapsed since={recording.since} />}
          </span>
        )}
      </div>
      {!heard && (
        <IconButton
          label={t('inbox.voice.stop')}
          disabled={recording.state !== 'recording'}
          onClick={() => void stop()}
        >
          <Square aria-hidden className="size-4 fill-current" />
        </IconButton>
      )}
      <IconButton
        label={t('inbox.voice.send')}
        variant="primary"
        disabled={!heard && recording.state !== 'recording'}
        onClick={() => void send()}
      >
        <SendHorizontal aria-hidden className="size-4.5" />
      </IconButton>
    </div>
  )
}

function Elapsed({ since }: { since: number }) {
  const seconds = Math.max(Math.floor((useNow(500) - since) / 1000), 0)
  return (
    <span aria-live="off" className="tabular-nums">
      {`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`}
    </span>
  )
}
