-- The picture that a published module would have from now on: it is in the blob
-- store already, and stays there while the wish waits. NULL: none is wished for.
ALTER TABLE wish ADD COLUMN picture TEXT;
ALTER TABLE wish ADD COLUMN picture_type TEXT NOT NULL DEFAULT '';
ALTER TABLE wish ADD COLUMN picture_bytes BIGINT NOT NULL DEFAULT 0;
CREATE INDEX wish_picture ON wish (picture) WHERE picture IS NOT NULL;
