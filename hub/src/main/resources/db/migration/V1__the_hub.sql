-- The hub's tables. Rules: every table that holds a company's data carries tenant_id, first in its primary key, with row
-- level security forced on it (V2). Ids are UUIDv7. What WhatsApp or a receiver said is kept as bytes, never as jsonb:
-- a text may hold what jsonb refuses.

-- ── companies and people ────────────────────────────────────────────────────────────────────────────────────────

-- A limit that is null is the platform's default (requests) or none.
CREATE TABLE tenant (
    id                  uuid PRIMARY KEY,
    slug                text NOT NULL UNIQUE,
    name                text NOT NULL,
    locale              text NOT NULL DEFAULT 'es',
    time_zone           text NOT NULL DEFAULT 'UTC',
    state               text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended')),
    requests_per_minute int,
    messages_per_day    int,
    devices             int,
    preferred_transport text NOT NULL DEFAULT 'CLOUD' CHECK (preferred_transport IN ('WEB', 'CLOUD')),
    created_at          timestamptz NOT NULL
);

-- People belong to the platform; what they may do in a tenant is a membership.
CREATE TABLE person (
    id            uuid PRIMARY KEY,
    email         text NOT NULL UNIQUE,
    name          text NOT NULL,
    password_hash text,
    superadmin    boolean NOT NULL DEFAULT false,
    created_at    timestamptz NOT NULL,
    last_login_at timestamptz
);

CREATE TABLE membership (
    tenant_id  uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    person_id  uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    role       text NOT NULL CHECK (role IN ('tenantAdmin', 'agent')),
    disabled   boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, person_id)
);
CREATE INDEX membership_person ON membership (person_id);

-- One-time links: first administrator (good until used), invitation, new password. Only a hash of the token is kept.
CREATE TABLE one_time_link (
    token_hash bytea PRIMARY KEY,
    purpose    text NOT NULL CHECK (purpose IN ('setup', 'invitation', 'password')),
    person_id  uuid REFERENCES person ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz
);
CREATE INDEX one_time_link_person ON one_time_link (person_id);

-- A family is one login; using a token a second time ends its family.
CREATE TABLE refresh_token (
    token_hash bytea PRIMARY KEY,
    family     uuid NOT NULL,
    person_id  uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    revoked_at timestamptz
);
CREATE INDEX refresh_token_family ON refresh_token (family);
CREATE INDEX refresh_token_person ON refresh_token (person_id);

-- Failed logins per account and per address, for the growing delay.
CREATE TABLE login_attempt (
    subject    text PRIMARY KEY,
    failures   int NOT NULL,
    last_at    timestamptz NOT NULL
);

