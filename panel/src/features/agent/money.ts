import type { Money } from '@/api/queries/agent'

/** Small sums keep their digits: a reply costs a fraction of a cent. */
export function money(sum: Money | null, language: string): string {
  if (!sum) return '–'
  const value = Number(sum.amount)
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: sum.currency,
    maximumFractionDigits: value !== 0 && Math.abs(value) < 1 ? 4 : 2,
  }).format(value)
}
