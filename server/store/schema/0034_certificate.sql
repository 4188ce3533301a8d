-- Papers: what they say, their seal, and what became of them.

-- Ed25519. The newest without ended_at signs; all verify.
CREATE TABLE certificate_key (
	id         TEXT PRIMARY KEY,
	-- In base64; the secret one is sealed (auth/seal.h).
	public     TEXT NOT NULL,
	secret     TEXT NOT NULL,
	created_at BIGINT NOT NULL,
	ended_at   BIGINT
);

-- What an agency's papers look like, JSON. Rows are added: the newest counts,
-- and a paper keeps the one it was made with, with its logo.
CREATE TABLE certificate_design (
	id         TEXT PRIMARY KEY,
	agency_id  TEXT NOT NULL REFERENCES agency (id),
	design     TEXT NOT NULL,
	-- The agency's, in its numbers; of no other agency, then or later.
	code       TEXT NOT NULL,
	-- A copy of agency_logo, in base64; '' and 0 without one.
	logo       TEXT NOT NULL,
	logo_type  TEXT NOT NULL,
	logo_at    BIGINT NOT NULL,
	by_id      TEXT REFERENCES person (id),
	at         BIGINT NOT NULL
);
CREATE INDEX certificate_design_agency ON certificate_design (agency_id, at);
CREATE INDEX certificate_design_code ON certificate_design (code, agency_id);

-- The next number of an agency's papers of a kind in a year.
CREATE TABLE certificate_series (
	agency_id TEXT NOT NULL REFERENCES agency (id),
	kind      TEXT NOT NULL,
	year      INTEGER NOT NULL,
	next      INTEGER NOT NULL,
	PRIMARY KEY (agency_id, kind, year)
);

CREATE TABLE certificate (
	id          TEXT PRIMARY KEY,
	number      TEXT NOT NULL UNIQUE,
	kind        TEXT NOT NULL CHECK (kind IN ('attendance', 'completion',
	                                          'pass')),
	person_id   TEXT NOT NULL REFERENCES person (id),
	agency_id   TEXT NOT NULL REFERENCES agency (id),
	design_id   TEXT REFERENCES certificate_design (id),
	-- What it is for, and what shows that it was earned.
	source      TEXT NOT NULL CHECK (source IN ('module', 'event', 'programme')),
	source_id   TEXT NOT NULL,
	evidence    TEXT NOT NULL,
	-- All that is printed, JSON.
	facts       TEXT NOT NULL,
	-- What is in the QR: sealed facts and signature, base64url.
	seal        TEXT NOT NULL,
	key_id      TEXT NOT NULL REFERENCES certificate_key (id),
	issued_at   BIGINT NOT NULL,
	-- The paper that this one takes the place of.
	replaces    TEXT UNIQUE REFERENCES certificate (id),
	-- When it stopped being good: revoked, or another took its place.
	revoked_at  BIGINT,
	revoked_by  TEXT REFERENCES person (id),
	revoked_why TEXT NOT NULL,
	-- Once for one person, kind, thing and renewal.
	once        TEXT NOT NULL UNIQUE
);
CREATE INDEX certificate_person ON certificate (person_id, issued_at);
CREATE INDEX certificate_source ON certificate (source, source_id);
CREATE INDEX certificate_agency ON certificate (agency_id, issued_at);
-- Revoked, or replaced by another: what the public list holds.
CREATE INDEX certificate_revoked ON certificate (revoked_at)
	WHERE revoked_at IS NOT NULL;

-- A PDF that an officer has signed elsewhere (BSrE), beside ours.
CREATE TABLE certificate_signed (
	certificate_id TEXT PRIMARY KEY REFERENCES certificate (id),
	blob           TEXT NOT NULL,
	bytes          BIGINT NOT NULL,
	by_id          TEXT REFERENCES person (id),
	at             BIGINT NOT NULL
);
CREATE INDEX certificate_signed_blob ON certificate_signed (blob);
