-- The second factor of people's logins, and what a list of somebody's sessions shows.

-- `secret` is sealed. Until `confirmed_at` it is an offer. A code of `last_step` or an earlier step was used or is too
-- old: each is good for one login.
CREATE TABLE second_factor (
    person_id    uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
    secret       bytea NOT NULL,
    created_at   timestamptz NOT NULL,
    confirmed_at timestamptz,
    last_step    bigint NOT NULL DEFAULT 0
);

-- What lets somebody in whose telephone is gone. Only hashes; each is good once.
CREATE TABLE recovery_code (
    person_id uuid NOT NULL REFERENCES second_factor ON DELETE CASCADE,
    code_hash bytea NOT NULL,
    used_at   timestamptz,
    PRIMARY KEY (person_id, code_hash)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON second_factor, recovery_code TO palomar_worker;

-- Whether people without a second factor are kept out of the company.
ALTER TABLE tenant ADD COLUMN second_factor_required boolean NOT NULL DEFAULT false;

-- From where a session was opened or went on.
ALTER TABLE refresh_token ADD COLUMN address text, ADD COLUMN browser text;
