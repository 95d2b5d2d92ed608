/** What went wrong with a call, in the hub's own words (RFC 9457), or why the hub was not reached. */
export type Problem = {
  type: string
  title: string
  status: number
  detail: string | null
  requestId: string | null
  retryAfterSeconds: number | null
  /** Input fields and what is wrong with each. */
  fields: readonly { field: string; message: string }[]
}

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'ProblemError'
  }
}

/** The hub could not be reached at all. */
export const UNREACHABLE = 'unreachable'

export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  return {
    type: error instanceof TypeError ? UNREACHABLE : 'defect',
    title: error instanceof Error ? error.message : String(error),
    status: 0,
    detail: null,
    requestId: null,
    retryAfterSeconds: null,
    fields: [],
  }
}

/** Reads an answer that is not 2xx. Never throws: a proxy's HTML page is a problem as well. */
export function parseProblem(status: number, headers: Headers, body: unknown): Problem {
  const json = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const text = (key: string) => (typeof json[key] === 'string' ? json[key] : null)
  const errors = Array.isArray(json['errors']) ? (json['errors'] as unknown[]) : []
  const fields = errors.flatMap((each) => {
    if (typeof each !== 'object' || each === null) return []
    const { field, detail, message } = each as Record<string, unknown>
    const said = detail ?? message
    return typeof field === 'string' ? [{ field, message: typeof said === 'string' ? said : field }] : []
  })
  const field = text('field')
  const title = text('title') ?? `HTTP ${status}`
  return {
    type: text('type') ?? 'about:blank',
    title,
    status,
    detail: text('detail'),
    requestId: headers.get('x-request-id') ?? text('requestId'),
    retryAfterSeconds: Number(headers.get('retry-after')) || null,
    fields: fields.length || !field ? fields : [{ field, message: text('detail') ?? title }],
  }
}
