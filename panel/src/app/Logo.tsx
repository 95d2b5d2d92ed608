/** A loft with its hole: the name says pigeon house. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden>
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <path d="M7 25V13.5L16 7l9 6.5V25h-5v-5a4 4 0 0 0-8 0v5Z" className="fill-accent-ink" />
      <circle cx="16" cy="13.6" r="2" className="fill-accent" />
    </svg>
  )
}
