import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, expect, it, vi } from 'vitest'
import { setUpWords } from '@/i18n/setup'
import { LoginForm } from './LoginForm'

beforeAll(() => setUpWords('es'))

function show(answer: () => Response) {
  vi.stubGlobal(
    'fetch',
    vi.fn(() => Promise.resolve(answer())),
  )
  const signedIn = vi.fn()
  render(
    <QueryClientProvider client={new QueryClient()}>
      <LoginForm onSignedIn={signedIn} />
    </QueryClientProvider>,
  )
  return signedIn
}

const json = (body: object, status = 200, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })

async function logIn(email: string, password: string) {
  const user = userEvent.setup()
  if (email) await user.type(screen.getByLabelText('Correo electrónico'), email)
  if (password) await user.type(screen.getByLabelText('Contraseña'), password)
  await user.click(screen.getByRole('button', { name: 'Entrar' }))
}

it('a_right_password_lets_in', async () => {
  const signedIn = show(() =>
    json({ access_token: 'a', token_type: 'Bearer', expires_in: 600, user: {}, tenants: [] }),
  )
  await logIn('ana@example.com', 'correct horse')
  expect(signedIn).toHaveBeenCalledOnce()
})

it('a_wrong_password_says_so_and_keeps_what_was_typed', async () => {
  const signedIn = show(() => json({ type: '/problems/invalid-credentials', title: 'x', status: 401 }, 401))
  await logIn('ana@example.com', 'wrong')
  expect(await screen.findByRole('alert')).toHaveTextContent('El correo o la contraseña no son correctos.')
  expect(screen.getByLabelText('Contraseña')).toHaveValue('wrong')
  expect(signedIn).not.toHaveBeenCalled()
})

it('too_many_attempts_tell_how_long_to_wait', async () => {
  show(() =>
    json({ type: '/problems/too-many-logins', title: 'x', status: 429 }, 429, { 'retry-after': '17' }),
  )
  await logIn('ana@example.com', 'wrong')
  expect(await screen.findByRole('alert')).toHaveTextContent('Espere 17 s')
})

it('an_empty_form_is_not_sent_and_each_fault_is_next_to_its_field', async () => {
  show(() => json({}))
  await logIn('ana', '')
  expect(screen.getByLabelText('Correo electrónico')).toBeInvalid()
  expect(screen.getByLabelText('Contraseña')).toHaveAccessibleDescription('Escriba su contraseña.')
  expect(fetch).not.toHaveBeenCalled()
})

it('an_account_with_a_second_factor_is_asked_for_its_code', async () => {
  const answers = [
    json({ type: '/problems/second-factor-required', title: 'x', status: 401 }, 401),
    json({ type: '/problems/invalid-code', title: 'x', status: 401 }, 401),
    json({ access_token: 'a', token_type: 'Bearer', expires_in: 600, user: {}, tenants: [] }),
  ]
  const signedIn = show(() => answers.shift() as Response)
  await logIn('ana@example.com', 'correct horse')
  const user = userEvent.setup()
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  const code = await screen.findByLabelText('Código de su aplicación')
  expect(code).toHaveFocus()
  await user.type(code, '000000')
  await user.click(screen.getByRole('button', { name: 'Entrar' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('El código no es correcto')
  await user.clear(code)
  await user.type(code, '123456')
  await user.click(screen.getByRole('button', { name: 'Entrar' }))
  await vi.waitFor(() => expect(signedIn).toHaveBeenCalledOnce())
})
