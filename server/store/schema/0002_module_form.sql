-- What authors say of a module after its import. Nothing said is '' or 0.
ALTER TABLE module ADD COLUMN topic TEXT NOT NULL DEFAULT ''
	CHECK (topic IN ('', 'it', 'public-service', 'leadership', 'finance',
	                 'other'));
ALTER TABLE module ADD COLUMN jp INTEGER NOT NULL DEFAULT 0;
ALTER TABLE module ADD COLUMN minutes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE module ADD COLUMN contact TEXT NOT NULL DEFAULT '';
ALTER TABLE module ADD COLUMN legal_basis TEXT NOT NULL DEFAULT '';
-- A day, 2027-01-31.
ALTER TABLE module ADD COLUMN review_by TEXT NOT NULL DEFAULT '';
-- A blob, and what it is; NULL: no picture.
ALTER TABLE module ADD COLUMN picture TEXT;
ALTER TABLE module ADD COLUMN picture_type TEXT NOT NULL DEFAULT '';
ALTER TABLE module ADD COLUMN picture_bytes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE module ADD COLUMN picture_alt TEXT NOT NULL DEFAULT '';
CREATE INDEX module_picture ON module (picture);
