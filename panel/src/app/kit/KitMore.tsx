import { Inbox, WifiOff } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '@/ui/Button'
import { Section } from '@/ui/Card'
import { Chart } from '@/ui/chart/Chart'
import { FilePicker } from '@/ui/choose/FilePicker'
import { Segmented } from '@/ui/choose/Segmented'
import { Switch } from '@/ui/choose/Switch'
import { DataTable } from '@/ui/DataTable'
import { EmptyState } from '@/ui/EmptyState'
import { Field } from '@/ui/Field'
import { Combobox } from '@/ui/float/Combobox'
import { CommandPalette } from '@/ui/float/CommandPalette'
import { ListingGroup, ListingItem } from '@/ui/float/Listing'
import { Popover } from '@/ui/float/Popover'
import { Tooltip } from '@/ui/float/Tooltip'
import { Sheet } from '@/ui/Sheet'
import { Avatar } from '@/ui/show/Avatar'
import { Banner } from '@/ui/show/Banner'
import { Countdown } from '@/ui/show/Countdown'
import { DiffView } from '@/ui/show/DiffView'
import { Kbd } from '@/ui/show/Kbd'
import { Progress } from '@/ui/show/Progress'
import { Stat } from '@/ui/show/Stat'
import { Stepper } from '@/ui/show/Stepper'
import { Tag } from '@/ui/show/Tag'
import { VirtualList } from '@/ui/VirtualList'

const OPTIONS = ['Ana', 'Bruno', 'Carla', 'Álvaro'].map((label) => ({ id: label, label }))
const POINTS = Array.from({ length: 24 }, (_, hour) => ({
  key: String(hour),
  label: `${hour}:00`,
  tick: String(hour),
  values: { in: Math.round(30 + 25 * Math.sin(hour / 3)), out: Math.round(20 + 15 * Math.cos(hour / 4)) },
}))
const SERIES = [
  { id: 'in', name: 'in', color: 1 },
  { id: 'out', name: 'out', color: 2 },
] as const

/** What floats, counts and draws. */
export function KitMore() {
  return (
    <>
      <Floating />
      <Choosing />
      <Showing />
      <Section title={'Chart'}>
        <div className="grid gap-6 lg:grid-cols-3">
          {(['bars', 'lines', 'areas'] as const).map((kind) => (
            <Chart key={kind} kind={kind} label={kind} series={SERIES} points={POINTS} />
          ))}
        </div>
      </Section>
      <Section title={'DataTable, VirtualList'}>
        <DataTable
          label={'People'}
          rows={OPTIONS}
          rowId={({ id }) => id}
          onOpen={() => undefined}
          openLabel={({ label }) => label}
          columns={[
            {
              id: 'name',
              header: 'Name',
              cell: ({ label }) => label,
              sort: ({ label }) => label,
              narrow: 'head',
            },
            {
              id: 'length',
              header: 'Length',
              cell: ({ label }) => label.length,
              sort: ({ label }) => label.length,
            },
          ]}
        />
        <div className="mt-4 flex h-40 flex-col rounded-md border">
          <VirtualList
            label={'Ten thousand'}
            items={Array.from({ length: 10_000 }, (_, index) => ({ id: String(index) }))}
            itemId={({ id }) => id}
            estimate={33}
            render={({ id }) => <div className="px-3 py-1.5 text-sm">{id}</div>}
            hasMore={false}
            loadingMore={false}
            onMore={() => undefined}
          />
        </div>
      </Section>
    </>
  )
}

function Floating() {
  const [popover, setPopover] = useState(false)
  const [palette, setPalette] = useState(false)
  const [sheet, setSheet] = useState(false)
  const [typed, setTyped] = useState('')
  return (
    <Section title={'Floating'}>
      <Row>
        <Tooltip text={'Tooltip'} keys="Mod+K">
          <Button>{'Tooltip'}</Button>
        </Tooltip>
        <Popover
          label={'Popover'}
          open={popover}
          onOpenChange={setPopover}
          trigger={<Button>{'Popover'}</Button>}
        >
          <p className="text-sm">{'Content'}</p>
        </Popover>
        <Button onClick={() => setPalette(true)}>{'CommandPalette'}</Button>
        <Button onClick={() => setSheet(true)}>{'Sheet'}</Button>
        <Kbd keys="Mod+K" />
        <Kbd keys="Shift+E" />
      </Row>
      <CommandPalette
        open={palette}
        onClose={() => setPalette(false)}
        label={'Command palette'}
        placeholder={'Where to?'}
        typed={typed}
        onTyped={setTyped}
      >
        <ListingGroup title={'Go to'}>
          {OPTIONS.map(({ id, label }) => (
            <ListingItem key={id} id={id} words={[label]} hint={'hint'} onSelect={() => setPalette(false)}>
              {label}
            </ListingItem>
          ))}
        </ListingGroup>
      </CommandPalette>
      <Sheet open={sheet} onClose={() => setSheet(false)} title={'Sheet'}>
        {'Content'}
      </Sheet>
    </Section>
  )
}

