import type { FieldValues, Path, UseFormSetError } from 'react-hook-form'
import { problemOf } from './problem'

/** Puts what the hub says about single fields next to those fields. True if all of it found its place. */
export function showFieldProblems<T extends FieldValues>(
  error: unknown,
  setError: UseFormSetError<T>,
  places: Partial<Record<string, Path<T>>>,
): boolean {
  const { fields } = problemOf(error)
  const placed = fields.filter(({ field, message }) => {
    const place = places[field]
    if (!place) return false
    setError(place, { type: 'server', message })
    return true
  })
  return fields.length > 0 && placed.length === fields.length
}

/** The least length of a password, as the hub asks for it. */
export const PASSWORD_LENGTH = 10
