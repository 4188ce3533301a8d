-- Mail: how it leaves, what waits to leave, and who asked for a new password.

CREATE TABLE mail_server (
	id          INTEGER PRIMARY KEY CHECK (id = 1),
	host        TEXT NOT NULL,
	port        INTEGER NOT NULL,
	security    TEXT NOT NULL CHECK (security IN ('none', 'starttls', 'tls')),
	login       TEXT NOT NULL,
	-- Sealed (auth/seal.h); NULL: none is needed.
	password    TEXT,
	sender      TEXT NOT NULL,
	-- When a letter last was taken by it as it is set now.
	verified_at BIGINT
);

CREATE TABLE mail (
	id         TEXT PRIMARY KEY,
	person_id  TEXT NOT NULL REFERENCES person (id),
	kind       TEXT NOT NULL CHECK (kind IN ('activation', 'reset')),
	recipient  TEXT NOT NULL,
	subject    TEXT NOT NULL,
	-- Sealed, since it lets somebody in; empty once it is sent or given up.
	body       TEXT NOT NULL,
	tries      INTEGER NOT NULL,
	-- NULL: there is nothing more to do.
	next_at    BIGINT,
	created_at BIGINT NOT NULL,
	sent_at    BIGINT,
	-- What the last try said.
	error      TEXT
);
CREATE INDEX mail_next ON mail (next_at);
CREATE INDEX mail_person ON mail (person_id, kind, created_at);

-- Written whoever it is, and looked at in the background.
CREATE TABLE password_request (
	id         TEXT PRIMARY KEY,
	login      TEXT NOT NULL,
	lang       INTEGER NOT NULL,
	created_at BIGINT NOT NULL
);
