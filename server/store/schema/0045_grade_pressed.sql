-- When somebody last asked for a grade to be sent at once: no more than once a
-- minute each, whoever presses.
ALTER TABLE lti_grade ADD COLUMN pressed_at BIGINT;
