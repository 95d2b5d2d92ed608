import type { ReactNode } from 'react'
import { Dialog } from './Dialog'

type Props = {
  open: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  wide?: boolean
  children: ReactNode
}

/** One item beside the list it came from: from the right where there is room, the whole page on a phone. */
export function Sheet(props: Props) {
  return <Dialog kind="drawer" {...props} />
}
