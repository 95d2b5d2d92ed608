// What cannot be lived through in a minute: the figures of the days before, and when things were said. Written into the
// database of a hub that was started for this, if it is the hub's own and lies beside the credentials.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { credentialsFile } from '../browser.mjs'

const HOUR = 3_600_000
const ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** How busy a florist is, hour by hour of a day, in parts of the busiest. */
const DAY = [
  0, 0, 0, 0, 0, 0, 0.05, 0.2, 0.45, 0.8, 1, 0.95, 0.75, 0.5, 0.45, 0.6, 0.85, 0.9, 0.7, 0.45, 0.25, 0.15,
  0.1, 0.03,
]
const BUSIEST = 46

export async function backdate(tenantId, talks, names) {
  const folder = join(dirname(credentialsFile), 'postgresql')
  const pid = join(folder, 'data', 'postmaster.pid')
  if (!existsSync(pid)) {
    console.log(
      'The database is not beside the credentials: every message is of this minute, and there are no earlier figures.',
    )
    return
  }
  const database = new pg.Client({
    host: '127.0.0.1',
    port: Number(readFileSync(pid, 'utf8').split('\n')[3]),
    user: 'postgres',
    password: readFileSync(join(folder, 'password'), 'utf8').trim(),
    database: 'postgres',
  })
  await database.connect()
  try {
    await database.query("SET session_replication_role = 'replica'")
    const { rows } = await database.query("SELECT id FROM tenant WHERE slug = 'los-aromos'")
    const tenant = rows[0].id
    for (const talk of talks) await moveBack(database, tenant, talk)
    for (const [from, to] of Object.entries(names)) {
      await database.query('UPDATE endpoint SET url = $3 WHERE tenant_id = $1 AND url = $2', [
        tenant,
        from,
        to,
      ])
      await database.query('UPDATE attempt SET url = $3 WHERE tenant_id = $1 AND url = $2', [
        tenant,
        from,
        to,
      ])
    }
    await figures(database, tenant)
  } finally {
    await database.end()
  }
}

/** Ids are UUIDs of version 7 with a word in front, in the letters of Crockford. */
function uuid(id) {
  const letters = '0123456789abcdefghjkmnpqrstvwxyz'
  let value = 0n
  for (const letter of id.split('_')[1]) value = value * 32n + BigInt(letters.indexOf(letter))
  const hex = value.toString(16).padStart(32, '0')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

async function moveBack(database, tenant, { conversationId, ago, minutes, notes }) {
  const conversation = uuid(conversationId)
  const begun = Date.now() - ago * 60_000
  const at = (minute, second = 0) => new Date(begun + minute * 60_000 + second * 1_000)
  const { rows } = await database.query(
    'SELECT id, inbound, recorded_at FROM message WHERE tenant_id = $1 AND conversation_id = $2 ORDER BY id',
    [tenant, conversation],
  )
  let last = at(0)
  let lastInbound = null
  for (const [index, { id, inbound, recorded_at: now }] of rows.entries()) {
    const then = at(minutes[Math.min(index, minutes.length - 1)], (index * 7) % 50)
    await database.query(
      'UPDATE message SET sent_at = $3, recorded_at = $3 WHERE tenant_id = $1 AND id = $2',
      [tenant, id, then],
    )
    const sent = await database.query('SELECT history FROM outbox WHERE tenant_id = $1 AND message_id = $2', [
      tenant,
      id,
    ])
    for (const { history } of sent.rows) {
      const moved = history.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) =>
        new Date(Date.parse(time) - now + then.getTime()).toISOString(),
      )
      await database.query('UPDATE outbox SET history = $3 WHERE tenant_id = $1 AND message_id = $2', [
        tenant,
        id,
        moved,
      ])
    }
    last = then
    if (inbound) lastInbound = then
  }
  await database.query(
    `UPDATE conversation SET last_message_at = $3, last_inbound_at = $4, window_until = $4::timestamptz + interval '24 hours', created_at = $5
      WHERE tenant_id = $1 AND id = $2`,
    [tenant, conversation, last, lastInbound, at(0)],
  )
  const written = await database.query(
    'SELECT id FROM note WHERE tenant_id = $1 AND conversation_id = $2 ORDER BY id',
    [tenant, conversation],
  )
  for (const [index, { id }] of written.rows.entries()) {
    await database.query('UPDATE note SET at = $3 WHERE tenant_id = $1 AND id = $2', [
      tenant,
      id,
      at(notes[index]),
    ])
  }
}

