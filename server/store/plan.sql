-- name: plan_by_id
SELECT p.id, p.person_id, p.agency_id, p.home_id, p.unit_id, p.source,
       p.source_id, p.version_id, p.batch_id, p.evidence, p.choice, p.words,
       p.by_day, p.asks, p.state, p.completed_at, p.superior_name,
       p.superior_email, p.colleague_name, p.colleague_email, p.created_at,
       p.updated_at, coalesce(m.title, g.title, '') AS title,
       w.name AS person_name, u.name AS unit_name
  FROM action_plan p
  JOIN person w ON w.id = p.person_id
  LEFT JOIN org_unit u ON u.id = p.unit_id
  LEFT JOIN module m ON p.source = 'module' AND m.id = p.source_id
  LEFT JOIN programme g ON p.source = 'programme' AND g.id = p.source_id
 WHERE p.id = $1;

-- name: plan_by_evidence
SELECT p.id, p.person_id, p.agency_id, p.home_id, p.unit_id, p.source,
       p.source_id, p.version_id, p.batch_id, p.evidence, p.choice, p.words,
       p.by_day, p.asks, p.state, p.completed_at, p.superior_name,
       p.superior_email, p.colleague_name, p.colleague_email, p.created_at,
       p.updated_at, coalesce(m.title, g.title, '') AS title,
       w.name AS person_name, u.name AS unit_name
  FROM action_plan p
  JOIN person w ON w.id = p.person_id
  LEFT JOIN org_unit u ON u.id = p.unit_id
  LEFT JOIN module m ON p.source = 'module' AND m.id = p.source_id
  LEFT JOIN programme g ON p.source = 'programme' AND g.id = p.source_id
 WHERE p.evidence = $1;

-- name: plan_of_person
SELECT p.id, p.person_id, p.agency_id, p.home_id, p.unit_id, p.source,
       p.source_id, p.version_id, p.batch_id, p.evidence, p.choice, p.words,
       p.by_day, p.asks, p.state, p.completed_at, p.superior_name,
       p.superior_email, p.colleague_name, p.colleague_email, p.created_at,
       p.updated_at, coalesce(m.title, g.title, '') AS title,
       w.name AS person_name, u.name AS unit_name
  FROM action_plan p
  JOIN person w ON w.id = p.person_id
  LEFT JOIN org_unit u ON u.id = p.unit_id
  LEFT JOIN module m ON p.source = 'module' AND m.id = p.source_id
  LEFT JOIN programme g ON p.source = 'programme' AND g.id = p.source_id
 WHERE p.person_id = $1
 ORDER BY p.created_at DESC, p.id DESC
 LIMIT $2 OFFSET $3;

-- name: plan_page_home
-- Of an agency's own people.
SELECT p.id, p.person_id, p.agency_id, p.home_id, p.unit_id, p.source,
       p.source_id, p.version_id, p.batch_id, p.evidence, p.choice, p.words,
       p.by_day, p.asks, p.state, p.completed_at, p.superior_name,
       p.superior_email, p.colleague_name, p.colleague_email, p.created_at,
       p.updated_at, coalesce(m.title, g.title, '') AS title,
       w.name AS person_name, u.name AS unit_name
  FROM action_plan p
  JOIN person w ON w.id = p.person_id
  LEFT JOIN org_unit u ON u.id = p.unit_id
  LEFT JOIN module m ON p.source = 'module' AND m.id = p.source_id
  LEFT JOIN programme g ON p.source = 'programme' AND g.id = p.source_id
 WHERE p.home_id = $1
   AND ($2 = 0 OR (p.superior_email = '' AND p.state <> 'dropped'))
 ORDER BY p.created_at DESC, p.id DESC
 LIMIT $3 OFFSET $4;

-- name: plan_page_source
-- Of a module or programme: of that agency's people, or ('') of all.
SELECT p.id, p.person_id, p.agency_id, p.home_id, p.unit_id, p.source,
       p.source_id, p.version_id, p.batch_id, p.evidence, p.choice, p.words,
       p.by_day, p.asks, p.state, p.completed_at, p.superior_name,
       p.superior_email, p.colleague_name, p.colleague_email, p.created_at,
       p.updated_at, coalesce(m.title, g.title, '') AS title,
       w.name AS person_name, u.name AS unit_name
  FROM action_plan p
  JOIN person w ON w.id = p.person_id
  LEFT JOIN org_unit u ON u.id = p.unit_id
  LEFT JOIN module m ON p.source = 'module' AND m.id = p.source_id
  LEFT JOIN programme g ON p.source = 'programme' AND g.id = p.source_id
 WHERE p.source = $5 AND p.source_id = $6 AND ($1 = '' OR p.home_id = $1)
   AND ($2 = 0 OR (p.superior_email = '' AND p.state <> 'dropped'))
 ORDER BY p.created_at DESC, p.id DESC
 LIMIT $3 OFFSET $4;

