/** What a look at Meta can find; the hub's stable codes. */
export const FINDINGS = [
  'token-ok', 'number-ok', 'account-ok', 'subscription-ok', 'callback-ok', 'app-secret-ok', 'verify-token-ok',
  'token-refused', 'permission-missing', 'scope-missing', 'number-unknown', 'not-registered',
  'number-restricted', 'number-blocked', 'number-disconnected', 'number-migrated', 'number-deleted',
  'number-banned', 'number-unverified', 'account-other', 'account-refused', 'subscription-missing',
  'subscription-other-app', 'subscription-refused', 'override-number-elsewhere', 'override-account-elsewhere',
  'callback-elsewhere', 'callback-missing', 'app-secret-missing', 'app-secret-other', 'verify-token-missing',
  'not-seen',
] as const // prettier-ignore
export type FindingCode = (typeof FINDINGS)[number]

export function isFinding(code: string): code is FindingCode {
  return (FINDINGS as readonly string[]).includes(code)
}

/** What can have ended a way through Embedded Signup; the hub's stable codes. */
export const SIGNUP_PROBLEMS = [
  'declined', 'expired', 'other-browser', 'dialog-failed', 'code-refused', 'token-refused', 'scope-missing',
  'no-account', 'no-number', 'no-number-joined', 'meta-away',
] as const // prettier-ignore
export type SignupProblem = (typeof SIGNUP_PROBLEMS)[number]

export function isSignupProblem(code: string): code is SignupProblem {
  return (SIGNUP_PROBLEMS as readonly string[]).includes(code)
}
