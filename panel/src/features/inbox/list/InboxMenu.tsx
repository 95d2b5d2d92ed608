import { Ellipsis, Keyboard, MessageSquareText, Tags } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '@/ui/Button'
import { Menu, MenuItem } from '@/ui/Menu'

const LabelsDialog = lazy(async () => ({ default: (await import('../work/LabelsDialog')).LabelsDialog }))
const RepliesDialog = lazy(async () => ({ default: (await import('../work/RepliesDialog')).RepliesDialog }))

/** What the inbox works with: labels and quick replies of the company. */
export function InboxMenu() {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'labels' | 'replies' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <Menu
        label={t('common.more')}
        trigger={
          <IconButton label={t('common.more')}>
            <Ellipsis aria-hidden className="size-4" />
          </IconButton>
        }
      >
        <MenuItem icon={Tags} onSelect={() => setOpen('labels')}>
          {t('inbox.labels.manage')}
        </MenuItem>
        <MenuItem icon={MessageSquareText} onSelect={() => setOpen('replies')}>
          {t('inbox.replies.manage')}
        </MenuItem>
        <MenuItem
          icon={Keyboard}
          onSelect={() => document.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true }))}
        >
          {t('shell.shortcuts.title')}
        </MenuItem>
      </Menu>
      <Suspense>
        {open === 'labels' && <LabelsDialog onClose={close} />}
        {open === 'replies' && <RepliesDialog onClose={close} />}
      </Suspense>
    </>
  )
}
