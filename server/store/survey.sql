-- name: survey_answered
-- A module's own, in any of the person's attempts.
SELECT count(*) AS n
  FROM attempt a
  JOIN progress p ON p.attempt_id = a.id
 WHERE a.person_id = $1 AND a.module_id = $2 AND a.number > 0
   AND p.unit_id = $3 AND p.completion = 'completed';

-- name: survey_units
-- The surveys of a module, the newest version first.
SELECT u.id, u.title, v.id AS version_id, v.number
  FROM version v
  JOIN unit u ON u.version_id = v.id
 WHERE v.module_id = $1 AND u.kind = 'survey'
 ORDER BY v.number DESC, u.position;

-- name: survey_page
SELECT s.id, s.agency_id, g.name AS agency_name, s.title, s.about, s.purpose,
       s.anonymous, s.state, s.opened_at, s.closes_at, s.revision,
       s.created_at, s.updated_at, v.id AS version_id, v.number, v.form
  FROM survey s
  JOIN agency g ON g.id = s.agency_id
  JOIN survey_version v ON v.survey_id = s.id
   AND v.number = (SELECT max(w.number) FROM survey_version w
                    WHERE w.survey_id = s.id)
 WHERE (CAST($1 AS TEXT) = '' OR s.agency_id = $1)
   AND (CAST($2 AS TEXT) = ''
        OR $2 = CASE WHEN s.state = 'open' AND s.closes_at <= $4
                     THEN 'closed' ELSE s.state END)
   AND lower(s.title) LIKE $3 ESCAPE '!'
 ORDER BY s.updated_at DESC, s.id
 LIMIT $5 OFFSET $6;

-- name: survey_revision
SELECT revision FROM survey WHERE id = $1;

-- name: survey_total
SELECT count(*) AS n
  FROM survey s
 WHERE (CAST($1 AS TEXT) = '' OR s.agency_id = $1)
   AND (CAST($2 AS TEXT) = ''
        OR $2 = CASE WHEN s.state = 'open' AND s.closes_at <= $4
                     THEN 'closed' ELSE s.state END)
   AND lower(s.title) LIKE $3 ESCAPE '!';

-- name: survey_by_id
SELECT s.id, s.agency_id, g.name AS agency_name, s.title, s.about, s.purpose,
       s.anonymous, s.state, s.opened_at, s.closes_at, s.revision,
       s.created_at, s.updated_at, v.id AS version_id, v.number, v.form
  FROM survey s
  JOIN agency g ON g.id = s.agency_id
  JOIN survey_version v ON v.survey_id = s.id
   AND v.number = (SELECT max(w.number) FROM survey_version w
                    WHERE w.survey_id = s.id)
 WHERE s.id = $1;

-- name: survey_add
INSERT INTO survey (id, agency_id, title, about, purpose, anonymous, state,
                    opened_at, closes_at, revision, created_by, created_at,
                    updated_at)
VALUES ($1, $2, $3, $4, $5, $6, 'draft', NULL, $7, 1, $8, $9, $9);

-- name: survey_change
UPDATE survey
   SET title = $2, about = $3, purpose = $4, anonymous = $5, state = $6,
       opened_at = $7, closes_at = $8, revision = revision + 1,
       updated_at = $9
 WHERE id = $1;

-- name: survey_drop_targets
DELETE FROM survey_target WHERE survey_id = $1;

-- name: survey_drop_versions
DELETE FROM survey_version WHERE survey_id = $1;

-- name: survey_drop
DELETE FROM survey WHERE id = $1;

-- name: survey_target_add
INSERT INTO survey_target (survey_id, kind, ref) VALUES ($1, $2, $3)
    ON CONFLICT DO NOTHING;

-- name: survey_targets
SELECT t.kind, t.ref,
       CASE t.kind
       WHEN 'module' THEN (SELECT m.title FROM module m WHERE m.id = t.ref)
       WHEN 'event' THEN (SELECT e.title FROM event e WHERE e.id = t.ref)
       WHEN 'programme' THEN (SELECT p.title FROM programme p
                               WHERE p.id = t.ref)
       WHEN 'unit' THEN (SELECT u.name FROM org_unit u WHERE u.id = t.ref)
       ELSE (SELECT j.name FROM job j WHERE j.id = t.ref) END AS name
  FROM survey_target t
 WHERE t.survey_id = $1
 ORDER BY t.kind, t.ref;

-- name: survey_target_agency
-- Whose that is; '' is everybody's (a job), no row: there is none.
SELECT agency_id FROM module WHERE $1 = 'module' AND id = $2
UNION ALL
SELECT agency_id FROM event WHERE $1 = 'event' AND id = $2
UNION ALL
SELECT agency_id FROM programme WHERE $1 = 'programme' AND id = $2
UNION ALL
SELECT agency_id FROM org_unit WHERE $1 = 'unit' AND id = $2
UNION ALL
SELECT COALESCE(agency_id, '') FROM job WHERE $1 = 'job' AND id = $2;

