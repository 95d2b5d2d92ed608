import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { localeName, localesWith, timeZonesWith } from '@/lib/places'
import { Field } from '../Field'
import { Select } from '../Input'

type Choice = {
  /** What is in use now: it can be chosen even where the list does not know it. */
  inUse: string
  error: string | undefined
  field: ComponentProps<typeof Select>
}

/** Where a company is: the language of its mails and the time zone that its days end by. */
export function PlaceFields({ locale, timeZone }: { locale: Choice; timeZone: Choice }) {
  const { t, i18n } = useTranslation()
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t('tenants.locale')} error={locale.error}>
        {(control) => (
          <Select {...control} {...locale.field}>
            {localesWith(locale.inUse).map((tag) => (
              <option key={tag} value={tag}>
                {localeName(tag, i18n.language)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('tenants.timeZone')} error={timeZone.error}>
        {(control) => (
          <Select {...control} {...timeZone.field}>
            {timeZonesWith(timeZone.inUse).map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  )
}
