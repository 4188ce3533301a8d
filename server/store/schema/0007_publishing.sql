-- Who publishes, what was withdrawn, and what became of versions.
ALTER TABLE agency ADD COLUMN approval INTEGER NOT NULL DEFAULT 0;
ALTER TABLE module ADD COLUMN withdrawn_at BIGINT;
ALTER TABLE module ADD COLUMN withdrawn_by TEXT REFERENCES person (id);
-- The reason, as learners are told.
ALTER TABLE module ADD COLUMN withdrawn_why TEXT NOT NULL DEFAULT '';
-- The version that this one was published as a minor change of.
ALTER TABLE version ADD COLUMN follows TEXT REFERENCES version (id);

-- An author asks that a version be published.
CREATE TABLE wish (
	id         TEXT PRIMARY KEY,
	module_id  TEXT NOT NULL REFERENCES module (id),
	version_id TEXT NOT NULL REFERENCES version (id),
	minor      INTEGER NOT NULL,
	words      TEXT NOT NULL,
	state      TEXT NOT NULL CHECK (state IN ('waiting', 'approved',
	                                          'returned', 'recalled')),
	asked_by   TEXT NOT NULL REFERENCES person (id),
	asked_at   BIGINT NOT NULL,
	decided_by TEXT REFERENCES person (id),
	decided_at BIGINT,
	answer     TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX wish_waiting ON wish (version_id) WHERE state = 'waiting';
CREATE INDEX wish_module ON wish (module_id, asked_at);
CREATE INDEX wish_state ON wish (state, asked_at);

-- What happened to a module. Rows are added, never changed and never removed.
CREATE TABLE module_event (
	id         TEXT PRIMARY KEY,
	module_id  TEXT NOT NULL REFERENCES module (id),
	place      INTEGER NOT NULL,
	version_id TEXT REFERENCES version (id),
	-- NULL: the command line.
	person_id  TEXT REFERENCES person (id),
	kind       TEXT NOT NULL,
	words      TEXT NOT NULL,
	at         BIGINT NOT NULL
);
CREATE INDEX module_event_module ON module_event (module_id, place);
INSERT INTO module_event (id, module_id, place, version_id, person_id, kind,
                          words, at)
SELECT id, module_id, number, id, created_by, 'imported', '', created_at FROM version;

-- An attempt that a minor change took along. Rows are added only, as above.
CREATE TABLE attempt_move (
	id         TEXT PRIMARY KEY,
	attempt_id TEXT NOT NULL REFERENCES attempt (id),
	from_id    TEXT NOT NULL REFERENCES version (id),
	to_id      TEXT NOT NULL REFERENCES version (id),
	at         BIGINT NOT NULL
);
CREATE INDEX attempt_move_attempt ON attempt_move (attempt_id);
CREATE INDEX attempt_module ON attempt (module_id, version_id);
