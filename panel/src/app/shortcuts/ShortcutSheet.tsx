import { useTranslation } from 'react-i18next'
import { useShortcutGroups } from '@/lib/shortcuts'
import { Dialog } from '@/ui/Dialog'
import { Kbd } from '@/ui/show/Kbd'
import { closeHelp, useHelpOpen } from './open'

/** Every key that does something on this page. */
export function ShortcutSheet() {
  const { t } = useTranslation()
  const open = useHelpOpen()
  const groups = useShortcutGroups()
  return (
    <Dialog open={open} onClose={closeHelp} title={t('shell.shortcuts.title')} wide>
      <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        {groups.map((group) => (
          <section key={group.id} aria-label={group.title}>
            <h3 className="mb-1 text-xs font-medium text-ink-faint">{group.title}</h3>
            <dl className="divide-y text-sm">
              {group.shortcuts.map(({ keys, label }) => (
                <div key={keys} className="flex min-h-8 items-center justify-between gap-4 py-1">
                  <dt className="text-ink">{label}</dt>
                  <dd className="flex shrink-0 gap-1.5">
                    {keys.split(' ').map((key) => (
                      <Kbd key={key} keys={key} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
