-- The folder of a module of ours while it is written in the browser.
CREATE TABLE draft (
	id         TEXT PRIMARY KEY,
	agency_id  TEXT NOT NULL REFERENCES agency (id),
	-- The module it becomes a version of; NULL until there is one.
	module_id  TEXT REFERENCES module (id),
	import_id  TEXT REFERENCES import (id),
	title      TEXT NOT NULL,
	revision   BIGINT NOT NULL,
	created_at BIGINT NOT NULL,
	updated_at BIGINT NOT NULL,
	updated_by TEXT REFERENCES person (id)
);
CREATE INDEX draft_agency ON draft (agency_id, updated_at);
CREATE UNIQUE INDEX draft_module ON draft (module_id);

-- A text has its words here, a medium its blob.
CREATE TABLE draft_file (
	draft_id TEXT NOT NULL REFERENCES draft (id),
	path     TEXT NOT NULL,
	words    TEXT,
	blob     TEXT,
	size     BIGINT NOT NULL,
	revision BIGINT NOT NULL,
	PRIMARY KEY (draft_id, path)
);
CREATE INDEX draft_file_blob ON draft_file (blob);
