import type { ReactNode } from 'react'

type Props = { logo: ReactNode; corner: ReactNode; children: ReactNode }

/** The frame of pages with one small task: signing in, accepting, choosing. */
export function SignedOutFrame({ logo, corner, children }: Props) {
  return (
    <div className="flex min-h-dvh flex-col">
      <div className="flex justify-end p-3">{corner}</div>
      <main className="mx-auto w-full max-w-sm flex-1 px-5 pt-[6vh] pb-16">
        {logo}
        {children}
      </main>
    </div>
  )
}
