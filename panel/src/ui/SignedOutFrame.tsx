import type { ReactNode } from 'react'

type Props = { logo: ReactNode; corner: ReactNode; children: ReactNode }

/** The frame of pages with one small task: signing in, accepting, choosing. */
export function SignedOutFrame({ logo, corner, children }: Props) {
  return (
    <div className="flex min-h-dvh flex-col">
      <div className="flex justify-end p-3">{corner}</div>
      <main className="grid flex-1 items-start justify-items-center px-3 pt-[2vh] pb-16 sm:items-center sm:pt-0 sm:pb-[16vh]">
        <div className="w-full max-w-md rounded-xl border bg-surface px-5 py-6 shadow-card sm:p-9">
          {logo}
          {children}
        </div>
      </main>
    </div>
  )
}
