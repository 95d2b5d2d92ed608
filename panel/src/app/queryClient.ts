import { QueryClient } from '@tanstack/react-query'
import { problemOf } from '@/lib/problem'

/** The server's state lives here and nowhere else. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // Input errors and refusals do not get better by asking again.
      retry: (failures, error) => {
        const { status } = problemOf(error)
        return failures < 2 && (status === 0 || status >= 502)
      },
    },
  },
})
