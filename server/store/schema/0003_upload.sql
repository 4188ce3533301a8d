-- A file that arrives in pieces (tus 1.0). The first `received` bytes of
-- DATA/uploads/ID are on disk; what lies behind them was never acknowledged.
-- When all are there it has become the import of the same id.
CREATE TABLE upload (
	id         TEXT PRIMARY KEY,
	person_id  TEXT NOT NULL REFERENCES person (id),
	agency_id  TEXT NOT NULL REFERENCES agency (id),
	name       TEXT NOT NULL,
	target_id  TEXT REFERENCES module (id),
	metadata   TEXT NOT NULL,
	bytes      BIGINT NOT NULL CHECK (bytes > 0),
	received   BIGINT NOT NULL CHECK (received BETWEEN 0 AND bytes),
	created_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL
);
CREATE INDEX upload_person ON upload (person_id, created_at);
CREATE INDEX upload_expires ON upload (expires_at);