async function figures(database, tenant) {
  const { rows } = await database.query(
    "SELECT id, transport FROM device WHERE tenant_id = $1 AND name IN ('Ventas', 'Mostrador Almagro') ORDER BY transport",
    [tenant],
  )
  const shares = rows.map(({ id, transport }) => [id, transport === 'CLOUD' ? 0.72 : 0.28])
  const hour = Math.floor(Date.now() / HOUR) * HOUR
  const counts = []
  for (let back = 1; back < 30 * 24; back++) {
    const at = new Date(hour - back * HOUR)
    // The hours as whoever looks at the pictures reads them.
    const local = (16 - back + 24 * 31) % 24
    const busy = BUSIEST * DAY[local] * (0.72 + 0.28 * Math.sin(back / 5) ** 2) * (1 - (back / 720) * 0.35)
    for (const [device, share] of shares)
      for (const [what, part] of Object.entries(PARTS)) {
        const count = Math.round(busy * share * part)
        if (count > 0) counts.push({ at, device, what, count })
      }
  }
  const values = JSON.stringify([...counts, ...counts.map((each) => ({ ...each, device: ALL }))])
  await database.query(
    `INSERT INTO stat_hour AS s (tenant_id, hour, device_id, what, count)
     SELECT $1, at, device, what, sum(count) FROM jsonb_to_recordset($2::jsonb) AS r (at timestamptz, device uuid, what text, count bigint)
      GROUP BY at, device, what
         ON CONFLICT (tenant_id, device_id, what, hour) DO UPDATE SET count = s.count + excluded.count`,
    [tenant, values],
  )
  await database.query(
    `INSERT INTO stat_day AS s (tenant_id, day, device_id, what, count)
     SELECT $1, (at AT TIME ZONE 'America/Argentina/Buenos_Aires')::date, device, what, sum(count)
       FROM jsonb_to_recordset($2::jsonb) AS r (at timestamptz, device uuid, what text, count bigint)
      GROUP BY 2, device, what
         ON CONFLICT (tenant_id, device_id, what, day) DO UPDATE SET count = s.count + excluded.count`,
    [tenant, values],
  )
  await database.query(
    `INSERT INTO stat_month AS s (tenant_id, month, device_id, what, count)
     SELECT $1, date_trunc('month', at AT TIME ZONE 'America/Argentina/Buenos_Aires')::date, device, what, sum(count)
       FROM jsonb_to_recordset($2::jsonb) AS r (at timestamptz, device uuid, what text, count bigint)
      GROUP BY 2, device, what
         ON CONFLICT (tenant_id, device_id, what, month) DO UPDATE SET count = s.count + excluded.count`,
    [tenant, values],
  )
}

/** How much of what there is for each message that comes in. The words are those of the hub's table of figures. */
const PARTS = {
  'message.received': 1,
  'message.queued': 0.92,
  'message.sent': 0.915,
  'message.delivered': 0.9,
  'message.read': 0.71,
  'message.failed': 0.016,
  'outcome.failed': 0.016,
  'sender.person': 0.56,
  'sender.agent': 0.25,
  'sender.apiKey': 0.11,
  'window.free': 0.83,
  'window.templateInside': 0.02,
  'window.templateOutside': 0.07,
  'answered.30': 0.06,
  'answered.60': 0.1,
  'answered.120': 0.13,
  'answered.300': 0.1,
  'answered.600': 0.05,
  'answered.1800': 0.03,
  'answered.seconds': 85,
  'attempt.delivered': 2.1,
  'attempt.failed': 0.02,
  'attempt.ms.50': 0.8,
  'attempt.ms.100': 0.9,
  'attempt.ms.200': 0.4,
}
