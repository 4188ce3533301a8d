-- The files of a version are entered before the version, a few at a time, so
-- that others may write in between: the reference to it goes. Files without a
-- version belong to an import under way, or to one that never ended.
CREATE TABLE version_file_new (
	version_id TEXT NOT NULL,
	path       TEXT NOT NULL,
	blob       TEXT NOT NULL,
	size       BIGINT NOT NULL,
	media_type TEXT NOT NULL,
	PRIMARY KEY (version_id, path)
);
INSERT INTO version_file_new (version_id, path, blob, size, media_type)
SELECT version_id, path, blob, size, media_type FROM version_file;
DROP TABLE version_file;
ALTER TABLE version_file_new RENAME TO version_file;
CREATE INDEX version_file_blob ON version_file (blob);
