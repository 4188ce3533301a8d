-- LTI 1.3, where we are the tool: other systems' courses launch our modules.

-- A platform and our registration there. Who is who comes from (issuer, sub)
-- alone, so two rows of one issuer have the same keys (store/lti_platform.h).
CREATE TABLE lti_platform (
	id             TEXT PRIMARY KEY,
	agency_id      TEXT NOT NULL REFERENCES agency (id),
	name           TEXT NOT NULL,
	issuer         TEXT NOT NULL,
	client_id      TEXT NOT NULL,
	auth_url       TEXT NOT NULL,
	token_url      TEXT NOT NULL,
	-- The aud of what we sign for a token; '' is token_url.
	token_audience TEXT NOT NULL,
	jwks_url       TEXT NOT NULL,
	-- 'moodle', 'canvas', …; '' unknown.
	family         TEXT NOT NULL,
	state          TEXT NOT NULL CHECK (state IN ('pending', 'active', 'off')),
	-- New deployments: 'accept' or 'ask'.
	deployments    TEXT NOT NULL CHECK (deployments IN ('accept', 'ask')),
	-- 1: launches without a person are let in, and count for nobody.
	anonymous      INTEGER NOT NULL,
	revision       BIGINT NOT NULL,
	created_by     TEXT REFERENCES person (id),
	created_at     BIGINT NOT NULL,
	updated_at     BIGINT NOT NULL,
	UNIQUE (issuer, client_id)
);
CREATE INDEX lti_platform_agency ON lti_platform (agency_id);

CREATE TABLE lti_deployment (
	platform_id TEXT NOT NULL REFERENCES lti_platform (id),
	deployment  TEXT NOT NULL,
	state       TEXT NOT NULL CHECK (state IN ('pending', 'active', 'off')),
	created_at  BIGINT NOT NULL,
	PRIMARY KEY (platform_id, deployment)
);

-- One link by which a platform may register us, made by an administrator.
CREATE TABLE lti_invitation (
	token_hash TEXT PRIMARY KEY,
	agency_id  TEXT NOT NULL REFERENCES agency (id),
	-- The host that may use it at once; '': whoever uses it waits for a word.
	host       TEXT NOT NULL,
	created_by TEXT REFERENCES person (id),
	created_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,
	used_at    BIGINT,
	platform_id TEXT REFERENCES lti_platform (id)
);
CREATE INDEX lti_invitation_agency ON lti_invitation (agency_id, created_at);

-- A login that has begun (OIDC), until its launch comes: used once.
CREATE TABLE lti_login (
	state_hash   TEXT PRIMARY KEY,
	nonce_hash   TEXT NOT NULL,
	platform_id  TEXT NOT NULL REFERENCES lti_platform (id),
	-- As said in step 1; '' not said.
	deployment   TEXT NOT NULL,
	target       TEXT NOT NULL,
	-- The browser's cookie; what storage the platform offers, '' none.
	browser_hash TEXT NOT NULL,
	storage      TEXT NOT NULL,
	address_hash TEXT NOT NULL,
	-- login_hint and lti_message_hint, JSON: a browser that lost our cookie
	-- asks once more in a tab of its own.
	hints        TEXT NOT NULL,
	created_at   BIGINT NOT NULL,
	used_at      BIGINT,
	-- The payload of a launch that was found good but for the browser, JSON,
	-- until the page proves it by the platform's storage; and the proof.
	held         TEXT,
	proof_hash   TEXT
);
CREATE INDEX lti_login_created ON lti_login (created_at);
CREATE INDEX lti_login_address ON lti_login (address_hash, created_at);
CREATE INDEX lti_login_platform ON lti_login (platform_id, created_at);

-- Whose account a platform's user is. Never found by name or address.
CREATE TABLE lti_account (
	issuer     TEXT NOT NULL,
	sub        TEXT NOT NULL,
	person_id  TEXT NOT NULL REFERENCES person (id),
	created_at BIGINT NOT NULL,
	-- When they joined it to an account of their own; NULL: a guest's.
	joined_at  BIGINT,
	PRIMARY KEY (issuer, sub)
);
CREATE INDEX lti_account_person ON lti_account (person_id);

