import { useSuspenseQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { me } from '@/api/queries/me'
import { chooseLanguage, isLanguage, LANGUAGES } from '@/i18n/setup'
import { chooseTheme, THEMES, useTheme } from '@/lib/theme'
import { Button } from '@/ui/Button'
import { Section } from '@/ui/Card'
import { Segmented } from '@/ui/choose/Segmented'
import { KeyValues } from '@/ui/KeyValues'
import { Page } from '@/ui/Page'
import { PasswordDialog } from './PasswordDialog'
import { SecondFactorSection } from './SecondFactorSection'
import { SessionsSection } from './SessionsSection'

/** One's own account: how one comes in, where one is logged in, and how the panel looks. */
export function AccountPage() {
  const { t, i18n } = useTranslation()
  const { data } = useSuspenseQuery(me())
  const theme = useTheme()
  const [changing, setChanging] = useState(false)
  return (
    <Page title={t('account.title')} hint={t('account.hint')} width="readable">
      <Section
        title={t('account.who.title')}
        actions={
          <Button icon={<KeyRound aria-hidden className="size-4" />} onClick={() => setChanging(true)}>
            {t('shell.changePassword')}
          </Button>
        }
      >
        <KeyValues
          items={[
            [t('common.name'), data.user.name],
            [t('common.email'), data.user.email],
          ]}
        />
      </Section>
      <SecondFactorSection />
      <SessionsSection />
      <Section title={t('account.look.title')} hint={t('account.look.hint')}>
        <div className="flex flex-wrap gap-x-8 gap-y-4">
          <Segmented
            label={t('shell.language')}
            value={isLanguage(i18n.language) ? i18n.language : 'es'}
            options={LANGUAGES.map((id) => ({ id, label: t(`shell.languages.${id}`) }))}
            onChange={(language) => void chooseLanguage(language)}
          />
          <Segmented
            label={t('shell.theme')}
            value={theme}
            options={THEMES.map((id) => ({ id, label: t(`shell.themes.${id}`) }))}
            onChange={chooseTheme}
          />
        </div>
      </Section>
      {changing && <PasswordDialog onClose={() => setChanging(false)} />}
    </Page>
  )
}
