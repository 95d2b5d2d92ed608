import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { Tooltip } from 'radix-ui'
import { useEffect, useRef } from 'react'
import { currentSession, onSession } from '@/api/session'
import { Toaster } from '@/ui/Toaster'
import { queryClient } from './queryClient'
import { router } from './router'

export function App() {
  useLeaveWhenSignedOut()
  return (
    <QueryClientProvider client={queryClient}>
      <Tooltip.Provider delayDuration={300}>
        <RouterProvider router={router} />
        <Toaster />
      </Tooltip.Provider>
    </QueryClientProvider>
  )
}

/** Signing out, here or in another tab, leaves nothing of the company on the screen or in memory. */
function useLeaveWhenSignedOut() {
  const before = useRef(currentSession().state)
  useEffect(
    () =>
      onSession(() => {
        const now = currentSession().state
        const left = now === 'anonymous' && (before.current === 'signedIn' || before.current === 'ended')
        before.current = now
        if (!left) return
        void router.navigate({ to: '/login' }).then(() => queryClient.clear())
      }),
    [],
  )
}
