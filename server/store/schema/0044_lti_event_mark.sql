-- What strangers make fail at a connection is counted by the hour and by where it
-- came from, and is kept apart: it pushes nothing out that was signed.

-- '' of what came under the other side's key, and of what we did ourselves; else
-- a mark of the hour and the address (auth/mark.h), which tells neither.
ALTER TABLE lti_event ADD COLUMN mark TEXT NOT NULL DEFAULT '';

-- How often, of which the last is told.
ALTER TABLE lti_event ADD COLUMN times BIGINT NOT NULL DEFAULT 1;

CREATE UNIQUE INDEX lti_event_mark ON lti_event (connection_id, mark, kind, code)
 WHERE mark <> '';