-- name: plan_page_batch
SELECT p.id, p.person_id, p.agency_id, p.home_id, p.unit_id, p.source,
       p.source_id, p.version_id, p.batch_id, p.evidence, p.choice, p.words,
       p.by_day, p.asks, p.state, p.completed_at, p.superior_name,
       p.superior_email, p.colleague_name, p.colleague_email, p.created_at,
       p.updated_at, coalesce(m.title, g.title, '') AS title,
       w.name AS person_name, u.name AS unit_name
  FROM action_plan p
  JOIN person w ON w.id = p.person_id
  LEFT JOIN org_unit u ON u.id = p.unit_id
  LEFT JOIN module m ON p.source = 'module' AND m.id = p.source_id
  LEFT JOIN programme g ON p.source = 'programme' AND g.id = p.source_id
 WHERE p.batch_id = $5 AND ($1 = '' OR p.home_id = $1)
   AND ($2 = 0 OR (p.superior_email = '' AND p.state <> 'dropped'))
 ORDER BY p.created_at DESC, p.id DESC
 LIMIT $3 OFFSET $4;

-- name: plan_put
-- Whoever writes it anew changes what was planned, and nothing else.
INSERT INTO action_plan (id, person_id, agency_id, home_id, unit_id, source,
                         source_id, version_id, batch_id, evidence, choice,
                         words, by_day, asks, state, superior_name,
                         superior_email, colleague_name, colleague_email,
                         created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'open',
        $15, $16, '', '', $17, $17)
    ON CONFLICT (evidence) DO UPDATE
   SET choice = excluded.choice, words = excluded.words,
       by_day = excluded.by_day, updated_at = excluded.updated_at
RETURNING id, completed_at;

-- name: plan_change
UPDATE action_plan
   SET words = $2, by_day = $3, state = $4, superior_name = $5,
       superior_email = $6, colleague_name = $7, colleague_email = $8,
       updated_at = $9
 WHERE id = $1;

-- name: plan_complete
UPDATE action_plan SET completed_at = $2
 WHERE evidence = $1 AND completed_at IS NULL
RETURNING id;

-- name: plan_person
-- Who plans, where they work, and by what address they are reached.
SELECT w.agency_id, w.name, w.email, g.email AS guest_email, w.guest,
       w.disabled_at, m.unit_id
  FROM person w
  LEFT JOIN guest g ON g.person_id = w.id
  LEFT JOIN membership m ON m.person_id = w.id AND m.until_day IS NULL
 WHERE w.id = $1;

-- name: plan_superior
-- Whoever supervises the unit, or the nearest above it, and can be written to.
WITH RECURSIVE above (id, parent_id, step) AS (
	SELECT u.id, u.parent_id, 0 FROM org_unit u WHERE u.id = $1
	UNION ALL
	SELECT u.id, u.parent_id, a.step + 1
	  FROM above a JOIN org_unit u ON u.id = a.parent_id
	 WHERE a.step < 20
)
SELECT w.name, w.email
  FROM above a
  JOIN supervision s ON s.unit_id = a.id
  JOIN person w ON w.id = s.person_id
 WHERE w.email IS NOT NULL AND w.disabled_at IS NULL AND w.guest = 0
   AND w.id <> $2 AND w.email <> $3
 ORDER BY a.step, w.id
 LIMIT 1;

-- name: plan_address_get
SELECT times, stopped_at FROM plan_address
 WHERE plan_id = $1 AND address = $2;

-- name: plan_address_put
INSERT INTO plan_address (plan_id, address, times, at) VALUES ($1, $2, 1, $3)
    ON CONFLICT (plan_id, address) DO UPDATE
   SET times = plan_address.times + 1, at = excluded.at, stopped_at = NULL
RETURNING times;

-- name: plan_address_stop
UPDATE plan_address SET stopped_at = $3 WHERE plan_id = $1 AND address = $2;

-- name: plan_address_stopped
-- Did they say "not me" to anything of this person?
SELECT count(*) AS n
  FROM action_plan p
  JOIN plan_address a ON a.plan_id = p.id AND a.address = $2
 WHERE p.person_id = $1 AND a.stopped_at IS NOT NULL;

-- name: plan_address_silent
-- Have they said "not me" to anything of this plan's person since they were named
-- for it?
SELECT count(*) AS n
  FROM action_plan mine
  JOIN plan_address named ON named.plan_id = mine.id AND named.address = $2
  JOIN action_plan p ON p.person_id = mine.person_id
  JOIN plan_address a ON a.plan_id = p.id AND a.address = $2
 WHERE mine.id = $1 AND a.stopped_at >= named.at;

-- name: plan_address_recent
-- How many addresses that person's plans named since then, but for this one.
SELECT count(DISTINCT a.address) AS n
  FROM action_plan p
  JOIN plan_address a ON a.plan_id = p.id
 WHERE p.person_id = $1 AND a.at > $2 AND a.address <> $3;
