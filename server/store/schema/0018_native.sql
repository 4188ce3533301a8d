-- Modules of our own format, balai/1. What a quiz, a case, a survey or a plan
-- is, keys included, as JSON; no file of the version has it.
CREATE TABLE unit_definition (
	unit_id    TEXT PRIMARY KEY REFERENCES unit (id),
	definition TEXT NOT NULL
);

-- The folder as its author wrote it, for the next one who edits it. Learners
-- get none of these files.
CREATE TABLE version_source (
	version_id TEXT NOT NULL REFERENCES version (id),
	path       TEXT NOT NULL,
	blob       TEXT NOT NULL,
	size       BIGINT NOT NULL,
	PRIMARY KEY (version_id, path)
);
CREATE INDEX version_source_blob ON version_source (blob);

-- Does the attempt wait for this unit, and does its score count?
ALTER TABLE unit ADD COLUMN required INTEGER NOT NULL DEFAULT 1;
ALTER TABLE unit ADD COLUMN scored INTEGER NOT NULL DEFAULT 1;
CREATE INDEX unit_optional ON unit (version_id) WHERE required = 0;

-- What its author calls a module, the same in every version; '': nothing.
ALTER TABLE module ADD COLUMN ident TEXT NOT NULL DEFAULT '';
CREATE INDEX module_ident ON module (agency_id, ident) WHERE ident <> '';

-- What module.json says besides: goals, audience, competencies … as JSON.
ALTER TABLE version ADD COLUMN about TEXT NOT NULL DEFAULT '{}';

-- What a lesson's {{name}} stands for in an agency.
CREATE TABLE agency_token (
	agency_id TEXT NOT NULL REFERENCES agency (id),
	name      TEXT NOT NULL,
	value     TEXT NOT NULL,
	PRIMARY KEY (agency_id, name)
);
