-- What an author would say of a published module from now on: JSON, each
-- member with its old and its new value. '': a version is to be published.
ALTER TABLE wish ADD COLUMN changes TEXT NOT NULL DEFAULT '';
