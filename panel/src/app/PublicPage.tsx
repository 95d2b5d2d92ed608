import { Outlet } from '@tanstack/react-router'
import { Logo } from './Logo'
import { Preferences } from './Preferences'

/** The frame of pages for people without an account: wide enough for a code beside its steps. */
export function PublicPage() {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-between gap-2 p-3 sm:px-5">
        <Logo className="size-7" />
        <div className="flex">
          <Preferences />
        </div>
      </header>
      <main id="main" className="mx-auto w-full max-w-2xl flex-1 px-3 pt-2 pb-16 sm:pt-[5vh]">
        <Outlet />
      </main>
    </div>
  )
}
