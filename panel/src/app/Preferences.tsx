import { Languages, Monitor, Moon, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { chooseLanguage, isLanguage, LANGUAGES } from '@/i18n/setup'
import { chooseTheme, THEMES, useTheme } from '@/lib/theme'
import { IconButton } from '@/ui/Button'
import { Menu, MenuChoice } from '@/ui/Menu'

/** Language and theme, on every page, signed in or not. */
export function Preferences() {
  const { t, i18n } = useTranslation()
  const theme = useTheme()
  const ThemeIcon = { light: Sun, dark: Moon, system: Monitor }[theme]
  return (
    <>
      <Menu
        label={t('shell.language')}
        trigger={
          <IconButton label={t('shell.language')}>
            <Languages aria-hidden className="size-4" />
          </IconButton>
        }
      >
        <MenuChoice
          value={isLanguage(i18n.language) ? i18n.language : 'es'}
          options={LANGUAGES.map((value) => ({ value, label: t(`shell.languages.${value}`) }))}
          onChange={(language) => void chooseLanguage(language)}
        />
      </Menu>
      <Menu
        label={t('shell.theme')}
        trigger={
          <IconButton label={t('shell.theme')}>
            <ThemeIcon aria-hidden className="size-4" />
          </IconButton>
        }
      >
        <MenuChoice
          value={theme}
          options={THEMES.map((value) => ({ value, label: t(`shell.themes.${value}`) }))}
          onChange={chooseTheme}
        />
      </Menu>
    </>
  )
}
