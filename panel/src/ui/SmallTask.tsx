import { type ReactNode, useEffect } from 'react'

/** Title, explanation and form of a page with one small task. */
export function SmallTask({
  title,
  hint,
  children,
}: {
  title: string
  hint?: ReactNode
  children: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} · Palomar`
  }, [title])
  return (
    <>
      <h1 className="mt-4 text-xl font-semibold text-ink">{title}</h1>
      {hint && <p className="mt-1 text-sm text-ink-soft">{hint}</p>}
      <div className="mt-6">{children}</div>
    </>
  )
}
