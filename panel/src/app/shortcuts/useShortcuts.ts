import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { followKeys, useShortcutGroup } from '@/lib/shortcuts'
import { openPalette } from '../palette/open'
import { openHelp } from './open'

/** The keys that hold on every page. */
export function useShortcuts() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  useEffect(followKeys, [])
  useShortcutGroup({
    id: 'everywhere',
    title: t('shell.shortcuts.everywhere'),
    shortcuts: [
      { keys: 'Mod+K', label: t('shell.shortcuts.palette'), act: openPalette },
      { keys: '?', label: t('shell.shortcuts.help'), act: openHelp },
      { keys: 'g h', label: t('shell.shortcuts.goHome'), act: () => void navigate({ to: '/' }) },
      { keys: 'g i', label: t('shell.shortcuts.goInbox'), act: () => void navigate({ to: '/inbox' }) },
      { keys: 'g c', label: t('shell.shortcuts.goContacts'), act: () => void navigate({ to: '/contacts' }) },
      { keys: 'g d', label: t('shell.shortcuts.goDevices'), act: () => void navigate({ to: '/devices' }) },
    ],
  })
}
