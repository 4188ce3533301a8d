-- LTI 1.3, where we are the platform: our modules and programmes launch tools.

CREATE TABLE lti_tool (
	id            TEXT PRIMARY KEY,
	agency_id     TEXT NOT NULL REFERENCES agency (id),
	name          TEXT NOT NULL,
	client_id     TEXT NOT NULL UNIQUE,
	login_url     TEXT NOT NULL,
	target_url    TEXT NOT NULL,
	-- '': it offers no choosing.
	choice_url    TEXT NOT NULL,
	-- One of the two: where its keys are, or one key (a JWK).
	jwks_url      TEXT NOT NULL,
	jwk           TEXT NOT NULL,
	-- Short names of AGS and NRPS scopes, space-separated.
	scopes        TEXT NOT NULL,
	send_name     INTEGER NOT NULL,
	send_email    INTEGER NOT NULL,
	-- {name: value}, JSON; values may be $Variables.
	custom        TEXT NOT NULL,
	state         TEXT NOT NULL CHECK (state IN ('active', 'off')),
	revision      BIGINT NOT NULL,
	created_by    TEXT REFERENCES person (id),
	created_at    BIGINT NOT NULL,
	updated_at    BIGINT NOT NULL
);
CREATE INDEX lti_tool_agency ON lti_tool (agency_id);

-- Exactly these may get an id_token.
CREATE TABLE lti_tool_redirect (
	tool_id TEXT NOT NULL REFERENCES lti_tool (id),
	uri     TEXT NOT NULL,
	PRIMARY KEY (tool_id, uri)
);

-- An installation of it, for one agency; its id is the deployment_id.
CREATE TABLE lti_tool_deployment (
	id         TEXT PRIMARY KEY,
	tool_id    TEXT NOT NULL REFERENCES lti_tool (id),
	agency_id  TEXT NOT NULL REFERENCES agency (id),
	state      TEXT NOT NULL CHECK (state IN ('active', 'off')),
	created_at BIGINT NOT NULL,
	UNIQUE (tool_id, agency_id)
);

-- Whom a tool knows by what name: random, other for each tool.
CREATE TABLE lti_subject (
	tool_id    TEXT NOT NULL REFERENCES lti_tool (id),
	person_id  TEXT NOT NULL REFERENCES person (id),
	sub        TEXT NOT NULL,
	created_at BIGINT NOT NULL,
	PRIMARY KEY (tool_id, sub)
);
-- Two of one person are left by a merge: the older is sent.
CREATE INDEX lti_subject_person ON lti_subject (person_id, tool_id);

-- A place of ours that leads to a tool (a resource link): a unit of a module, in
-- the context of that module, or an activity of a programme, in that of a batch.
CREATE TABLE lti_resource (
	id            TEXT PRIMARY KEY,
	deployment_id TEXT NOT NULL REFERENCES lti_tool_deployment (id),
	context_kind  TEXT NOT NULL CHECK (context_kind IN ('module', 'batch')),
	context_id    TEXT NOT NULL,
	-- The unit's ident, or the activity's id.
	ref           TEXT NOT NULL,
	title         TEXT NOT NULL,
	url           TEXT NOT NULL,
	custom        TEXT NOT NULL,
	created_at    BIGINT NOT NULL,
	updated_at    BIGINT NOT NULL,
	UNIQUE (deployment_id, context_kind, context_id, ref)
);
CREATE INDEX lti_resource_context ON lti_resource (context_kind, context_id);

-- A launch that one of our pages began, until the tool asks for it: used once.
CREATE TABLE lti_pending (
	hint_hash     TEXT PRIMARY KEY,
	kind          TEXT NOT NULL CHECK (kind IN ('launch', 'choice')),
	person_id     TEXT NOT NULL REFERENCES person (id),
	session_id    TEXT NOT NULL,
	-- login_hint and the browser's cookie.
	login_hash    TEXT NOT NULL,
	browser_hash  TEXT NOT NULL,
	deployment_id TEXT NOT NULL REFERENCES lti_tool_deployment (id),
	resource_id   TEXT REFERENCES lti_resource (id),
	-- Of a choice: for what, JSON; and the data it comes back with.
	facts         TEXT NOT NULL,
	data_hash     TEXT NOT NULL,
	created_at    BIGINT NOT NULL,
	used_at       BIGINT,
	-- Of a choice: when its response was taken.
	answered_at   BIGINT
);
CREATE INDEX lti_pending_created ON lti_pending (created_at);
CREATE INDEX lti_pending_data ON lti_pending (data_hash);

