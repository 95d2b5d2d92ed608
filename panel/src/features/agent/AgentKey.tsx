import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Agent, useAgentKey } from '@/api/queries/agent'
import { Button } from '@/ui/Button'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { PasswordInput } from '@/ui/Input'
import { toast } from '@/ui/toast'

/** The company's own key for the model. It goes in and never comes out. */
export function AgentKey({ agent: { key } }: { agent: Agent }) {
  const { t } = useTranslation()
  const { set, remove } = useAgentKey()
  const [typed, setTyped] = useState('')
  const [editing, setEditing] = useState(key.source === 'none')
  return (
    <div className="grid gap-2">
      <p className="text-sm text-ink">
        {t(`agent.key.${key.source}`)}
        {key.hint && <span className="ml-2 font-mono text-xs text-ink-faint">{key.hint}</span>}
      </p>
      {editing ? (
        <>
          <Field label={t('agent.key.label')}>
            {(control) => (
              <PasswordInput
                {...control}
                autoComplete="off"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
          <div>
            <Button
              size="sm"
              busy={set.isPending}
              disabled={typed.trim().length < 8}
              onClick={() =>
                set.mutate(typed.trim(), {
                  onSuccess: () => {
                    setTyped('')
                    setEditing(false)
                    toast(t('agent.key.saved'))
                  },
                })
              }
            >
              {t('agent.key.save')}
            </Button>
          </div>
        </>
      ) : (
        <div className="flex gap-2">
          <Button size="sm" onClick={() => setEditing(true)}>
            {t('agent.key.change')}
          </Button>
          {key.source === 'tenant' && (
            <Button size="sm" variant="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
              {t('agent.key.remove')}
            </Button>
          )}
        </div>
      )}
      {(set.isError || remove.isError) && <ErrorState error={set.error ?? remove.error} />}
    </div>
  )
}
