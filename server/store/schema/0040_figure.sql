-- What is counted at night of everybody together, and what it hints at.

-- How far the night's work has come; done_at: when all of it was last done.
CREATE TABLE nightly (
	part     TEXT PRIMARY KEY,
	reached  TEXT NOT NULL,
	began_at BIGINT NOT NULL,
	done_at  BIGINT NOT NULL,
	took_ms  BIGINT NOT NULL
);

-- Of a version, and of each of its units: numbers as JSON (domain/figure.h),
-- none of fewer than five people.
CREATE TABLE version_figure (
	version_id TEXT PRIMARY KEY REFERENCES version (id),
	module_id  TEXT NOT NULL REFERENCES module (id),
	figures    TEXT NOT NULL,
	at         BIGINT NOT NULL
);
CREATE INDEX version_figure_module ON version_figure (module_id);
CREATE TABLE unit_figure (
	unit_id    TEXT PRIMARY KEY REFERENCES unit (id),
	version_id TEXT NOT NULL REFERENCES version (id),
	figures    TEXT NOT NULL,
	at         BIGINT NOT NULL
);
CREATE INDEX unit_figure_version ON unit_figure (version_id);

-- What speaks for a revision; its sentence is made of kind and facts.
CREATE TABLE hint (
	id         TEXT PRIMARY KEY,
	module_id  TEXT NOT NULL REFERENCES module (id),
	version_id TEXT NOT NULL REFERENCES version (id),
	-- '' where it is of the whole, or of no question.
	unit_ident TEXT NOT NULL,
	question   TEXT NOT NULL,
	kind       TEXT NOT NULL,
	facts      TEXT NOT NULL,
	-- The higher the sooner.
	weight     DOUBLE PRECISION NOT NULL,
	state      TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'dismissed',
	                                          'gone')),
	first_at   BIGINT NOT NULL,
	at         BIGINT NOT NULL,
	decided_by TEXT REFERENCES person (id),
	decided_at BIGINT,
	words      TEXT NOT NULL,
	UNIQUE (version_id, kind, unit_ident, question)
);
CREATE INDEX hint_module ON hint (module_id, state, weight);

-- Something to mend in a module, for whoever answers for it.
CREATE TABLE revision_task (
	id         TEXT PRIMARY KEY,
	module_id  TEXT NOT NULL REFERENCES module (id),
	cause      TEXT NOT NULL CHECK (cause IN ('hint', 'regulation', 'need',
	                                          'other')),
	-- The hint or the need, or ''; the regulation that changed, or ''.
	cause_id   TEXT NOT NULL,
	regulation TEXT NOT NULL,
	words      TEXT NOT NULL,
	state      TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
	-- The version in which it was found, and that which mends it.
	from_id    TEXT REFERENCES version (id),
	version_id TEXT REFERENCES version (id),
	opened_by  TEXT REFERENCES person (id),
	opened_at  BIGINT NOT NULL,
	closed_by  TEXT REFERENCES person (id),
	closed_at  BIGINT,
	outcome    TEXT NOT NULL
);
CREATE INDEX revision_task_module ON revision_task (module_id, state);
CREATE INDEX revision_task_state ON revision_task (state, opened_at);

-- What a version changes and why, as learners read it.
CREATE TABLE version_change (
	version_id TEXT PRIMARY KEY REFERENCES version (id),
	changed    TEXT NOT NULL,
	why        TEXT NOT NULL,
	by_id      TEXT REFERENCES person (id),
	at         BIGINT NOT NULL
);

-- What the author who asks for a second person says of it, and which tasks it
-- closes (JSON).
ALTER TABLE wish ADD COLUMN changed TEXT NOT NULL DEFAULT '';
ALTER TABLE wish ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE wish ADD COLUMN revisions TEXT NOT NULL DEFAULT '[]';

-- The night reads a version's attempts in order, a page at a time.
CREATE INDEX attempt_version ON attempt (version_id, id);
CREATE INDEX hint_state ON hint (state, weight);
CREATE INDEX revision_task_cause ON revision_task (cause_id);
CREATE INDEX revision_task_opened ON revision_task (opened_at);
