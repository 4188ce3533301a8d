-- How many launches somebody has begun is counted by theirs alone: without this
-- everybody's were read, and on PostgreSQL all who begin at once met each other.
CREATE INDEX lti_pending_person ON lti_pending (person_id, created_at);
