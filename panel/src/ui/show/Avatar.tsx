import { Users } from 'lucide-react'
import { cn } from '@/lib/cn'
import { hueOf, initialsOf } from '@/lib/people'

const SIZES = { sm: 'size-6 text-2xs', md: 'size-9 text-xs', lg: 'size-14 text-lg' } as const

type Props = {
  /** As it is shown; the initials come from it. Null for somebody without a name. */
  name: string | null
  /** What makes the colour: the same person has the same one everywhere. */
  id: string
  size?: keyof typeof SIZES
  group?: boolean
  /** Address of their picture, shown in place of letters. */
  picture?: string
  className?: string
}

/** A person or a group. The name stands beside it, so it is not read out. */
export function Avatar({ name, id, size = 'md', group, picture, className }: Props) {
  const initials = initialsOf(name)
  return (
    <span
      aria-hidden
      style={{ '--hue': hueOf(id) } as React.CSSProperties}
      className={cn(
        'grid shrink-0 place-items-center overflow-hidden rounded-full bg-[oklch(var(--avatar)_var(--hue))] font-semibold text-[oklch(var(--avatar-ink)_var(--hue))] select-none',
        SIZES[size],
        className,
      )}
    >
      {picture ? (
        <img src={picture} alt="" className="size-full object-cover" />
      ) : group ? (
        <Users className="size-1/2" />
      ) : (
        (initials ?? <UserShape />)
      )}
    </span>
  )
}

function UserShape() {
  return (
    <svg viewBox="0 0 24 24" className="size-3/5 fill-current">
      <circle cx="12" cy="8.5" r="4" />
      <path d="M4.5 20a7.5 7.5 0 0 1 15 0Z" />
    </svg>
  )
}
