-- What agencies look like, the codes that let people in once, and what each
-- person was told about their data.

CREATE TABLE agency_logo (
	agency_id  TEXT PRIMARY KEY REFERENCES agency (id),
	media_type TEXT NOT NULL,
	-- In base64: the engines have no column of bytes alike.
	bytes      TEXT NOT NULL,
	changed_at BIGINT NOT NULL
);

-- One a person: a new code takes the place of the one before.
CREATE TABLE activation (
	person_id  TEXT PRIMARY KEY REFERENCES person (id),
	-- Of the code, as a password's.
	code_hash  TEXT NOT NULL,
	created_by TEXT REFERENCES person (id),
	created_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,
	used_at    BIGINT
);

CREATE TABLE privacy_ack (
	person_id TEXT NOT NULL REFERENCES person (id),
	version   INTEGER NOT NULL,
	at        BIGINT NOT NULL,
	PRIMARY KEY (person_id, version)
);
