// A company with far more conversations than anybody makes by hand, put straight into the hub's own PostgreSQL.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { credentials, credentialsFile, hub } from './browser.mjs'
import { json, MARK, stamp } from './world.mjs'

export const CONVERSATIONS = 10_000
export const MESSAGES = 50_000

/** A red square of two by two. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
)

/** The database that the hub started for itself, beside the credentials; null where it uses another. */
export function databaseFolder() {
  const folder = join(dirname(credentialsFile), 'postgresql')
  return existsSync(join(folder, 'data', 'postmaster.pid')) ? folder : null
}

async function connected(folder) {
  const database = new pg.Client({
    host: '127.0.0.1',
    port: Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[3]),
    user: 'postgres',
    password: readFileSync(join(folder, 'password'), 'utf8').trim(),
    database: 'postgres',
  })
  await database.connect()
  return database
}

/** @returns the company; `thread` is its newest conversation, which holds all the messages. */
export async function crowd() {
  const { access_token: token } = await json(`${hub}/v1/auth/login`, 'POST', {
    email: credentials.email,
    password: credentials.password,
  })
  const headers = { authorization: `Bearer ${token}` }
  const name = `Crowd ${stamp}`
  const tenant = await json(
    `${hub}/v1/tenants`,
    'POST',
    { name, slug: `${MARK}crowd-${stamp}`, locale: 'es-AR', timeZone: 'America/Argentina/Buenos_Aires' },
    headers,
  )
  headers['x-tenant-id'] = tenant.id
  await json(`${hub}/v1/devices`, 'POST', { name: 'Ventas', transport: 'WEB' }, headers)
  const form = new FormData()
  form.append('file', new Blob([PICTURE], { type: 'image/png' }), 'rosas.png')
  const uploaded = await fetch(`${hub}/v1/media`, { method: 'POST', headers, body: form })
  if (!uploaded.ok) throw new Error(`POST /v1/media answered ${uploaded.status}: ${await uploaded.text()}`)
  const database = await connected(databaseFolder())
  await database.query(PEOPLE)
  await database.query(THREAD)
  await database.query('ANALYZE contact, contact_identity, conversation, message')
  await database.end()
  const call = (path, method, body) => json(hub + path, method, body, headers)
  const newest = await call('/v1/conversations?limit=1')
  return {
    tenant,
    thread: newest.data[0].id,
    call,
    remove: () =>
      json(`${hub}/v1/tenants/${tenant.id}?name=${encodeURIComponent(name)}`, 'DELETE', undefined, headers),
  }
}

/** An id that begins with a time, as the hub's own do. */
const ID = (at, number) =>
  `(lpad(to_hex((extract(epoch FROM ${at}) * 1000)::bigint), 12, '0') || '7000' || '8000' || lpad(to_hex(${number}), 12, '0'))::uuid`

/** The company that was made last, and its number. */
const HERE = `
  WITH here AS (SELECT d.tenant_id, d.id AS device_id FROM device d JOIN tenant t ON t.id = d.tenant_id
                 WHERE t.name LIKE 'Crowd %' ORDER BY d.created_at DESC LIMIT 1)`

const NAMES = `(ARRAY['Ana','Bruno','Carla','Diego','Elena','Fabián','Gabriela','Hernán','Inés','Julián'])[1 + n % 10]
  || ' ' || (ARRAY['Acosta','Benítez','Cabrera','Domínguez','Escobar','Fernández','Giménez'])[1 + n % 7] || ' ' || n`

/** One conversation with each, the later ones quieter for longer. */
const PEOPLE = `${HERE}, people AS (
    SELECT h.*, n, now() - n * interval '1 minute' AS at, ${ID("now() - n * interval '1 minute'", 'n')} AS id
      FROM here h, generate_series(1, ${CONVERSATIONS}) n),
  contacts AS (
    INSERT INTO contact (tenant_id, id, name, created_at, updated_at)
    SELECT tenant_id, id, ${NAMES}, at, at FROM people),
  identities AS (
    INSERT INTO contact_identity (tenant_id, key, contact_id, since)
    SELECT tenant_id, 'phone:+54911' || (60000000 + n), id, at FROM people)
  INSERT INTO conversation (tenant_id, id, device_id, contact_id, chat, slot, unread, last_message_at, last_preview,
                            last_inbound_at, created_at)
  SELECT tenant_id, id, device_id, id, 'contact:' || id, n % 256, CASE WHEN n % 9 = 0 THEN n % 4 ELSE 0 END, at,
         'Quería preguntar por el pedido ' || n, at, at
    FROM people`

/** Every fortieth one is a picture, every thirtieth a place, every fiftieth a reaction, every seventh an answer. */
const THREAD = `${HERE}, place AS MATERIALIZED (
    SELECT h.*,
           (SELECT id FROM conversation v WHERE v.tenant_id = h.tenant_id ORDER BY last_message_at DESC LIMIT 1) AS thread,
           (SELECT id FROM media f WHERE f.tenant_id = h.tenant_id LIMIT 1) AS picture
      FROM here h), talk AS (
    SELECT p.*, n, now() - (${MESSAGES} - n) * interval '3 minutes' - interval '2 minutes' AS at,
           CASE WHEN n % 40 = 3 THEN 'image' WHEN n % 30 = 4 THEN 'location' WHEN n % 50 = 6 THEN 'reaction' ELSE 'text' END AS type,
           'Mensaje ' || n || repeat(', que sigue un poco más y llega a la línea siguiente', (n * 7919) % 5)
             || CASE WHEN n % 11 = 0 THEN ' 🌹🎉 https://example.com/pedido/' || n ELSE '' END AS words
      FROM place p, generate_series(1, ${MESSAGES}) n)
  INSERT INTO message (tenant_id, id, device_id, conversation_id, inbound, wire_id, type, content, preview, context,
                       sent_at, recorded_at, media_id)
  SELECT tenant_id, ${ID('at', 'n')}, device_id, thread, n % 3 > 0, 'crowd.' || n, type,
         CASE type
           WHEN 'image' THEN json_build_object('type', 'image', 'image', json_build_object('caption', words))
           WHEN 'location' THEN json_build_object('type', 'location', 'location',
             json_build_object('latitude', -34.6, 'longitude', -58.38, 'name', words))
           WHEN 'reaction' THEN json_build_object('type', 'reaction', 'reaction',
             json_build_object('message_id', 'crowd.' || (n - 2), 'emoji', '👍'))
           ELSE json_build_object('type', 'text', 'text', json_build_object('body', words)) END::text,
         words, CASE WHEN n % 7 = 5 THEN json_build_object('id', 'crowd.' || (n - 4))::text END,
         at, at, CASE WHEN type = 'image' THEN picture END
    FROM talk`
