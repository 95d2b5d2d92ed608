import { lazy, Suspense } from 'react'
import type { NavigationItem } from '../navigation'
import { usePaletteOpen } from './open'

const PaletteDialog = lazy(async () => ({ default: (await import('./PaletteDialog')).PaletteDialog }))

/** The palette's code comes when it is opened for the first time. */
export function Palette({ items }: { items: readonly NavigationItem[] }) {
  const open = usePaletteOpen()
  return open ? (
    <Suspense>
      <PaletteDialog items={items} />
    </Suspense>
  ) : null
}
