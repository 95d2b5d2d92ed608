import { Inbox, Plus, Settings } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { ProblemError } from '@/lib/problem'
import { Button, IconButton } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { CodeBlock, CopyField } from '@/ui/Code'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { DEVICE_STATES, DevicePill } from '@/ui/DevicePill'
import { Dialog } from '@/ui/Dialog'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, PasswordInput, Select, Textarea } from '@/ui/Input'
import { KeyValues } from '@/ui/KeyValues'
import { Menu, MenuItem, MenuSeparator } from '@/ui/Menu'
import { Notice } from '@/ui/Notice'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Card'
import { SkeletonLines, SkeletonRows } from '@/ui/Skeleton'
import { DELIVERY_STATES, DeliveryPill, MESSAGE_STATUSES, MessagePill } from '@/ui/StatusPill'
import { Tabs } from '@/ui/Tabs'
import { Time } from '@/ui/Time'
import { toast } from '@/ui/toast'
import { Preferences } from '../Preferences'
import { KitMore } from './KitMore'
import { KitTokens } from './KitTokens'

const REFUSED = new ProblemError({
  type: '/problems/invalid-value',
  title: 'A value is not valid',
  status: 422,
  detail: 'url: expected https',
  requestId: '0199c8f2a4b87c3e9a10',
  retryAfterSeconds: null,
  fields: [{ field: 'url', message: 'expected https' }],
})

/** Every component in every state. The words here are names of states and for developers only. */
export function KitPage() {
  const [checked, setChecked] = useState(true)
  const [tab, setTab] = useState<'one' | 'two'>('one')
  const [open, setOpen] = useState<'dialog' | 'drawer' | 'confirm' | null>(null)
  const close = () => setOpen(null)
  return (
    <div className="bg-surface p-4">
      <Page title={'Kit'} actions={<Preferences />}>
        <KitTokens />
        <Section title={'Button'}>
          {(['primary', 'secondary', 'ghost', 'danger'] as const).map((variant) => (
            <Row key={variant}>
              <Button variant={variant}>{variant}</Button>
              <Button variant={variant} size="sm">{`${variant} sm`}</Button>
              <Button
                variant={variant}
                icon={<Plus aria-hidden className="size-4" />}
              >{`${variant} icon`}</Button>
              <Button variant={variant} busy>{`${variant} busy`}</Button>
              <Button variant={variant} disabled>{`${variant} disabled`}</Button>
            </Row>
          ))}
          <IconButton label={'IconButton'}>
            <Settings aria-hidden className="size-4" />
          </IconButton>
        </Section>
        <Section title={'Pill'}>
          <Row>
            {DEVICE_STATES.map((state) => (
              <DevicePill key={state} state={state} />
            ))}
          </Row>
          <Row>
            {MESSAGE_STATUSES.map((status) => (
              <MessagePill key={status} status={status} />
            ))}
          </Row>
          <Row>
            {DELIVERY_STATES.map((state) => (
              <DeliveryPill key={state} state={state} />
            ))}
          </Row>
        </Section>
        <Section title={'Field'}>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={'Input'} hint={'hint'}>
              {(control) => <Input {...control} />}
            </Field>
            <Field label={'Input'} error={'error'} hint={'hint'}>
              {(control) => <Input {...control} />}
            </Field>
            <Field label={'Select'}>
              {(control) => (
                <Select {...control}>
                  <option>{'one'}</option>
                </Select>
              )}
            </Field>
            <Field label={'PasswordInput'} optional={'optional'}>
              {(control) => <PasswordInput {...control} />}
            </Field>
            <Field label={'Textarea'}>{(control) => <Textarea {...control} />}</Field>
            <Field label={'Input disabled'}>{(control) => <Input {...control} disabled />}</Field>
            <Checkbox label={'Checkbox'} hint={'hint'} checked={checked} onChange={setChecked} />
            <Checkbox label={'indeterminate'} checked="indeterminate" onChange={() => undefined} />
          </div>
        </Section>
        <Section title={'Notice'}>
          <div className="grid gap-2">
            {(['ok', 'info', 'warn', 'bad', 'idle'] as const).map((tone) => (
              <Notice key={tone} tone={tone} title={tone}>
                {'What happened and what to do.'}
              </Notice>
            ))}
            <ErrorState error={REFUSED} onRetry={() => undefined} />
            <ErrorState error={new TypeError('fetch failed')} onRetry={() => undefined} />
          </div>
        </Section>
        <Section title={'Loading and empty'}>
          <SkeletonLines />
          <SkeletonRows rows={2} />
          <EmptyState
            icon={Inbox}
            title={'EmptyState'}
            action={<Button variant="primary">{'Next step'}</Button>}
          >
            {'Says why and teaches the next step.'}
          </EmptyState>
        </Section>
        <Section title={'Text'}>
          <div className="grid gap-4">
            <KeyValues
              items={[
                ['KeyValues', 'value'],
                ['Time', <Time key="t" at="2026-11-20T12:00:00.000Z" as="relative" />],
              ]}
            />
            <CopyField label={'CopyField'} value={'https://hub.example.com/webhooks/meta/whatsapp'} />
            <CodeBlock label={'CodeBlock'} code={'{\n  "hello": "world"\n}'} />
            <Tabs
              label={'Tabs'}
              value={tab}
              onChange={setTab}
              tabs={[
                { id: 'one', label: 'one', content: 'first' },
                { id: 'two', label: 'two', content: 'second' },
              ]}
            />
          </div>
        </Section>
        <Section title={'Over the page'}>
          <Row>
            <Button onClick={() => setOpen('dialog')}>{'Dialog'}</Button>
            <Button onClick={() => setOpen('drawer')}>{'Drawer'}</Button>
            <Button onClick={() => setOpen('confirm')}>{'ConfirmDialog'}</Button>
            <Button onClick={() => toast('Done')}>{'toast'}</Button>
            <Menu label={'Menu'} trigger={<Button>{'Menu'}</Button>}>
              <MenuItem onSelect={() => undefined}>{'Item'}</MenuItem>
              <MenuItem disabled onSelect={() => undefined}>
                {'Disabled'}
              </MenuItem>
              <MenuSeparator />
              <MenuItem danger onSelect={() => undefined}>
                {'Danger'}
              </MenuItem>
            </Menu>
          </Row>
        </Section>
        <KitMore />
        <Dialog open={open === 'dialog'} onClose={close} title={'Dialog'} description={'Description'}>
          {'Content'}
        </Dialog>
        <Dialog open={open === 'drawer'} onClose={close} title={'Drawer'} kind="drawer">
          {'Content'}
        </Dialog>
        <ConfirmDialog
          open={open === 'confirm'}
          onClose={close}
          title={'Delete?'}
          action={'Delete'}
          name={'Ventas'}
          onConfirm={close}
        >
          {'Asks for the name.'}
        </ConfirmDialog>
      </Page>
    </div>
  )
}

function Row({ children }: { children: ReactNode }) {
  return <div className="mb-2 flex flex-wrap gap-2">{children}</div>
}
