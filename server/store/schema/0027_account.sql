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
