import { FileText, LayoutTemplate, Mic, Paperclip, SendHorizontal, Smile } from 'lucide-react'
import {
  type ClipboardEvent,
  type KeyboardEvent,
  lazy,
  Suspense,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { Attached } from '@/api/inbox/outbox'
import type { Conversation, Message, SendMessage } from '@/api/types'
import { draftOf, keepDraft } from '@/lib/drafts'
import { IconButton } from '@/ui/Button'
import { Popover } from '@/ui/float/Popover'
import { SkeletonLines } from '@/ui/Skeleton'
import { Tag } from '@/ui/show/Tag'
import { previewOf } from '../bubble/preview'
import { Quote } from '../bubble/Quote'
import { type Address, nameOf } from '../people'
import { fileMessage, takesCaption } from './files'
import { SlashList } from './SlashList'
import { useSlash } from './useSlash'
import { VoiceRecorder } from './VoiceRecorder'

const EmojiPicker = lazy(async () => ({ default: (await import('./EmojiPicker')).EmojiPicker }))

type Props = {
  conversation: Conversation
  address: Address
  replyTo: Message | null
  onNoReply: () => void
  onSend: (text: string, what: SendMessage | Attached) => void
  onTemplate: () => void
  /** Somebody is writing, told while they do. */
  onTyping: () => void
  files: readonly File[]
  onFiles: (files: readonly File[]) => void
  templates: boolean
}

const LONGEST = 4_096

/** Where one writes: text, files by dropping or pasting, emoji, voice, templates. Enter sends, Shift+Enter breaks the line. */
export function Composer(props: Props) {
  const { conversation, address, replyTo, onNoReply, onSend, onTyping, files, onFiles } = props
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(() => draftOf(conversation.id))
  const [recording, setRecording] = useState(false)
  const [emoji, setEmoji] = useState(false)
  const listId = useId()
  const slash = useSlash(text, (reply) => write(reply.text))
  // It grows with its text, up to its largest height.
  useLayoutEffect(() => {
    const area = field.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight}px`
  }, [text])
  useEffect(() => {
    if (replyTo) field.current?.focus()
  }, [replyTo])

  function write(next: string) {
    setText(next)
    keepDraft(conversation.id, next)
    if (next) onTyping()
  }
  function common() {
    return { ...address, ...(replyTo?.wireId && { context: { message_id: replyTo.wireId } }) }
  }
  function send() {
    const said = text.trim()
    if (said === '' && files.length === 0) return
    let caption = said
    for (const file of files) {
      const own = takesCaption(file) ? caption : ''
      if (own) caption = ''
      const to = common()
      onSend(own, { file, body: (id) => fileMessage(file, id, to, own) })
    }
    if (caption) onSend(caption, { ...common(), type: 'text', text: { body: caption } })
    onFiles([])
    write('')
    onNoReply()
    field.current?.focus()
  }
  function insert(sign: string) {
    const { selectionStart: from = text.length, selectionEnd: to = text.length } = field.current ?? {}
    write(text.slice(0, from) + sign + text.slice(to))
    requestAnimationFrame(() => field.current?.setSelectionRange(from + sign.length, from + sign.length))
  }
  function pressed(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (slash.pressed(event)) return
    if (event.key === 'Escape' && replyTo) {
      event.preventDefault()
      onNoReply()
    }
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  function pasted(event: ClipboardEvent) {
    const came = [...event.clipboardData.files]
    if (came.length === 0) return
    event.preventDefault()
    onFiles([...files, ...came])
  }
  if (recording) {
    return (
      <VoiceRecorder
        onClose={() => setRecording(false)}
        onSend={(sound) => {
          const to = common()
          onSend(t('inbox.voice.note'), { file: sound, body: (id) => fileMessage(sound, id, to, '', true) })
          setRecording(false)
          onNoReply()
        }}
      />
    )
  }
  return (
    <>
      <SlashList id={listId} {...slash} onTake={slash.take} />
      {replyTo && (
        <div className="pb-2">
          <Quote
            who={replyTo.direction === 'outbound' ? t('inbox.us') : nameOf(replyTo.from, t)}
            text={previewOf(replyTo, t)}
            onRemove={onNoReply}
          />
        </div>
      )}
      {files.length > 0 && (
        <ul aria-label={t('inbox.composer.files')} className="flex flex-wrap gap-1.5 pb-2">
          {files.map((file, index) => (
            <li key={`${file.name} ${index}`} className="min-w-0">
              <Tag name={file.name} onRemove={() => onFiles(files.filter((each) => each !== file))}>
                <span className="inline-flex items-center gap-1">
                  <FileText aria-hidden className="size-3.5" />
                  {file.name}
                </span>
              </Tag>
            </li>
          ))}
        </ul>
      )}
      <div className="flex items-end gap-0.5 rounded-lg border border-line-strong bg-surface p-1 focus-within:outline-2 focus-within:outline-focus">
        <IconButton label={t('inbox.composer.attach')} onClick={() => picker.current?.click()}>
          <Paperclip aria-hidden className="size-4.5" />
        </IconButton>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label={t('inbox.composer.attach')}
          onChange={(event) => {
            onFiles([...files, ...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
        {props.templates && (
          <IconButton
            label={t('inbox.composer.template')}
            onClick={props.onTemplate}
            className="max-sm:hidden"
          >
            <LayoutTemplate aria-hidden className="size-4.5" />
          </IconButton>
        )}
        <textarea
          ref={field}
          rows={1}
          data-composer
          aria-label={t('inbox.composer.label')}
          aria-controls={slash.found.length > 0 ? listId : undefined}
          aria-activedescendant={slash.found.length > 0 ? `${listId}-${slash.index}` : undefined}
          placeholder={files.length > 0 ? t('inbox.composer.caption') : t('inbox.composer.placeholder')}
          maxLength={LONGEST}
          value={text}
          onChange={(event) => write(event.target.value)}
          onKeyDown={pressed}
          onPaste={pasted}
          className="max-h-48 min-h-8 min-w-0 flex-1 resize-none self-center bg-transparent px-1.5 py-1.5 text-base leading-5 text-ink outline-none sm:text-sm"
        />
        <Popover
          label={t('inbox.emoji.title')}
          open={emoji}
          onOpenChange={setEmoji}
          side="top"
          align="end"
          className="w-80"
          onCloseFocus={() => field.current?.focus()}
          trigger={
            <IconButton label={t('inbox.emoji.title')}>
              <Smile aria-hidden className="size-4.5" />
            </IconButton>
          }
        >
          <Suspense fallback={<SkeletonLines lines={6} />}>
            <EmojiPicker onPick={insert} />
          </Suspense>
        </Popover>
        {text.trim() === '' && files.length === 0 ? (
          <IconButton label={t('inbox.voice.record')} onClick={() => setRecording(true)}>
            <Mic aria-hidden className="size-4.5" />
          </IconButton>
        ) : (
          <IconButton label={t('inbox.composer.send')} variant="primary" onClick={send}>
            <SendHorizontal aria-hidden className="size-4.5" />
          </IconButton>
        )}
      </div>
    </>
  )
}
