import { LoaderCircle } from 'lucide-react'
import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { cn } from '@/lib/cn'

const VARIANTS = {
  primary: 'bg-accent text-accent-ink hover:bg-accent-hover border-transparent',
  secondary: 'bg-surface text-ink border-line hover:bg-hover shadow-card',
  ghost: 'bg-transparent text-ink-soft border-transparent hover:bg-hover hover:text-ink',
  danger: 'bg-surface text-bad-text border-line hover:bg-bad-soft shadow-card',
} as const

const SIZES = {
  sm: 'h-control-sm px-2 text-xs gap-1',
  md: 'h-control px-3 text-sm gap-1.5',
  icon: 'size-control',
} as const

type Looks = { variant?: keyof typeof VARIANTS; size?: keyof typeof SIZES }

export function buttonClass({ variant = 'secondary', size = 'md' }: Looks = {}) {
  return cn(
    'inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap select-none',
    'transition-colors disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55',
    VARIANTS[variant],
    SIZES[size],
  )
}

type Props = ButtonHTMLAttributes<HTMLButtonElement> & Looks & { busy?: boolean; icon?: ReactNode }

/** While busy it keeps its width, says so to screen readers and takes no second press. */
export function Button({
  variant,
  size,
  busy,
  icon,
  className,
  children,
  disabled,
  type = 'button',
  ...rest
}: Props) {
  return (
    <button
      type={type}
      className={cn(buttonClass({ variant, size }), className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : icon}
      {children}
    </button>
  )
}

/** A button that is only a picture: its label is for screen readers and the tooltip. */
export function IconButton({ label, children, ...rest }: Omit<Props, 'size' | 'icon'> & { label: string }) {
  return (
    <Button size="icon" variant="ghost" aria-label={label} title={label} {...rest}>
      {children}
    </Button>
  )
}