-- name: survey_version_add
INSERT INTO survey_version (id, survey_id, number, form, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: survey_version_drop
DELETE FROM survey_version WHERE id = $1;

-- name: survey_version_form
SELECT form FROM survey_version WHERE id = $1;

-- name: survey_versions
SELECT id, number, form, created_at
  FROM survey_version
 WHERE survey_id = $1
 ORDER BY number DESC
 LIMIT $2;

-- name: survey_version_used
-- Was it answered, by anybody?
SELECT (SELECT count(*) FROM ballot_box
         WHERE source = 'survey' AND source_id = $1) +
       (SELECT count(*) FROM (SELECT 1 AS one FROM survey_named
                               WHERE version_id = $1 LIMIT 1) named) AS n;

-- name: survey_told_count
-- Of all versions, as far as it is told.
SELECT (SELECT COALESCE(sum(b.size), 0)
          FROM survey_version v
          JOIN ballot_block b ON b.source = 'survey' AND b.source_id = v.id
         WHERE v.survey_id = $1) +
       (SELECT count(*)
          FROM survey_version v
          JOIN survey_named n ON n.version_id = v.id
         WHERE v.survey_id = $1) AS n;

-- name: survey_ticket_take
INSERT INTO survey_ticket (survey_id, person_id) VALUES ($1, $2)
    ON CONFLICT DO NOTHING
RETURNING person_id;

-- name: survey_named_add
INSERT INTO survey_named (version_id, person_id, batch_id, unit_id, answers, at)
VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT DO NOTHING;

-- name: survey_named_page
SELECT n.person_id, p.name, n.batch_id, n.unit_id, n.answers, n.at,
       u.name AS unit, t.name AS batch, g.title AS programme
  FROM survey_named n
  JOIN person p ON p.id = n.person_id
  LEFT JOIN org_unit u ON u.id = n.unit_id
  LEFT JOIN batch t ON t.id = n.batch_id
  LEFT JOIN programme g ON g.id = t.programme_id
 WHERE n.version_id = $1 AND n.person_id > $2
 ORDER BY n.person_id
 LIMIT $3;

-- name: survey_asks
-- The surveys that ask this person, and why; $3 names one, '' are all that are
-- open at $2.
WITH RECURSIVE up (id, parent_id) AS (
	SELECT u.id, u.parent_id
	  FROM membership m
	  JOIN org_unit u ON u.id = m.unit_id
	 WHERE m.person_id = $1 AND m.until_day IS NULL
	UNION
	SELECT u.id, u.parent_id
	  FROM up
	  JOIN org_unit u ON u.id = up.parent_id
), mine (kind, ref) AS (
	SELECT 'module', a.module_id FROM attempt a
	 WHERE a.person_id = $1 AND a.number > 0
	UNION
	SELECT 'event', s.event_id FROM seat s
	 WHERE s.person_id = $1 AND s.state = 'registered'
	UNION
	SELECT 'programme', b.programme_id
	  FROM enrolment e
	  JOIN batch b ON b.id = e.batch_id
	 WHERE e.person_id = $1 AND e.state <> 'withdrawn'
	UNION
	SELECT 'unit', up.id FROM up
	UNION
	SELECT 'job', m.job_id FROM membership m
	 WHERE m.person_id = $1 AND m.until_day IS NULL AND m.job_id IS NOT NULL
)
SELECT s.id, t.kind, t.ref, s.title, s.about, s.anonymous, s.closes_at,
       CASE t.kind
       WHEN 'module' THEN (SELECT m.title FROM module m WHERE m.id = t.ref)
       WHEN 'event' THEN (SELECT e.title FROM event e WHERE e.id = t.ref)
       WHEN 'programme' THEN (SELECT p.title FROM programme p
                               WHERE p.id = t.ref)
       WHEN 'unit' THEN (SELECT u.name FROM org_unit u WHERE u.id = t.ref)
       ELSE (SELECT j.name FROM job j WHERE j.id = t.ref) END AS name,
       CASE WHEN k.person_id IS NULL THEN 0 ELSE 1 END AS done
  FROM mine
 CROSS JOIN survey_target t
 CROSS JOIN survey s
  LEFT JOIN survey_ticket k ON k.survey_id = s.id AND k.person_id = $1
 WHERE t.kind = mine.kind AND t.ref = mine.ref AND s.id = t.survey_id
   AND s.state <> 'draft'
   AND (s.id = $3 OR (CAST($3 AS TEXT) = '' AND s.state = 'open'
                      AND (s.closes_at IS NULL OR s.closes_at > $2)))
   AND (t.kind <> 'job' OR s.agency_id = (SELECT p.agency_id FROM person p
                                           WHERE p.id = $1))
 ORDER BY s.opened_at DESC, s.id, t.kind
 LIMIT 400;

-- name: survey_asked
-- How many people it asks.
WITH RECURSIVE below (id) AS (
	SELECT t.ref FROM survey_target t
	 WHERE t.survey_id = $1 AND t.kind = 'unit'
	UNION
	SELECT u.id FROM below w JOIN org_unit u ON u.parent_id = w.id
	 WHERE u.agency_id = (SELECT s.agency_id FROM survey s WHERE s.id = $1)
), asked (person_id) AS (
	SELECT a.person_id
	  FROM survey_target t
	  JOIN attempt a ON a.module_id = t.ref AND a.number > 0
	 WHERE t.survey_id = $1 AND t.kind = 'module'
	UNION
	SELECT s.person_id
	  FROM survey_target t
	  JOIN seat s ON s.event_id = t.ref AND s.state = 'registered'
	 WHERE t.survey_id = $1 AND t.kind = 'event'
	UNION
	SELECT e.person_id
	  FROM survey_target t
	  JOIN batch b ON b.programme_id = t.ref
	  JOIN enrolment e ON e.batch_id = b.id AND e.state <> 'withdrawn'
	 WHERE t.survey_id = $1 AND t.kind = 'programme'
	UNION
	SELECT m.person_id
	  FROM below w
	  JOIN membership m ON m.unit_id = w.id AND m.until_day IS NULL
	UNION
	SELECT m.person_id
	  FROM survey_target t
	  JOIN membership m ON m.job_id = t.ref AND m.until_day IS NULL
	  JOIN person p ON p.id = m.person_id
	 WHERE t.survey_id = $1 AND t.kind = 'job'
	   AND p.agency_id = (SELECT s.agency_id FROM survey s WHERE s.id = $1)
)
SELECT count(*) AS n
  FROM asked
  JOIN person p ON p.id = asked.person_id
 WHERE p.disabled_at IS NULL AND p.merged_into IS NULL;

-- name: survey_asked_slice
-- Of the next people by id: whom does it ask, who has not answered yet?
WITH RECURSIVE below (id) AS (
	SELECT t.ref FROM survey_target t
	 WHERE t.survey_id = $1 AND t.kind = 'unit'
	UNION
	SELECT u.id FROM below w JOIN org_unit u ON u.parent_id = w.id
	 WHERE u.agency_id = (SELECT s.agency_id FROM survey s WHERE s.id = $1)
), slice (id, agency_id, there) AS (
	SELECT p.id, p.agency_id,
	       CASE WHEN p.disabled_at IS NULL AND p.merged_into IS NULL
	            THEN 1 ELSE 0 END
	  FROM person p
	 WHERE p.id > $2
	 ORDER BY p.id
	 LIMIT $3
)
SELECT p.id,
       CASE WHEN p.there = 1
             AND NOT EXISTS (SELECT 1 FROM survey_ticket k
                              WHERE k.survey_id = $1 AND k.person_id = p.id)
             AND (w.id IS NOT NULL OR EXISTS (
	SELECT 1 FROM survey_target t
	 WHERE t.survey_id = $1
	   AND ((t.kind = 'module' AND EXISTS (
	         SELECT 1 FROM attempt a
	          WHERE a.person_id = p.id AND a.module_id = t.ref
	            AND a.number > 0))
	     OR (t.kind = 'event' AND EXISTS (
	         SELECT 1 FROM seat s
	          WHERE s.event_id = t.ref AND s.person_id = p.id
	            AND s.state = 'registered'))
	     OR (t.kind = 'programme' AND EXISTS (
	         SELECT 1 FROM enrolment e JOIN batch b ON b.id = e.batch_id
	          WHERE e.person_id = p.id AND e.state <> 'withdrawn'
	            AND b.programme_id = t.ref))
	     OR (t.kind = 'job' AND t.ref = m.job_id
	         AND p.agency_id = (SELECT s.agency_id FROM survey s
	                             WHERE s.id = $1)))))
            THEN 1 ELSE 0 END AS asked
  FROM slice p
  LEFT JOIN membership m ON m.person_id = p.id AND m.until_day IS NULL
  LEFT JOIN below w ON w.id = m.unit_id
 ORDER BY p.id;

-- name: survey_opened_since
-- Of which people may still have to be told.
SELECT id, title, closes_at
  FROM survey
 WHERE state = 'open' AND opened_at > $1
   AND (closes_at IS NULL OR closes_at > $2)
 ORDER BY opened_at
 LIMIT 1000;
