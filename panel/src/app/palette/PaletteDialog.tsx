import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Keyboard, Languages, Smartphone, SunMoon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { devices } from '@/api/queries/devices'
import { chooseLanguage, LANGUAGES } from '@/i18n/setup'
import { chooseTheme, THEMES } from '@/lib/theme'
import { CommandPalette } from '@/ui/float/CommandPalette'
import { ListingGroup, ListingItem } from '@/ui/float/Listing'
import type { NavigationItem } from '../navigation'
import { openHelp } from '../shortcuts/open'
import { FoundGroups } from './FoundGroups'
import { closePalette } from './open'

const ICON = 'size-4 shrink-0 text-ink-faint'

/** Places, numbers, conversations, people, what was said, and what can be done from anywhere. */
export function PaletteDialog({ items }: { items: readonly NavigationItem[] }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const numbers = useQuery(devices())
  function after(act: () => void) {
    return () => {
      closePalette()
      act()
    }
  }
  return (
    <CommandPalette
      open
      onClose={closePalette}
      label={t('shell.palette.title')}
      placeholder={t('shell.palette.placeholder')}
      typed={typed}
      onTyped={setTyped}
    >
      <ListingGroup title={t('shell.palette.go')}>
        {items.map(({ to, label, icon: Icon }) => (
          <ListingItem
            key={to}
            id={`go ${to}`}
            words={[t(label)]}
            icon={<Icon aria-hidden className={ICON} />}
            onSelect={after(() => void navigate({ to }))}
          >
            {t(label)}
          </ListingItem>
        ))}
      </ListingGroup>
      {typed && (
        <ListingGroup title={t('shell.palette.devices')}>
          {numbers.data?.map(({ id, name, phone }) => (
            <ListingItem
              key={id}
              id={id}
              words={[name, phone ?? '']}
              icon={<Smartphone aria-hidden className={ICON} />}
              hint={phone}
              onSelect={after(() => void navigate({ to: '/devices/$deviceId', params: { deviceId: id } }))}
            >
              {name}
            </ListingItem>
          ))}
        </ListingGroup>
      )}
      <FoundGroups typed={typed} after={after} />
      <ListingGroup title={t('shell.palette.do')}>
        <ListingItem
          id="help"
          words={[t('shell.palette.help')]}
          icon={<Keyboard aria-hidden className={ICON} />}
          hint={'?'}
          onSelect={after(openHelp)}
        >
          {t('shell.palette.help')}
        </ListingItem>
        {THEMES.map((theme) => (
          <ListingItem
            key={theme}
            id={`theme ${theme}`}
            words={[t('shell.palette.theme', { name: t(`shell.themes.${theme}`) })]}
            icon={<SunMoon aria-hidden className={ICON} />}
            onSelect={after(() => chooseTheme(theme))}
          >
            {t('shell.palette.theme', { name: t(`shell.themes.${theme}`) })}
          </ListingItem>
        ))}
        {LANGUAGES.map((language) => (
          <ListingItem
            key={language}
            id={`language ${language}`}
            words={[t('shell.palette.language', { name: t(`shell.languages.${language}`) })]}
            icon={<Languages aria-hidden className={ICON} />}
            onSelect={after(() => void chooseLanguage(language))}
          >
            {t('shell.palette.language', { name: t(`shell.languages.${language}`) })}
          </ListingItem>
        ))}
      </ListingGroup>
    </CommandPalette>
  )
}
