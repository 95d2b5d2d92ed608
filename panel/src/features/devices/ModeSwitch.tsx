import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { sendingMode, useChooseMode } from '@/api/queries/connection'
import { ErrorState } from '@/ui/ErrorState'
import { Select } from '@/ui/Input'
import { toast } from '@/ui/toast'

/** Which of the company's two ways to WhatsApp new conversations take. Shown when there is something to choose. */
export function ModeSwitch({ mayManage }: { mayManage: boolean }) {
  const { t } = useTranslation()
  const mode = useQuery(sendingMode())
  const choose = useChooseMode()
  if (!mode.data || mode.data.available.length < 2) return null
  const { available } = mode.data
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border bg-surface px-4 py-2.5 text-sm shadow-card">
      <label htmlFor="sending-mode" className="font-medium text-ink">
        {t('devices.mode.label')}
      </label>
      <Select
        id="sending-mode"
        className="w-56"
        value={mode.data.mode}
        disabled={!mayManage || choose.isPending}
        onChange={(event) => {
          const wanted = available.find((each) => each === event.target.value)
          if (wanted) choose.mutate(wanted, { onSuccess: () => toast(t('devices.mode.chosen')) })
        }}
      >
        {available.map((each) => (
          <option key={each} value={each}>
            {t(`devices.transports.${each}`)}
          </option>
        ))}
      </Select>
      <span className="min-w-0 flex-1 text-xs text-ink-faint max-sm:basis-full">
        {t('devices.mode.hint')}
      </span>
      {choose.isError && <ErrorState error={choose.error} />}
    </div>
  )
}
