import { useQuery } from '@tanstack/react-query'
import { Eraser, Send } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { agentPrompt, type AgentTried, useTryAgent } from '@/api/queries/agent'
import { devices } from '@/api/queries/devices'
import { cn } from '@/lib/cn'
import { formatDuration, formatNumber } from '@/lib/format'
import { Button } from '@/ui/Button'
import { Section } from '@/ui/Card'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, Select, Textarea } from '@/ui/Input'
import { Notice } from '@/ui/Notice'
import { money } from './money'

const SAMPLES = ['hours', 'price', 'person'] as const

type Turn = { role: 'user' | 'assistant'; text: string; tried?: AgentTried }

/** A chat with the agent that nobody else sees; also with a draft of what it is told. */
export function TryTab() {
  const { t } = useTranslation()
  const current = useQuery(agentPrompt())
  const numbers = useQuery(devices())
  const attempt = useTryAgent()
  const [turns, setTurns] = useState<readonly Turn[]>([])
  const [text, setText] = useState('')
  const [draft, setDraft] = useState<string | null>(null)
  const [deviceId, setDeviceId] = useState('')
  const last = attempt.data
  function send(event: FormEvent) {
    event.preventDefault()
    ask(text.trim())
  }
  function ask(said: string) {
    if (!said || attempt.isPending) return
    const asked: Turn[] = [...turns, { role: 'user', text: said }]
    setTurns(asked)
    setText('')
    attempt.mutate(
      {
        messages: asked.map(({ role, text: words }) => ({ role, text: words })),
        ...(draft?.trim() && { prompt: draft }),
        ...(deviceId && { deviceId }),
      },
      {
        onSuccess: (tried) => {
          if (tried.text) setTurns([...asked, { role: 'assistant', text: tried.text, tried }])
        },
      },
    )
  }
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
      <Section
        title={t('agent.try.title')}
        hint={t('agent.try.text')}
        actions={
          turns.length > 0 && (
            <Button
              size="sm"
              variant="ghost"
              icon={<Eraser aria-hidden className="size-3.5" />}
              onClick={() => {
                setTurns([])
                attempt.reset()
              }}
            >
              {t('agent.try.clear')}
            </Button>
          )
        }
      >
        <div className="grid gap-3">
          <ol
            aria-live="polite"
            className={cn(
              'grid gap-2 rounded-lg bg-thread p-4',
              turns.length === 0 ? 'min-h-64 content-center' : 'min-h-64 content-end',
            )}
          >
            {turns.length === 0 && (
              <li className="grid justify-items-center gap-3 text-center text-sm text-ink-soft">
                {t('agent.try.begin')}
                <span className="flex flex-wrap justify-center gap-2">
                  {SAMPLES.map((sample) => (
                    <Button key={sample} size="sm" onClick={() => ask(t(`agent.try.samples.${sample}`))}>
                      {t(`agent.try.samples.${sample}`)}
                    </Button>
                  ))}
                </span>
              </li>
            )}
            {turns.map((turn, index) => (
              <li
                key={index}
                className={cn(
                  'max-w-[85%] rounded-lg px-3 py-2 text-sm [overflow-wrap:anywhere] whitespace-pre-wrap shadow-card',
                  turn.role === 'user' ? 'bg-bubble-in text-ink' : 'ml-auto bg-bubble-out text-ink',
                )}
              >
                <span className="sr-only">{t(`agent.try.roles.${turn.role}`)}</span>
                {turn.text}
                {turn.tried && <Cost tried={turn.tried} />}
              </li>
            ))}
            {attempt.isPending && (
              <li className="ml-auto text-xs text-ink-faint">{t('agent.try.thinking')}</li>
            )}
          </ol>
          {last && last.outcome !== 'answered' && (
            <Notice
              tone={last.outcome === 'handedOver' ? 'info' : 'bad'}
              title={t(`agent.try.outcomes.${last.outcome}`)}
            >
              {last.reason && <p>{t(`agent.reasons.${last.reason}`)}</p>}
              {last.summary && <p>{last.summary}</p>}
            </Notice>
          )}
          {attempt.isError && <ErrorState error={attempt.error} />}
          <form className="flex gap-2" onSubmit={send}>
            <Input
              aria-label={t('agent.try.say')}
              placeholder={t('agent.try.say')}
              maxLength={4096}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <Button
              type="submit"
              variant="primary"
              busy={attempt.isPending}
              icon={<Send aria-hidden className="size-4" />}
            >
              {t('agent.try.send')}
            </Button>
          </form>
        </div>
      </Section>
      <Section title={t('agent.try.with')}>
        <div className="grid gap-4">
          <Field label={t('agent.try.device')}>
            {(control) => (
              <Select {...control} value={deviceId} onChange={(event) => setDeviceId(event.target.value)}>
                <option value="">{t('agent.try.company')}</option>
                {numbers.data?.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {draft === null ? (
            <div>
              <Button onClick={() => setDraft(current.data?.prompt ?? '')}>{t('agent.try.draft')}</Button>
            </div>
          ) : (
            <>
              <Field label={t('agent.try.draftLabel')} hint={t('agent.try.draftHint')}>
                {(control) => (
                  <Textarea
                    {...control}
                    className="min-h-64 font-mono text-xs leading-5"
                    maxLength={20_000}
                    value={draft}
                    onChange={(event) => setDraft(event.target.value)}
                  />
                )}
              </Field>
              <div>
                <Button onClick={() => setDraft(null)}>{t('agent.try.inUse')}</Button>
              </div>
            </>
          )}
        </div>
      </Section>
    </div>
  )
}

function Cost({ tried }: { tried: AgentTried }) {
  const { t, i18n } = useTranslation()
  return (
    <span className="mt-1 block text-2xs text-ink-faint">
      {[
        tried.model,
        t('agent.runs.tokens', {
          count: tried.inputTokens + tried.outputTokens,
          formatted: formatNumber(tried.inputTokens + tried.outputTokens, i18n.language),
        }),
        money(tried.cost, i18n.language),
        formatDuration(tried.ms, i18n.language),
      ].join(' · ')}
    </span>
  )
}
