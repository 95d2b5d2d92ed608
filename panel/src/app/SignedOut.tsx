import { Outlet } from '@tanstack/react-router'
import { Logo } from './Logo'
import { Preferences } from './Preferences'
import { SignedOutFrame } from '@/ui/SignedOutFrame'

/** Pages before the login share their frame. */
export function SignedOut() {
  return (
    <SignedOutFrame logo={<Logo className="size-9" />} corner={<Preferences />}>
      <Outlet />
    </SignedOutFrame>
  )
}