-- Access tokens of tools.
CREATE TABLE lti_access (
	token_hash    TEXT PRIMARY KEY,
	tool_id       TEXT NOT NULL REFERENCES lti_tool (id),
	scopes        TEXT NOT NULL,
	-- The tool's key that asked for it.
	kid           TEXT NOT NULL,
	expires_at    BIGINT NOT NULL
);
CREATE INDEX lti_access_expires ON lti_access (expires_at);
CREATE INDEX lti_access_tool ON lti_access (tool_id);

-- jti and nonces that tools have used.
CREATE TABLE lti_once (
	tool_id    TEXT NOT NULL REFERENCES lti_tool (id),
	hash       TEXT NOT NULL,
	expires_at BIGINT NOT NULL,
	PRIMARY KEY (tool_id, hash)
);
CREATE INDEX lti_once_expires ON lti_once (expires_at);

CREATE TABLE lti_line_item (
	id            TEXT PRIMARY KEY,
	deployment_id TEXT NOT NULL REFERENCES lti_tool_deployment (id),
	context_kind  TEXT NOT NULL CHECK (context_kind IN ('module', 'batch')),
	context_id    TEXT NOT NULL,
	lti_resource_id TEXT REFERENCES lti_resource (id),
	-- 1: the one whose scores are the unit's or the activity's.
	counts        INTEGER NOT NULL,
	-- As the tool calls it (resourceId, tag); ''.
	their_id      TEXT NOT NULL,
	tag           TEXT NOT NULL,
	label         TEXT NOT NULL,
	most          DOUBLE PRECISION NOT NULL,
	-- ISO 8601 as given; ''.
	starts_at     TEXT NOT NULL,
	ends_at       TEXT NOT NULL,
	created_at    BIGINT NOT NULL,
	removed_at    BIGINT
);
CREATE INDEX lti_line_item_context
	ON lti_line_item (context_kind, context_id, deployment_id);
CREATE INDEX lti_line_item_resource ON lti_line_item (lti_resource_id);

-- What a tool said of one learner last.
CREATE TABLE lti_result (
	line_item_id TEXT NOT NULL REFERENCES lti_line_item (id),
	person_id    TEXT NOT NULL REFERENCES person (id),
	at_us        BIGINT NOT NULL,
	-- NULL: no score (any more).
	given        DOUBLE PRECISION,
	most         DOUBLE PRECISION NOT NULL,
	activity     TEXT NOT NULL,
	grading      TEXT NOT NULL,
	words        TEXT NOT NULL,
	started_at   TEXT NOT NULL,
	submitted_at TEXT NOT NULL,
	-- Of all that was sent: the same again is no change.
	hash         TEXT NOT NULL,
	-- What a teacher set instead, a share of 1; NULL.
	override     DOUBLE PRECISION,
	override_by  TEXT REFERENCES person (id),
	override_at  BIGINT,
	updated_at   BIGINT NOT NULL,
	PRIMARY KEY (line_item_id, person_id)
);
CREATE INDEX lti_result_person ON lti_result (person_id);

-- A roster is read by pages of people (store/lti_roster.sql).
CREATE INDEX attempt_member ON attempt (module_id, person_id, number);

-- A unit of kind 'tool' needs no table: its definition (unit_definition) says
-- url, custom and line item. An activity of a programme says them in `setting`.
ALTER TABLE activity ADD COLUMN kind_new TEXT NOT NULL DEFAULT 'module'
	CHECK (kind_new IN ('module', 'event', 'quiz', 'survey', 'assignment',
	                    'discussion', 'tool'));
UPDATE activity SET kind_new = kind;
ALTER TABLE activity DROP COLUMN kind;
ALTER TABLE activity RENAME COLUMN kind_new TO kind;

-- A tool may register itself once, with a token that an administrator's browser
-- takes to it; what it says waits until they turn it on.
CREATE TABLE lti_offer (
	token_hash TEXT PRIMARY KEY,
	agency_id  TEXT NOT NULL REFERENCES agency (id),
	created_by TEXT NOT NULL REFERENCES person (id),
	created_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL
);
CREATE INDEX lti_offer_expires ON lti_offer (expires_at);
