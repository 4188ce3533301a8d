-- What belongs to the unit of a single video or recording and is no part of
-- its version: captions, which an author adds and replaces, and the smaller
-- forms that we make.
CREATE TABLE caption (
	unit_id   TEXT NOT NULL REFERENCES unit (id),
	lang      TEXT NOT NULL,
	blob      TEXT NOT NULL,
	size      BIGINT NOT NULL,
	cues      INTEGER NOT NULL,
	-- NULL: it came with the version by the command line.
	person_id TEXT REFERENCES person (id),
	at        BIGINT NOT NULL,
	PRIMARY KEY (unit_id, lang)
);
CREATE INDEX caption_blob ON caption (blob);

CREATE TABLE media_form (
	unit_id    TEXT NOT NULL REFERENCES unit (id),
	name       TEXT NOT NULL CHECK (name IN ('240p', 'audio')),
	-- 'needless': it would not be smaller than the original.
	state      TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'needless',
	                                          'failed')),
	-- Why it failed: a word of domain/media.h.
	reason     TEXT NOT NULL,
	-- How often it was begun since somebody wished for it.
	tries      INTEGER NOT NULL,
	blob       TEXT,
	size       BIGINT NOT NULL,
	media_type TEXT NOT NULL,
	at         BIGINT NOT NULL,
	PRIMARY KEY (unit_id, name)
);
CREATE INDEX media_form_state ON media_form (state, at);
CREATE INDEX media_form_blob ON media_form (blob);

-- The videos and recordings that are there already.
INSERT INTO media_form (unit_id, name, state, reason, tries, blob, size,
                        media_type, at)
SELECT u.id, '240p', 'waiting', '', 0, NULL, 0, '', v.created_at
  FROM unit u JOIN version v ON v.id = u.version_id
 WHERE v.standard = 'file' AND u.kind = 'video';
INSERT INTO media_form (unit_id, name, state, reason, tries, blob, size,
                        media_type, at)
SELECT u.id, 'audio', 'waiting', '', 0, NULL, 0, '', v.created_at
  FROM unit u JOIN version v ON v.id = u.version_id
 WHERE v.standard = 'file' AND u.kind IN ('video', 'audio');