-- A course there.
CREATE TABLE lti_context (
	id          TEXT PRIMARY KEY,
	platform_id TEXT NOT NULL REFERENCES lti_platform (id),
	deployment  TEXT NOT NULL,
	context     TEXT NOT NULL,
	title       TEXT NOT NULL,
	label       TEXT NOT NULL,
	-- Of its roster (NRPS); ''.
	members_url TEXT NOT NULL,
	updated_at  BIGINT NOT NULL,
	UNIQUE (platform_id, deployment, context)
);

-- A place in a course from which a module, or a unit of it, is opened.
CREATE TABLE lti_link (
	id            TEXT PRIMARY KEY,
	platform_id   TEXT NOT NULL REFERENCES lti_platform (id),
	deployment    TEXT NOT NULL,
	resource_link TEXT NOT NULL,
	context_id    TEXT REFERENCES lti_context (id),
	module_id     TEXT NOT NULL REFERENCES module (id),
	-- '' is the whole module.
	unit_ident    TEXT NOT NULL,
	title         TEXT NOT NULL,
	-- AGS: the endpoints last told, and what may be done there ("lineitem
	-- score …", space-separated short names); ''.
	line_item     TEXT NOT NULL,
	line_items    TEXT NOT NULL,
	scopes        TEXT NOT NULL,
	-- The scoreMaximum of the line item; 0: not known yet.
	most          DOUBLE PRECISION NOT NULL,
	created_at    BIGINT NOT NULL,
	updated_at    BIGINT NOT NULL,
	UNIQUE (platform_id, deployment, resource_link)
);
CREATE INDEX lti_link_module ON lti_link (module_id);
CREATE INDEX lti_link_context ON lti_link (context_id);

-- Who opened it, as whom the platform knows them.
CREATE TABLE lti_member (
	link_id    TEXT NOT NULL REFERENCES lti_link (id),
	person_id  TEXT NOT NULL REFERENCES person (id),
	sub        TEXT NOT NULL,
	role       TEXT NOT NULL CHECK (role IN ('learner', 'instructor', 'test')),
	seen_at    BIGINT NOT NULL,
	PRIMARY KEY (link_id, person_id)
);
CREATE INDEX lti_member_person ON lti_member (person_id);

-- Somebody at a link wants to be an account of their own: a link for a quarter
-- of an hour, used once.
CREATE TABLE lti_joining (
	token_hash TEXT PRIMARY KEY,
	issuer     TEXT NOT NULL,
	sub        TEXT NOT NULL,
	person_id  TEXT NOT NULL REFERENCES person (id),
	link_id    TEXT NOT NULL REFERENCES lti_link (id),
	expires_at BIGINT NOT NULL
);
CREATE INDEX lti_joining_person ON lti_joining (person_id);

-- One launch: what its session may do. Rows of sessions that are over go.
CREATE TABLE lti_launch (
	id          TEXT PRIMARY KEY,
	platform_id TEXT NOT NULL REFERENCES lti_platform (id),
	-- NULL while something is chosen (deep linking).
	link_id     TEXT REFERENCES lti_link (id),
	person_id   TEXT NOT NULL REFERENCES person (id),
	kind        TEXT NOT NULL CHECK (kind IN ('link', 'choice', 'review')),
	role        TEXT NOT NULL CHECK (role IN ('learner', 'instructor', 'test')),
	-- Of a review: whose work.
	of_id       TEXT REFERENCES person (id),
	return_url  TEXT NOT NULL,
	-- Deep linking settings with the deployment_id, JSON; '{}'.
	settings    TEXT NOT NULL,
	-- Origins that may frame it, space-separated.
	embed       TEXT NOT NULL,
	-- As the platform says it; ''.
	locale      TEXT NOT NULL,
	-- What the page trades for a session, once, within some minutes.
	ticket_hash TEXT,
	created_at  BIGINT NOT NULL
);
CREATE INDEX lti_launch_platform ON lti_launch (platform_id, created_at);
CREATE INDEX lti_launch_ticket ON lti_launch (ticket_hash);

-- A session that a launch began: it opens what the launch is about, no more,
-- and lives without a cookie where a browser keeps none (auth/session.h).
ALTER TABLE session ADD COLUMN launch_id TEXT REFERENCES lti_launch (id);
ALTER TABLE session ADD COLUMN embed TEXT NOT NULL DEFAULT '';
CREATE INDEX session_secret ON session (secret_hash)
 WHERE launch_id IS NOT NULL;

-- What a platform's gradebook is to know of one learner at one link: one row,
-- in which the newest replaces what was not sent (training/passback.h).
CREATE TABLE lti_grade (
	id           TEXT PRIMARY KEY,
	link_id      TEXT NOT NULL REFERENCES lti_link (id),
	person_id    TEXT NOT NULL REFERENCES person (id),
	-- A share of 1; NULL: progress only.
	scaled       DOUBLE PRECISION,
	activity     TEXT NOT NULL,
	grading      TEXT NOT NULL,
	started_at   BIGINT,
	submitted_at BIGINT,
	-- The timestamp it is told with, in microseconds: strictly increasing.
	at_us        BIGINT NOT NULL,
	-- Goes up with every change; what was sent last, and its share of 1 or
	-- what a teacher has allowed to be replaced since.
	revision     BIGINT NOT NULL,
	sent         BIGINT NOT NULL,
	there        DOUBLE PRECISION,
	-- What a teacher set there instead.
	found        DOUBLE PRECISION,
	state        TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'attention')),
	attempts     INTEGER NOT NULL,
	-- NULL: nothing to be done. Since when it is to be sent.
	next_at      BIGINT,
	asked_at     BIGINT NOT NULL,
	-- Why it did not arrive (lti/faults.def), and their words; ''.
	code         TEXT NOT NULL,
	said         TEXT NOT NULL,
	sent_at      BIGINT,
	updated_at   BIGINT NOT NULL,
	UNIQUE (link_id, person_id)
);
CREATE INDEX lti_grade_next ON lti_grade (next_at);
CREATE INDEX lti_grade_person ON lti_grade (person_id);

