import { CircleAlert, CircleCheck } from 'lucide-react'
import { dismissToast, useToasts } from './toast'

export function Toaster() {
  const toasts = useToasts()
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-16 z-60 grid justify-items-center gap-2 px-4 md:bottom-5"
    >
      {toasts.map((toast) => (
        <button
          key={toast.id}
          type="button"
          onClick={() => dismissToast(toast.id)}
          className="pointer-events-auto flex max-w-md animate-enter items-center gap-2 rounded-md border bg-raised px-3 py-2 text-left text-sm text-ink shadow-raised"
        >
          {toast.tone === 'bad' ? (
            <CircleAlert aria-hidden className="size-4 shrink-0 text-bad-text" />
          ) : (
            <CircleCheck aria-hidden className="size-4 shrink-0 text-ok-text" />
          )}
          {toast.text}
        </button>
      ))}
    </div>
  )
}
