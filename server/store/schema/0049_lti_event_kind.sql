-- What is kept of a connection is bounded kind by kind, so that a day of grades
-- pushes no launch out; and is looked at so.
CREATE INDEX lti_event_kind ON lti_event (connection_id, kind, at);