function Choosing() {
  const [one, setOne] = useState<string[]>(['Ana'])
  const [many, setMany] = useState<string[]>(['Ana', 'Carla'])
  const [on, setOn] = useState(true)
  const [part, setPart] = useState<'a' | 'b' | 'c'>('a')
  const [file, setFile] = useState<File | null>(new File(['x'.repeat(2_400)], 'contacts.csv'))
  return (
    <Section title={'Choosing'}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={'Combobox, one'}>
          {(control) => (
            <Combobox
              label={'Person'}
              control={control}
              single
              options={OPTIONS}
              value={one}
              onChange={setOne}
              placeholder={'Nobody'}
            />
          )}
        </Field>
        <Field label={'Combobox, several'}>
          {(control) => (
            <Combobox
              label={'People'}
              control={control}
              options={OPTIONS}
              value={many}
              onChange={setMany}
              placeholder={'Nobody'}
            />
          )}
        </Field>
        <Switch label={'Switch'} hint={'at once'} checked={on} onChange={setOn} />
        <Switch label={'disabled'} checked={false} disabled onChange={() => undefined} />
        <div>
          <Segmented
            label={'Segmented'}
            value={part}
            onChange={setPart}
            options={[
              { id: 'a', label: 'All' },
              { id: 'b', label: 'Mine' },
              { id: 'c', label: 'Unread' },
            ]}
          />
        </div>
        <FilePicker label={'FilePicker'} hint={'CSV, up to 10 MB'} file={file} onFile={setFile} />
        <FilePicker label={'FilePicker'} file={null} onFile={() => undefined} error={'Not a CSV file'} />
      </div>
    </Section>
  )
}

function Showing() {
  return (
    <Section title={'Showing'}>
      <div className="grid gap-5">
        <Row>
          {OPTIONS.map(({ id }) => (
            <Avatar key={id} id={id} name={id} />
          ))}
          <Avatar id="x" name={null} />
          <Avatar id="g" name={'Group'} group />
          <Avatar id="s" name={'Small One'} size="sm" />
          <Avatar id="l" name={'Large One'} size="lg" />
        </Row>
        <Row>
          <Tag>{'tag'}</Tag>
          <Tag color="#d97706">{'with colour'}</Tag>
          <Tag color="#16a34a" name={'removable'} onRemove={() => undefined}>
            {'removable'}
          </Tag>
        </Row>
        <dl className="grid grid-cols-3 gap-4">
          <Stat label={'Received'} value={'1,204'} hint={'12 % more than yesterday'} />
          <Stat label={'Sent'} value={'987'} />
          <Stat label={'Failed'} value={'3'} />
        </dl>
        <div className="grid max-w-sm gap-2">
          <Progress label={'some'} value={0.4} />
          <Progress label={'done'} value={1} tone="ok" />
          <Progress label={'nobody knows'} value={null} />
        </div>
        <Row>
          <Countdown to={soon(11_520_000)} />
          <Countdown to={soon(247_000)} />
        </Row>
        <Stepper
          label={'Stepper'}
          steps={[
            { id: '1', title: 'Done', state: 'done', detail: 'with detail' },
            { id: '2', title: 'Running', state: 'running' },
            { id: '3', title: 'Now', state: 'now' },
            { id: '4', title: 'Failed', state: 'failed', detail: 'why' },
            { id: '5', title: 'To do', state: 'todo' },
          ]}
        />
        <DiffView label={'DiffView'} before={'Hello\nold line\nend'} after={'Hello\nnew line\nend\nmore'} />
        {(['warn', 'info', 'bad', 'ok', 'idle'] as const).map((tone) => (
          <Banner key={tone} tone={tone} icon={WifiOff} action={<button type="button">{'Try now'}</button>}>
            {'Banner'}
          </Banner>
        ))}
        <EmptyState icon={Inbox} title={'EmptyState'}>
          {'Says why and teaches the next step.'}
        </EmptyState>
      </div>
    </Section>
  )
}

const OPENED = Date.now()
const soon = (ms: number) => new Date(OPENED + ms).toISOString()

function Row({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-2">{children}</div>
}
