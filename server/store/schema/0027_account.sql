-- The second factor, and to whom modules are shown.

-- RFC 6238. Until it is confirmed it asks for nothing.
CREATE TABLE totp (
	person_id    TEXT PRIMARY KEY REFERENCES person (id),
	-- Sealed (auth/seal.h).
	secret       TEXT NOT NULL,
	created_at   BIGINT NOT NULL,
	confirmed_at BIGINT,
	-- The step that was used last: a code works once.
	step         BIGINT NOT NULL
);

CREATE TABLE recovery_code (
	hash      TEXT PRIMARY KEY,
	person_id TEXT NOT NULL REFERENCES person (id),
	used_at   BIGINT
);
CREATE INDEX recovery_code_person ON recovery_code (person_id);

-- Whose learners see a module besides those of its own agency: 1 everybody, or
-- the agencies of module_share.
ALTER TABLE module ADD COLUMN shared INTEGER NOT NULL DEFAULT 1;

CREATE TABLE module_share (
	module_id TEXT NOT NULL REFERENCES module (id),
	agency_id TEXT NOT NULL REFERENCES agency (id),
	at        BIGINT NOT NULL,
	by_id     TEXT REFERENCES person (id),
	PRIMARY KEY (module_id, agency_id)
);
CREATE INDEX module_share_agency ON module_share (agency_id);

-- How somebody would like their name to be written, where that is more than
-- mending its spelling: an organiser of their agency answers.
CREATE TABLE name_wish (
	person_id TEXT PRIMARY KEY REFERENCES person (id),
	agency_id TEXT NOT NULL REFERENCES agency (id),
	name      TEXT NOT NULL,
	at        BIGINT NOT NULL
);
CREATE INDEX name_wish_agency ON name_wish (agency_id, at);

-- A one-time code that was mailed to an address which guests gave: who types it
-- shows that those guests' seats and papers are theirs. One a person.
CREATE TABLE guest_proof (
	person_id  TEXT PRIMARY KEY REFERENCES person (id),
	email      TEXT NOT NULL,
	code_hash  TEXT NOT NULL,
	created_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL
);
