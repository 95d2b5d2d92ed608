import { useFault } from '@/i18n/faults'
import { Checkbox } from './Checkbox'

type Props = {
  legend: string
  allLabel: string
  options: readonly { id: string; label: string }[]
  /** null means all. */
  value: string[] | null
  onChange: (value: string[] | null) => void
  error: string | undefined
}

export function ChoiceOrAll({ legend, allLabel, options, value, onChange, error }: Props) {
  const fault = useFault()
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      <Checkbox label={allLabel} checked={value === null} onChange={(all) => onChange(all ? null : [])} />
      {value !== null &&
        options.map(({ id, label }) => (
          <div key={id} className="pl-6">
            <Checkbox
              label={label}
              checked={value.includes(id)}
              onChange={(on) => onChange(on ? [...value, id] : value.filter((each) => each !== id))}
            />
          </div>
        ))}
      {error && (
        <p role="alert" className="text-xs text-bad-text">
          {fault(error)}
        </p>
      )}
    </fieldset>
  )
}
