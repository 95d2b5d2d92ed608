import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PairingCode } from '@/api/types'
import { Button } from '@/ui/Button'
import { CopyButton } from '@/ui/CopyButton'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { Countdown } from './Countdown'
import { phoneOf } from './stage'
import { Steps } from './Steps'

type Props = { code: PairingCode | null; busy: boolean; onAsk: (phone: string) => void }

/** Eight letters to type in on the phone, for whoever has no second screen to scan from. */
export function CodeView({ code, busy, onAsk }: Props) {
  const { t } = useTranslation()
  const [phone, setPhone] = useState('')
  const [faulty, setFaulty] = useState(false)
  function ask(event: FormEvent) {
    event.preventDefault()
    const number = phoneOf(phone)
    setFaulty(number === null)
    if (number) onAsk(number)
  }
  return (
    <div className="grid gap-6 sm:grid-cols-2 sm:items-start">
      <Steps
        steps={[
          t('linking.code.write'),
          t('linking.code.menu'),
          t('linking.code.instead'),
          t('linking.code.type'),
        ]}
      />
      <div className="grid gap-4">
        {code && (
          <div className="grid justify-items-center gap-2 rounded-lg border bg-sunken px-4 py-5">
            <output
              aria-label={t('linking.code.label')}
              className="font-mono text-2xl font-semibold tracking-widest text-ink"
            >
              {code.code}
            </output>
            <Countdown
              expiresAt={code.expiresAt}
              words={(seconds) =>
                seconds > 0 ? t('linking.code.goodFor', { seconds }) : t('linking.code.over')
              }
            />
            <CopyButton text={code.code} label={t('linking.code.label')} compact />
          </div>
        )}
        <form noValidate onSubmit={ask} className="grid gap-3">
          <Field
            label={t('linking.code.phone')}
            hint={t('linking.code.phoneHint')}
            error={faulty ? t('linking.code.phoneInvalid') : undefined}
          >
            {(control) => (
              <Input
                {...control}
                type="tel"
                autoComplete="tel"
                value={phone}
                onChange={(event) => setPhone(event.target.value)}
              />
            )}
          </Field>
          <div>
            <Button type="submit" variant={code ? 'secondary' : 'primary'} busy={busy}>
              {code ? t('linking.code.another') : t('linking.code.ask')}
            </Button>
          </div>
        </form>
      </div>
    </div>
  )
}
