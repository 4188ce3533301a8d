-- What people are told: in the app, and by mail where they have an address.
CREATE TABLE notice (
	id        TEXT PRIMARY KEY,
	person_id TEXT NOT NULL REFERENCES person (id),
	kind      TEXT NOT NULL,
	-- What fills its sentence, JSON of texts; and the page it leads to.
	detail    TEXT NOT NULL,
	href      TEXT NOT NULL,
	at        BIGINT NOT NULL,
	seen_at   BIGINT,
	-- 1: a letter is to be written, 0: not or no more.
	by_mail   INTEGER NOT NULL,
	-- Once for one person and occasion.
	once      TEXT NOT NULL UNIQUE
);
CREATE INDEX notice_person ON notice (person_id, at);
CREATE INDEX notice_mail ON notice (by_mail, at);

-- Occasions of which everybody concerned is told, in pieces: up to `reached`
-- they are; `done` 1: all.
CREATE TABLE reminder (
	occasion TEXT PRIMARY KEY,
	reached  TEXT NOT NULL,
	done     INTEGER NOT NULL,
	at       BIGINT NOT NULL
);
CREATE INDEX reminder_at ON reminder (at);

-- Letters may be of any kind now.
CREATE TABLE mail_new (
	id         TEXT PRIMARY KEY,
	person_id  TEXT NOT NULL REFERENCES person (id),
	kind       TEXT NOT NULL CHECK (kind IN ('activation', 'reset', 'notice',
	                                      'proof')),
	recipient  TEXT NOT NULL,
	subject    TEXT NOT NULL,
	body       TEXT NOT NULL,
	tries      INTEGER NOT NULL,
	next_at    BIGINT,
	created_at BIGINT NOT NULL,
	sent_at    BIGINT,
	error      TEXT,
	fault      TEXT NOT NULL DEFAULT '',
	held_until BIGINT NOT NULL DEFAULT 0
);
INSERT INTO mail_new (id, person_id, kind, recipient, subject, body, tries,
                      next_at, created_at, sent_at, error, fault, held_until)
SELECT id, person_id, kind, recipient, subject, body, tries, next_at,
       created_at, sent_at, error, fault, held_until FROM mail;
DROP TABLE mail;
ALTER TABLE mail_new RENAME TO mail;
CREATE INDEX mail_next ON mail (next_at);
CREATE INDEX mail_person ON mail (person_id, kind, created_at);
CREATE INDEX mail_done ON mail (sent_at);
