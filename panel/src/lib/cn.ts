import { type ClassValue, clsx } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

const merge = extendTailwindMerge({
  extend: {
    theme: { text: ['2xs'], spacing: ['control', 'control-sm', 'row', 'bar'], shadow: ['card', 'raised'] },
  },
})

/** Joins class names; of two that contradict each other the later one holds. */
export function cn(...classes: ClassValue[]) {
  return merge(clsx(classes))
}
