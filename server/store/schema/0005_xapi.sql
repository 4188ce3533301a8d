-- What packages say by xAPI, and what is kept for them.

-- A statement as it was accepted, with what we add. Never changed but for being
-- voided. The digest tells whether another of its id says the same.
CREATE TABLE statement (
	id           TEXT PRIMARY KEY,
	person_id    TEXT NOT NULL REFERENCES person (id),
	module_id    TEXT NOT NULL REFERENCES module (id),
	run_id       TEXT NOT NULL REFERENCES run (id),
	registration TEXT NOT NULL,
	verb         TEXT NOT NULL,
	-- The statement that this one voids.
	voids        TEXT,
	voided       INTEGER NOT NULL,
	digest       TEXT NOT NULL,
	body         TEXT NOT NULL,
	stored_at    BIGINT NOT NULL,
	-- Within one request.
	place        INTEGER NOT NULL
);
CREATE INDEX statement_scope
	ON statement (person_id, module_id, stored_at, place, id);

-- Hashes of the agents and activities that a statement is found by; near ones
-- are its actor and its object.
CREATE TABLE statement_name (
	statement_id TEXT NOT NULL REFERENCES statement (id),
	name         TEXT NOT NULL,
	near         INTEGER NOT NULL,
	PRIMARY KEY (statement_id, name)
);

-- State and profile documents. `id` and `folder` are hashes: of all that names
-- the document, and of what it is listed under.
CREATE TABLE document (
	id           TEXT PRIMARY KEY,
	folder       TEXT NOT NULL,
	-- NULL: of the person wherever they learn.
	module_id    TEXT REFERENCES module (id),
	-- NULL: of everybody in the module.
	person_id    TEXT REFERENCES person (id),
	registration TEXT NOT NULL,
	name         TEXT NOT NULL,
	type         TEXT NOT NULL,
	-- As it came when it is UTF-8 without NUL; else base64, and coded is 1.
	content      TEXT NOT NULL,
	coded        INTEGER NOT NULL,
	updated_at   BIGINT NOT NULL
);
CREATE INDEX document_folder ON document (folder, updated_at);
CREATE INDEX document_owner ON document (person_id, module_id);

-- What a launched unit may say and has said: a run whose package speaks xAPI.
CREATE TABLE au_run (
	run_id         TEXT PRIMARY KEY REFERENCES run (id),
	attempt_id     TEXT NOT NULL REFERENCES attempt (id),
	registration   TEXT NOT NULL,
	activity       TEXT NOT NULL,
	-- The app's address when it was launched: the home page of our accounts.
	home           TEXT NOT NULL,
	review         INTEGER NOT NULL,
	launched_at    BIGINT NOT NULL,
	fetched_at     BIGINT NOT NULL,
	initialized_at BIGINT NOT NULL,
	terminated_at  BIGINT NOT NULL,
	abandoned_at   BIGINT NOT NULL,
	last_at        BIGINT NOT NULL,
	completed      INTEGER NOT NULL,
	passed         INTEGER NOT NULL,
	failed         INTEGER NOT NULL,
	statements     BIGINT NOT NULL
);
CREATE INDEX au_run_attempt ON au_run (attempt_id);

-- What was said of a unit of cmi5 in an attempt.
CREATE TABLE au (
	attempt_id TEXT NOT NULL REFERENCES attempt (id),
	unit_id    TEXT NOT NULL REFERENCES unit (id),
	completed  INTEGER NOT NULL,
	passed     INTEGER NOT NULL,
	satisfied  INTEGER NOT NULL,
	PRIMARY KEY (attempt_id, unit_id)
);
