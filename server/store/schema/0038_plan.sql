-- What learners set out to do, and what became of it in their work.

CREATE TABLE action_plan (
	id           TEXT PRIMARY KEY,
	person_id    TEXT NOT NULL REFERENCES person (id),
	-- Whose module or programme; whose person, and where they worked then.
	agency_id    TEXT NOT NULL REFERENCES agency (id),
	home_id      TEXT NOT NULL REFERENCES agency (id),
	unit_id      TEXT REFERENCES org_unit (id),
	source       TEXT NOT NULL CHECK (source IN ('module', 'programme')),
	source_id    TEXT NOT NULL,
	version_id   TEXT REFERENCES version (id),
	batch_id     TEXT REFERENCES batch (id),
	-- The attempt, or the enrolment.
	evidence     TEXT NOT NULL UNIQUE,
	choice       TEXT NOT NULL,
	words        TEXT NOT NULL,
	by_day       TEXT NOT NULL,
	-- What is asked of superior and colleague, JSON; as the version said, {}
	-- where it said nothing.
	asks         TEXT NOT NULL,
	state        TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
	-- From when 30, 90 and 180 days count; NULL: not finished yet.
	completed_at BIGINT,
	-- Whom they named; '' is nobody yet.
	superior_name   TEXT NOT NULL,
	superior_email  TEXT NOT NULL,
	colleague_name  TEXT NOT NULL,
	colleague_email TEXT NOT NULL,
	created_at   BIGINT NOT NULL,
	updated_at   BIGINT NOT NULL
);
CREATE INDEX action_plan_person ON action_plan (person_id, created_at);
CREATE INDEX action_plan_source ON action_plan (source, source_id, created_at);
CREATE INDEX action_plan_batch ON action_plan (batch_id);
CREATE INDEX action_plan_agency ON action_plan (agency_id);
CREATE INDEX action_plan_home ON action_plan (home_id, created_at);

-- The addresses of others that were named for it. Who says "that is not me"
-- (stopped_at) gets no letter of it any more; how often one was named bounds
-- how many there are.
CREATE TABLE plan_address (
	plan_id    TEXT NOT NULL REFERENCES action_plan (id),
	address    TEXT NOT NULL,
	times      INTEGER NOT NULL,
	at         BIGINT NOT NULL,
	stopped_at BIGINT,
	PRIMARY KEY (plan_id, address)
);

-- One question to one of three, by a one-time link (training/followup.h).
CREATE TABLE followup (
	id          TEXT PRIMARY KEY,
	plan_id     TEXT NOT NULL REFERENCES action_plan (id),
	day         INTEGER NOT NULL CHECK (day IN (30, 90, 180)),
	role        TEXT NOT NULL CHECK (role IN ('learner', 'superior',
	                                          'colleague')),
	-- '' for the learner, who is the plan's.
	recipient   TEXT NOT NULL,
	due_at      BIGINT NOT NULL,
	-- Links of an earlier epoch are worth nothing.
	epoch       BIGINT NOT NULL,
	expires_at  BIGINT NOT NULL,
	-- Letters so far, and when the next is due; NULL: none any more.
	letters     INTEGER NOT NULL,
	next_at     BIGINT,
	first_sent_at BIGINT,
	answered_at BIGINT,
	-- JSON; NULL: not answered.
	answers     TEXT,
	-- Their choices in the order of the questions: "yes,partly".
	gist        TEXT NOT NULL DEFAULT '',
	UNIQUE (plan_id, day, role)
);
CREATE INDEX followup_next ON followup (next_at);
CREATE INDEX followup_recipient ON followup (recipient);

-- Letters may go to who has no account.
CREATE TABLE mail_new (
	id         TEXT PRIMARY KEY,
	person_id  TEXT REFERENCES person (id),
	kind       TEXT NOT NULL CHECK (kind IN ('activation', 'reset', 'notice',
	                                      'proof', 'followup')),
	recipient  TEXT NOT NULL,
	subject    TEXT NOT NULL,
	body       TEXT NOT NULL,
	tries      INTEGER NOT NULL,
	next_at    BIGINT,
	created_at BIGINT NOT NULL,
	sent_at    BIGINT,
	error      TEXT,
	fault      TEXT NOT NULL DEFAULT '',
	held_until BIGINT NOT NULL DEFAULT 0
);
INSERT INTO mail_new (id, person_id, kind, recipient, subject, body, tries,
                      next_at, created_at, sent_at, error, fault, held_until)
SELECT id, person_id, kind, recipient, subject, body, tries, next_at,
       created_at, sent_at, error, fault, held_until FROM mail;
DROP TABLE mail;
ALTER TABLE mail_new RENAME TO mail;
CREATE INDEX mail_next ON mail (next_at);
CREATE INDEX mail_person ON mail (person_id, kind, created_at);
CREATE INDEX mail_done ON mail (sent_at);
