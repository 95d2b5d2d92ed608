import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Agent, agentModels, useChangeAgent } from '@/api/queries/agent'
import { devices } from '@/api/queries/devices'
import { useMayManage } from '@/api/queries/me'
import { Button } from '@/ui/Button'
import { Section } from '@/ui/Card'
import { Checkbox } from '@/ui/Checkbox'
import { ChoiceOrAll } from '@/ui/ChoiceOrAll'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, Select, Textarea } from '@/ui/Input'
import { toast } from '@/ui/toast'
import { AgentKey } from './AgentKey'
import { HoursFields } from './HoursFields'
import { type Hours, isSpan, wordsOf } from './hours'

/** Model and limits, numbers, hours, and when a person takes over. */
export function AgentSettings({ agent }: { agent: Agent }) {
  const { t, i18n } = useTranslation()
  const mayManage = useMayManage()
  const models = useQuery(agentModels())
  const numbers = useQuery(devices())
  const change = useChangeAgent(() => toast(t('agent.settings.saved')))
  const [model, setModel] = useState(agent.model)
  const [maxTokens, setMaxTokens] = useState(String(agent.maxTokens))
  const [history, setHistory] = useState(String(agent.historyMessages))
  const [deviceIds, setDeviceIds] = useState<string[] | null>(agent.deviceIds)
  const [groups, setGroups] = useState(agent.groups)
  const [hours, setHours] = useState<Hours | null>(agent.hours)
  const [words, setWords] = useState(agent.handover.words.join(', '))
  const [unsure, setUnsure] = useState(agent.handover.whenUnsure)
  const [farewell, setFarewell] = useState(agent.handover.message ?? '')
  const [perChat, setPerChat] = useState(String(agent.caps.perChatPerDay))
  const [perDay, setPerDay] = useState(String(agent.caps.perDay))
  const [tried, setTried] = useState(false)
  const noDevice = deviceIds?.length === 0
  const badHours = hours !== null && !hours.times.every((span) => isSpan(span))
  const price = models.data?.data.find(({ id }) => id === model)
  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (noDevice || badHours) return
    change.mutate({
      model,
      maxTokens: Number(maxTokens),
      historyMessages: Number(history),
      deviceIds,
      groups,
      hours,
      handover: { words: wordsOf(words), whenUnsure: unsure, message: farewell.trim() || null },
      caps: { perChatPerDay: Number(perChat), perDay: Number(perDay) },
    })
  }
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <fieldset disabled={!mayManage} className="grid items-start gap-4 lg:grid-cols-2">
        <div className="grid gap-4">
          <Section title={t('agent.settings.model')}>
            <div className="grid gap-4">
              <Field
                label={t('agent.settings.model')}
                hint={
                  price
                    ? t('agent.settings.price', {
                        input: price.inputPerMillion,
                        output: price.outputPerMillion,
                        currency: models.data?.currency,
                        asOf: new Intl.DateTimeFormat(i18n.language, {
                          dateStyle: 'medium',
                          timeZone: 'UTC',
                        }).format(new Date(models.data?.asOf ?? 0)),
                      })
                    : t('agent.settings.noPrice')
                }
              >
                {(control) => (
                  <Select {...control} value={model} onChange={(event) => setModel(event.target.value)}>
                    {!price && <option value={model}>{model}</option>}
                    {models.data?.data.map(({ id, name }) => (
                      <option key={id} value={id}>
                        {name}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
              <AgentKey agent={agent} />
              <div className="grid gap-4 sm:grid-cols-2">
                <Amount
                  label={t('agent.settings.maxTokens')}
                  value={maxTokens}
                  min={16}
                  max={8192}
                  onChange={setMaxTokens}
                />
                <Amount
                  label={t('agent.settings.history')}
                  value={history}
                  min={1}
                  max={100}
                  onChange={setHistory}
                />
                <Amount
                  label={t('agent.settings.perChat')}
                  value={perChat}
                  min={1}
                  max={1000}
                  onChange={setPerChat}
                />
                <Amount
                  label={t('agent.settings.perDay')}
                  value={perDay}
                  min={1}
                  max={1_000_000}
                  onChange={setPerDay}
                />
              </div>
            </div>
          </Section>
          <Section title={t('agent.settings.hours')}>
            <HoursFields hours={hours} onChange={setHours} faulty={tried && badHours} />
          </Section>
        </div>
        <div className="grid gap-4">
          <Section title={t('agent.settings.where')}>
            <div className="grid gap-4">
              <ChoiceOrAll
                legend={t('agent.settings.devices')}
                allLabel={t('agent.settings.allDevices')}
                options={(numbers.data ?? []).map(({ id, name }) => ({ id, label: name }))}
                value={deviceIds}
                onChange={setDeviceIds}
                error={tried && noDevice ? t('webhooks.form.devicesMissing') : undefined}
              />
              <Checkbox label={t('agent.settings.groups')} checked={groups} onChange={setGroups} />
            </div>
          </Section>
          <Section title={t('agent.settings.handover')} hint={t('agent.settings.handoverText')}>
            <div className="grid gap-4">
              <Field label={t('agent.settings.words')} hint={t('agent.settings.wordsHint')}>
                {(control) => (
                  <Input {...control} value={words} onChange={(event) => setWords(event.target.value)} />
                )}
              </Field>
              <Checkbox
                label={t('agent.settings.unsure')}
                hint={t('agent.settings.unsureHint')}
                checked={unsure}
                onChange={setUnsure}
              />
              <Field
                label={t('agent.settings.farewell')}
                optional={t('common.optional')}
                hint={t('agent.settings.farewellHint')}
              >
                {(control) => (
                  <Textarea
                    {...control}
                    maxLength={1000}
                    value={farewell}
                    onChange={(event) => setFarewell(event.target.value)}
                  />
                )}
              </Field>
            </div>
          </Section>
        </div>
      </fieldset>
      {change.isError && <ErrorState error={change.error} />}
      {mayManage && (
        <div>
          <Button type="submit" variant="primary" busy={change.isPending}>
            {t('common.save')}
          </Button>
        </div>
      )}
    </form>
  )
}

type AmountProps = {
  label: string
  value: string
  min: number
  max: number
  onChange: (value: string) => void
}

function Amount({ label, value, min, max, onChange }: AmountProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={min}
          max={max}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
