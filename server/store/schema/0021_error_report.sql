-- Learners say what is wrong in a module; who is responsible answers. The
-- version and the lesson are written down by number and name, since a report
-- stays when they are gone.
CREATE TABLE error_report (
	id          TEXT PRIMARY KEY,
	module_id   TEXT NOT NULL REFERENCES module (id),
	number      INTEGER NOT NULL,
	unit_id     TEXT NOT NULL,
	unit_title  TEXT NOT NULL,
	person_id   TEXT NOT NULL REFERENCES person (id),
	kind        TEXT NOT NULL,
	words       TEXT NOT NULL,
	at          BIGINT NOT NULL,
	state       TEXT NOT NULL DEFAULT 'open',
	answer      TEXT NOT NULL DEFAULT '',
	answered_by TEXT REFERENCES person (id),
	answered_at BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX error_report_module ON error_report (module_id, state, at);
CREATE INDEX error_report_person ON error_report (person_id, at);
CREATE INDEX error_report_open ON error_report (at) WHERE state = 'open';