-- Others' public keys, by the address that tells them.
CREATE TABLE lti_keyset (
	url        TEXT PRIMARY KEY,
	body       TEXT NOT NULL,
	fetched_at BIGINT NOT NULL,
	-- Fetched anew from then on.
	until_at   BIGINT NOT NULL,
	-- When an unknown kid, or a failure, last made us ask.
	forced_at  BIGINT NOT NULL,
	why        TEXT NOT NULL
);

-- Ours. Published before they sign and after (lti/key.h).
CREATE TABLE lti_key (
	kid           TEXT PRIMARY KEY,
	role          TEXT NOT NULL CHECK (role IN ('tool', 'platform')),
	-- PKCS#8, sealed (auth/seal.h).
	private       TEXT NOT NULL,
	jwk           TEXT NOT NULL,
	created_at    BIGINT NOT NULL,
	sign_from     BIGINT NOT NULL,
	sign_until    BIGINT NOT NULL,
	publish_until BIGINT NOT NULL,
	revoked_at    BIGINT
);
CREATE INDEX lti_key_role ON lti_key (role, sign_from);

-- What happened at a connection, lately: for who looks after it. No token, no
-- address, no name of a person stands here.
CREATE TABLE lti_event (
	id            TEXT PRIMARY KEY,
	-- A platform's id, a tool's, or '' for who is not registered.
	connection_id TEXT NOT NULL,
	kind          TEXT NOT NULL CHECK (kind IN ('launch', 'choice', 'keys',
	                                            'token', 'grade', 'roster',
	                                            'registration', 'test')),
	-- 'ok', or a code of lti/faults.def.
	code          TEXT NOT NULL,
	-- What the sentence needs, JSON.
	facts         TEXT NOT NULL,
	-- The reference that was shown; ''.
	request       TEXT NOT NULL,
	at            BIGINT NOT NULL
);
CREATE INDEX lti_event_connection ON lti_event (connection_id, at);
CREATE INDEX lti_event_at ON lti_event (at);
