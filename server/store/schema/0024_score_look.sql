-- Who looked at learners' scores. Rows are added, never changed.
CREATE TABLE score_look (
	id        TEXT PRIMARY KEY,
	module_id TEXT NOT NULL REFERENCES module (id),
	-- Whose; NULL: everybody's in the module.
	person_id TEXT REFERENCES person (id),
	looked_by TEXT NOT NULL REFERENCES person (id),
	kind      TEXT NOT NULL CHECK (kind IN ('list', 'learner', 'export')),
	at        BIGINT NOT NULL
);
CREATE INDEX score_look_by ON score_look (module_id, looked_by, at);
CREATE INDEX score_look_person ON score_look (person_id, at);
