import { useTranslation } from 'react-i18next'
import type { Conversation } from '@/api/types'
import { useShortcutGroup } from '@/lib/shortcuts'
import type { InboxSearch } from './search'

type Inbox = {
  conversations: readonly Conversation[]
  selected: string | null
  search: InboxSearch
  go: (id: string | null, changes?: Partial<InboxSearch>, replace?: boolean) => void
}

/** The inbox by keyboard. */
export function useInboxKeys({ conversations, selected, search, go }: Inbox) {
  const { t } = useTranslation()
  function step(by: 1 | -1) {
    const at = conversations.findIndex(({ id }) => id === selected)
    const next = conversations[at < 0 ? 0 : at + by]
    if (next) go(next.id, { message: undefined })
  }
  const focus = (selector: string) => {
    const found = document.querySelector(selector)
    if (found instanceof HTMLElement) found.focus()
  }
  const press = (selector: string) => {
    const found = document.querySelector(selector)
    if (found instanceof HTMLElement) found.click()
  }
  useShortcutGroup({
    id: 'inbox',
    title: t('inbox.title'),
    shortcuts: [
      { keys: 'j', label: t('inbox.keys.next'), act: () => step(1) },
      { keys: 'k', label: t('inbox.keys.before'), act: () => step(-1) },
      { keys: 'Alt+Down', label: t('inbox.keys.next'), act: () => step(1), whileWriting: true },
      { keys: 'Alt+Up', label: t('inbox.keys.before'), act: () => step(-1), whileWriting: true },
      { keys: 'r', label: t('inbox.keys.write'), act: () => focus('[data-composer]') },
      { keys: '/', label: t('inbox.keys.search'), act: () => focus('[data-inbox-search]') },
      { keys: 't', label: t('inbox.keys.thread'), act: () => focus('[data-thread]') },
      { keys: 'a', label: t('inbox.keys.assign'), act: () => press('[data-assign]') },
      { keys: 'l', label: t('inbox.keys.label'), act: () => press('[data-labels]') },
      {
        keys: 'i',
        label: t('inbox.keys.contact'),
        act: () => go(selected, { contact: search.contact ? undefined : true }),
      },
    ],
  })
}
