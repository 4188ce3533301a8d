-- Why the last try failed, as a word of http/mail.h; error is what was said.
ALTER TABLE mail ADD COLUMN fault TEXT NOT NULL DEFAULT '';

-- Being sent until then, by one of several that may. Apart from next_at, so that
-- all that waits may be hurried.
ALTER TABLE mail ADD COLUMN held_until BIGINT NOT NULL DEFAULT 0;

-- Those that are swept after some time.
CREATE INDEX mail_done ON mail (sent_at);