CREATE TABLE api_key (
    tenant_id    uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id           uuid NOT NULL,
    name         text NOT NULL,
    secret_hash  bytea NOT NULL,
    scopes       text[] NOT NULL,
    device_ids   uuid[],
    created_by   uuid,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX api_key_id ON api_key (id);

-- Append-only and chained: each entry's hash covers the one before it in the same tenant. It outlives its tenant; what
-- the platform does has the nil tenant id.
CREATE TABLE audit (
    tenant_id   uuid NOT NULL,
    number      bigint NOT NULL,
    id          uuid NOT NULL,
    at          timestamptz NOT NULL,
    actor_kind  text NOT NULL CHECK (actor_kind IN ('user', 'apiKey', 'system')),
    actor_id    text,
    actor_name  text,
    action      text NOT NULL,
    target_kind text,
    target_id   text,
    detail      text NOT NULL,
    address     text,
    request_id  text,
    hash        bytea NOT NULL,
    PRIMARY KEY (tenant_id, number)
);

-- First answers, sealed, because some show a secret. A row without one is at work until its lease ends. Requests that
-- belong to no tenant have the nil tenant id.
CREATE TABLE idempotency (
    tenant_id    uuid NOT NULL,
    key          text NOT NULL,
    caller       text NOT NULL,
    request_hash bytea NOT NULL,
    ticket       uuid NOT NULL,
    leased_until timestamptz NOT NULL,
    response     bytea,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, caller, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);

-- One data keyset per tenant, wrapped by the master key. The platform's own keyset has the nil tenant id.
CREATE TABLE keyset (
    tenant_id  uuid PRIMARY KEY,
    wrapped    bytea NOT NULL,
    created_at timestamptz NOT NULL
);

-- ── numbers ─────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE device (
    tenant_id        uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id               uuid NOT NULL,
    name             text NOT NULL,
    transport        text NOT NULL CHECK (transport IN ('WEB', 'CLOUD')),
    phone            text,
    state            text NOT NULL,
    state_detail     text,
    state_since      timestamptz NOT NULL,
    paused           boolean NOT NULL DEFAULT false,
    connected        boolean NOT NULL DEFAULT true,
    labels           text[] NOT NULL DEFAULT '{}',
    quality          text,
    messages_per_day int,
    last_inbound_at  timestamptz,
    last_outbound_at timestamptz,
    created_at       timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX device_id ON device (id);

CREATE TABLE device_state (
    tenant_id uuid NOT NULL,
    device_id uuid NOT NULL,
    at        timestamptz NOT NULL,
    state     text NOT NULL,
    detail    text,
    PRIMARY KEY (tenant_id, device_id, at),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device ON DELETE CASCADE
);

-- A Cloud number's way to Meta. Secrets are sealed by the vault. `account_proven`: Meta said that the number is the
-- account's. `check_at`: when Meta is asked next whether number and token are in order.
CREATE TABLE cloud_number (
    tenant_id           uuid NOT NULL,
    device_id           uuid NOT NULL,
    phone_number_id     text NOT NULL,
    business_account_id text,
    access_token        bytea NOT NULL,
    app_secret          bytea,
    verify_token        bytea,
    account_proven      boolean NOT NULL DEFAULT false,
    check_at            timestamptz,
    checks_failed       int NOT NULL DEFAULT 0,
    updated_at          timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, device_id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device ON DELETE CASCADE
);
CREATE UNIQUE INDEX cloud_number_phone_number_id ON cloud_number (phone_number_id);
CREATE INDEX cloud_number_business_account ON cloud_number (business_account_id);
CREATE INDEX cloud_number_check ON cloud_number (check_at) WHERE check_at IS NOT NULL;

-- What came for numbers that nobody here has: counted, so that somebody can find out.
CREATE TABLE unknown_number (
    phone_number_id text PRIMARY KEY,
    updates         bigint NOT NULL,
    first_at        timestamptz NOT NULL,
    last_at         timestamptz NOT NULL
);

-- ── conversations ───────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE contact (
    tenant_id  uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id         uuid NOT NULL,
    name       text,
    username   text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

-- By which names WhatsApp knows the contact: phone:+54…, user:US.…, lid:….
CREATE TABLE contact_identity (
    tenant_id  uuid NOT NULL,
    key        text NOT NULL,
    contact_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, key),
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contact ON DELETE CASCADE
);
CREATE INDEX contact_identity_contact ON contact_identity (tenant_id, contact_id);

-- `chat` is contact:<uuid> or group:<id>. `slot` never changes. `sequence` numbers the conversation's events.
-- `read_up_to`: we marked this message, and so all before it, as read at `read_at`.
CREATE TABLE conversation (
    tenant_id       uuid NOT NULL,
    id              uuid NOT NULL,
    device_id       uuid NOT NULL,
    contact_id      uuid,
    chat            text NOT NULL,
    slot            smallint NOT NULL,
    sequence        bigint NOT NULL DEFAULT 0,
    state           text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
    unread          int NOT NULL DEFAULT 0,
    last_message_id uuid,
    last_message_at timestamptz NOT NULL,
    last_preview    text NOT NULL DEFAULT '',
    last_inbound_at timestamptz,
    window_until    timestamptz,
    window_origin   text,
    read_up_to      uuid,
    read_at         timestamptz,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device ON DELETE CASCADE
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX conversation_chat ON conversation (tenant_id, device_id, chat);
CREATE INDEX conversation_latest ON conversation (tenant_id, last_message_at DESC, id DESC);
CREATE INDEX conversation_contact ON conversation (tenant_id, contact_id);
CREATE INDEX conversation_device ON conversation (tenant_id, device_id, last_message_at DESC, id DESC);

-- What was said; never changed once written. `wire_id` is empty for our own until WhatsApp names them (see outbox).
CREATE TABLE message (
    tenant_id       uuid NOT NULL,
    id              uuid NOT NULL,
    device_id       uuid NOT NULL,
    conversation_id uuid NOT NULL,
    inbound         boolean NOT NULL,
    wire_id         text,
    type            text NOT NULL,
    content         text NOT NULL,
    preview         text NOT NULL,
    context         text,
    sent_at         timestamptz NOT NULL,
    recorded_at     timestamptz NOT NULL,
    backfilled      boolean NOT NULL DEFAULT false,
    media_id        uuid,
    raw             bytea,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation ON DELETE CASCADE
);
CREATE UNIQUE INDEX message_wire ON message (tenant_id, device_id, conversation_id, wire_id);
CREATE INDEX message_thread ON message (tenant_id, conversation_id, id DESC);
CREATE INDEX message_device ON message (tenant_id, device_id, id DESC);

-- Edits and deletions, which are looked for wherever a message is shown.
CREATE INDEX message_aside ON message (tenant_id, conversation_id) WHERE type IN ('edit', 'revoke');

-- What WhatsApp knows a recorded message by, for replies, reactions, edits and statuses that name it.
CREATE INDEX message_wire_id ON message (tenant_id, device_id, wire_id);

-- ── sending ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- The one way out. A row is due while its status is 'queued'; afterwards it is where statuses are kept.
CREATE TABLE outbox (
    tenant_id        uuid NOT NULL,
    message_id       uuid NOT NULL,
    device_id        uuid NOT NULL,
    conversation_id  uuid NOT NULL,
    slot             smallint NOT NULL,
    recipient        text NOT NULL,
    status           text NOT NULL,
    due_at           timestamptz NOT NULL,
    attempts         int NOT NULL DEFAULT 0,
    expires_at       timestamptz NOT NULL,
    wire_id          text,
    history          text NOT NULL,
    error            text,
    client_reference text,
    retry_of         uuid,
    PRIMARY KEY (tenant_id, message_id),
    FOREIGN KEY (tenant_id, message_id) REFERENCES message ON DELETE CASCADE
) WITH (fillfactor = 60);

-- The queue: one lane a conversation, in the order of its messages.
CREATE INDEX outbox_due ON outbox (device_id, conversation_id, message_id) WHERE status IN ('queued', 'sending');
CREATE UNIQUE INDEX outbox_wire ON outbox (tenant_id, device_id, wire_id) WHERE wire_id IS NOT NULL;
CREATE INDEX outbox_client_reference ON outbox (tenant_id, client_reference, message_id)
    WHERE client_reference IS NOT NULL;

-- For lists of what has not gone as it should: few among many.
CREATE INDEX outbox_unsettled ON outbox (tenant_id, status, message_id)
    WHERE status IN ('queued', 'sending', 'unknown', 'failed', 'expired', 'canceled');

-- Each call that carried a message, for the page that shows why one did not go.
CREATE TABLE send_attempt (
    tenant_id   uuid NOT NULL,
    message_id  uuid NOT NULL,
    number      int NOT NULL,
    started_at  timestamptz NOT NULL,
    duration_ms int NOT NULL,
    outcome     text NOT NULL,
    status      int,
    detail      text,
    PRIMARY KEY (tenant_id, message_id, number),
    FOREIGN KEY (tenant_id, message_id) REFERENCES outbox ON DELETE CASCADE
);

-- A status that overtook the answer to the call that sent its message waits here.
CREATE TABLE early_status (
    tenant_id  uuid NOT NULL,
    device_id  uuid NOT NULL,
    wire_id    text NOT NULL,
    status     text NOT NULL,
    at         timestamptz NOT NULL,
    error      text,
    raw        bytea,
    arrived_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, device_id, wire_id, status),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device ON DELETE CASCADE
);

-- Messages counted per day against the quota; device_id is nil for the tenant as a whole.
CREATE TABLE quota_use (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    day       date NOT NULL,
    device_id uuid NOT NULL,
    messages  int NOT NULL,
    PRIMARY KEY (tenant_id, day, device_id)
) WITH (fillfactor = 50);

CREATE TABLE media (
    tenant_id     uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id            uuid NOT NULL,
    device_id     uuid,
    state         text NOT NULL CHECK (state IN ('remote', 'stored', 'missing')),
    wire_id       text,
    mime_type     text,
    sha256        text,
    bytes         bigint,
    filename      text,
    storage_key   text,
    wire_uploads  text NOT NULL DEFAULT '{}',
    problem       text,
    attempts      int NOT NULL DEFAULT 0,
    next_at       timestamptz,
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX media_due ON media (next_at) WHERE state = 'remote' AND next_at IS NOT NULL;

-- ── the log of facts and who follows it ─────────────────────────────────────────────────────────────────────────

CREATE TABLE node (
    id         uuid PRIMARY KEY,
    name       text NOT NULL,
    started_at timestamptz NOT NULL,
    alive_until timestamptz NOT NULL
) WITH (fillfactor = 30);

-- Three rows a slot in three tables: the writer's, each follower's, the owner's. One row for all three deadlocked.
CREATE TABLE slot_head (
    slot     smallint PRIMARY KEY,
    next_seq bigint NOT NULL DEFAULT 1
) WITH (fillfactor = 20);

CREATE TABLE slot_cursor (
    follower text NOT NULL,
    slot     smallint NOT NULL,
    seq      bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (follower, slot)
) WITH (fillfactor = 20);

CREATE TABLE slot_lease (
    slot  smallint PRIMARY KEY,
    owner uuid,
    epoch bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 20);

INSERT INTO slot_head (slot) SELECT generate_series(0, 255);
INSERT INTO slot_lease (slot) SELECT generate_series(0, 255);
INSERT INTO slot_cursor (follower, slot)
SELECT follower, slot FROM unnest(ARRAY['webhooks', 'statistics']) AS f (follower), generate_series(0, 255) AS s (slot);

-- Partitioned by id, which begins with the time: a day is one range of ids and is dropped as a whole.
CREATE TABLE event (
    tenant_id       uuid NOT NULL,
    id              uuid NOT NULL,
    slot            smallint NOT NULL,
    seq             bigint NOT NULL,
    recorded_at     timestamptz NOT NULL,
    type            text NOT NULL,
    lane            uuid NOT NULL,
    device_id       uuid,
    conversation_id uuid,
    message_id      uuid,
    media_id        uuid,
    endpoint_id     uuid,
    sequence        bigint,
    backfilled      boolean NOT NULL,
    normalized      bytea NOT NULL,
    raw             bytea,
    PRIMARY KEY (tenant_id, id)
) PARTITION BY RANGE (id);
CREATE INDEX event_log ON event (slot, seq);
CREATE INDEX event_message ON event (tenant_id, message_id);

-- ── webhooks ────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE endpoint (
    tenant_id        uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id               uuid NOT NULL,
    url              text NOT NULL,
    description      text NOT NULL DEFAULT '',
    event_types      text[] NOT NULL,
    device_ids       uuid[],
    format           text NOT NULL CHECK (format IN ('palomar', 'cloud')),
    strict           boolean NOT NULL DEFAULT false,
    schedule         int[],
    state            text NOT NULL CHECK (state IN ('enabled', 'disabled')),
    disabled_why     text,
    failing_since    timestamptz,
    last_failure_at  timestamptz,
    told_failing     boolean NOT NULL DEFAULT false,
    last_error       text,
    last_success_at  timestamptz,
    version          int NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

-- Secrets that sign now: the newest, and after a rotation the old ones until they run out.
CREATE TABLE endpoint_secret (
    tenant_id   uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    number      int NOT NULL,
    sealed      bytea NOT NULL,
    created_at  timestamptz NOT NULL,
    valid_until timestamptz,
    PRIMARY KEY (tenant_id, endpoint_id, number),
    FOREIGN KEY (tenant_id, endpoint_id) REFERENCES endpoint ON DELETE CASCADE
);

-- Each try at a delivery. `outcome`: delivered, retry, giveUp. Partitioned by the time of the try.
CREATE TABLE attempt (
    tenant_id        uuid NOT NULL,
    endpoint_id      uuid NOT NULL,
    event_id         uuid NOT NULL,
    number           int NOT NULL,
    started_at       timestamptz NOT NULL,
    duration_ms      int NOT NULL,
    outcome          text NOT NULL,
    event_type       text NOT NULL,
    conversation_id  uuid,
    url              text NOT NULL,
    request_headers  text NOT NULL,
    status           int,
    response_headers text,
    response_body    bytea,
    error            text,
    PRIMARY KEY (tenant_id, endpoint_id, event_id, started_at, number)
) PARTITION BY RANGE (started_at);
CREATE INDEX attempt_event ON attempt (tenant_id, event_id, endpoint_id);

-- Events that wait because their lane failed, their endpoint is down, or somebody wants them again.
CREATE TABLE parked (
    tenant_id       uuid NOT NULL,
    endpoint_id     uuid NOT NULL,
    lane            uuid NOT NULL,
    slot            smallint NOT NULL,
    seq             bigint NOT NULL,
    event_id        uuid NOT NULL,
    state           text NOT NULL CHECK (state IN ('parked', 'dead', 'canceled')),
    attempts        int NOT NULL,
    parked_at       timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, endpoint_id, lane, seq),
    FOREIGN KEY (tenant_id, endpoint_id) REFERENCES endpoint ON DELETE CASCADE
);
CREATE INDEX parked_event ON parked (tenant_id, event_id);

CREATE TABLE lane_retry (
    tenant_id   uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    lane        uuid NOT NULL,
    slot        smallint NOT NULL,
    attempts    int NOT NULL,
    next_at     timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, endpoint_id, lane),
    FOREIGN KEY (tenant_id, endpoint_id) REFERENCES endpoint ON DELETE CASCADE
) WITH (fillfactor = 60);
CREATE INDEX lane_retry_due ON lane_retry (next_at);

-- A replay is a job that parks the chosen events again; `position` is how far it has come.
CREATE TABLE replay (
    tenant_id   uuid NOT NULL,
    id          uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    since       timestamptz NOT NULL,
    until       timestamptz NOT NULL,
    types       text[],
    only_failed boolean NOT NULL,
    state       text NOT NULL CHECK (state IN ('running', 'done', 'canceled')),
    position    uuid NOT NULL,
    parked      bigint NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL,
    finished_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, endpoint_id) REFERENCES endpoint ON DELETE CASCADE
);

-- ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE stat_hour (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    hour      timestamptz NOT NULL,
    device_id uuid NOT NULL,
    what      text NOT NULL,
    count     bigint NOT NULL,
    PRIMARY KEY (tenant_id, hour, device_id, what)
) WITH (fillfactor = 50);
