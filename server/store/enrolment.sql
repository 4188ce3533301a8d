-- name: enrolment_of
SELECT e.id, e.batch_id, e.person_id, e.unit_id, e.how, e.by_id, e.at, e.state,
       e.progress, e.begun_at, e.completed_at, e.passed, e.withdrawn_at,
       e.until
  FROM enrolment e
 WHERE e.batch_id = $1 AND e.person_id = $2;

-- name: enrolment_by_id
SELECT e.id, e.batch_id, e.person_id, e.unit_id, e.how, e.by_id, e.at, e.state,
       e.progress, e.begun_at, e.completed_at, e.passed, e.withdrawn_at,
       e.until
  FROM enrolment e
 WHERE e.id = $1;

-- name: enrolment_add
-- Who withdrew is in again, with all that they have done.
INSERT INTO enrolment (id, batch_id, person_id, unit_id, how, by_id, at, state,
                       progress, due)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'active', 0, 1)
    ON CONFLICT (batch_id, person_id) DO UPDATE
   SET state = 'active', withdrawn_at = NULL, due = 1,
       unit_id = excluded.unit_id, how = excluded.how, by_id = excluded.by_id,
       at = excluded.at
 WHERE enrolment.state = 'withdrawn'
RETURNING id, begun_at;

-- name: enrolment_put
UPDATE enrolment
   SET state = $2, progress = $3, begun_at = $4, completed_at = $5,
       passed = $6, due = 0
 WHERE id = $1;

-- name: enrolment_withdraw
UPDATE enrolment SET state = 'withdrawn', withdrawn_at = $2, due = 0
 WHERE id = $1;

-- name: enrolment_set_until
UPDATE enrolment SET until = $2 WHERE id = $1;

-- name: enrolment_due_programme
UPDATE enrolment SET due = 1
 WHERE batch_id IN (SELECT id FROM batch
                     WHERE programme_id = $1 AND state = 'open')
   AND (state = 'active' OR (state = 'completed' AND passed = 0));

-- name: enrolment_due_batch
UPDATE enrolment SET due = 1
 WHERE batch_id = $1
   AND (state = 'active' OR (state = 'completed' AND passed = 0));

-- name: enrolment_due
SELECT id FROM enrolment WHERE due = 1 ORDER BY id LIMIT $1;

-- name: enrolment_sums
UPDATE batch
   SET enrolled = enrolled + $2, begun = begun + $3, completed = completed + $4
 WHERE id = $1;

-- name: step_states
SELECT activity_id, state, share, scaled, at
  FROM activity_state
 WHERE enrolment_id = $1;

-- name: step_state_put
INSERT INTO activity_state (enrolment_id, activity_id, state, share, scaled, at)
VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (enrolment_id, activity_id) DO UPDATE
   SET state = excluded.state, share = excluded.share,
       scaled = excluded.scaled, at = excluded.at;

-- name: step_state_drop
DELETE FROM activity_state WHERE enrolment_id = $1 AND activity_id = $2;

-- name: enrolment_page
SELECT e.id, e.batch_id, e.person_id, e.unit_id, e.how, e.by_id, e.at, e.state,
       e.progress, e.begun_at, e.completed_at, e.passed, e.withdrawn_at,
       e.until, p.name AS person_name, p.nip AS person_nip,
       u.name AS unit_name,
       CASE WHEN e.state = 'active' AND (e.until IS NULL OR e.until < $5)
       AND EXISTS (SELECT 1 FROM activity a
           WHERE a.programme_id = b.programme_id AND a.removed_at IS NULL
             AND a.required = 1
             AND CASE WHEN a.due_days IS NOT NULL
                       AND b.starts_at + CAST(a.due_days AS BIGINT) * 86400000
                           - 60000 < b.ends_at
                      THEN b.starts_at + CAST(a.due_days AS BIGINT) * 86400000
                           - 60000
                      ELSE b.ends_at END < $5
             AND NOT EXISTS (SELECT 1 FROM activity_state s
                              WHERE s.enrolment_id = e.id
                                AND s.activity_id = a.id
                                AND s.state = 'done'))
            THEN 1 ELSE 0 END AS late
  FROM enrolment e
  JOIN batch b ON b.id = e.batch_id
  JOIN person p ON p.id = e.person_id
  LEFT JOIN org_unit u ON u.id = e.unit_id
 WHERE e.batch_id = $1
   AND lower(p.name) LIKE $2 ESCAPE '!'
   AND (CAST($3 AS TEXT) = '' OR e.unit_id = $3)
   AND CASE CAST($4 AS TEXT)
       WHEN 'waiting' THEN CASE WHEN e.state = 'active'
                                 AND e.begun_at IS NULL THEN 1 ELSE 0 END
       WHEN 'going' THEN CASE WHEN e.state = 'active'
                               AND e.begun_at IS NOT NULL THEN 1 ELSE 0 END
       WHEN 'late' THEN CASE WHEN e.state = 'active' AND (e.until IS NULL OR e.until < $5)
       AND EXISTS (SELECT 1 FROM activity a
           WHERE a.programme_id = b.programme_id AND a.removed_at IS NULL
             AND a.required = 1
             AND CASE WHEN a.due_days IS NOT NULL
                       AND b.starts_at + CAST(a.due_days AS BIGINT) * 86400000
                           - 60000 < b.ends_at
                      THEN b.starts_at + CAST(a.due_days AS BIGINT) * 86400000
                           - 60000
                      ELSE b.ends_at END < $5
             AND NOT EXISTS (SELECT 1 FROM activity_state s
                              WHERE s.enrolment_id = e.id
                                AND s.activity_id = a.id
                                AND s.state = 'done')) THEN 1 ELSE 0 END
       WHEN 'completed' THEN CASE WHEN e.state = 'completed'
                                  THEN 1 ELSE 0 END
       WHEN 'withdrawn' THEN CASE WHEN e.state = 'withdrawn'
                                  THEN 1 ELSE 0 END
       ELSE CASE WHEN e.state <> 'withdrawn' THEN 1 ELSE 0 END
       END = 1
 ORDER BY p.name, e.id
 LIMIT $6 OFFSET $7;

-- name: enrolment_count
SELECT count(*) AS n
  FROM enrolment e
  JOIN batch b ON b.id = e.batch_id
  JOIN person p ON p.id = e.person_id
 WHERE e.batch_id = $1
   AND lower(p.name) LIKE $2 ESCAPE '!'
   AND (CAST($3 AS TEXT) = '' OR e.unit_id = $3)
   AND CASE CAST($4 AS TEXT)
       WHEN 'waiting' THEN CASE WHEN e.state = 'active'
                                 AND e.begun_at IS NULL THEN 1 ELSE 0 END
       WHEN 'going' THEN CASE WHEN e.state = 'active'
                               AND e.begun_at IS NOT NULL THEN 1 ELSE 0 END
       WHEN 'late' THEN CASE WHEN e.state = 'active' AND (e.until IS NULL OR e.until < $5)
       AND EXISTS (SELECT 1 FROM activity a
           WHERE a.programme_id = b.programme_id AND a.removed_at IS NULL
             AND a.required = 1
             AND CASE WHEN a.due_days IS NOT NULL
                       AND b.starts_at + CAST(a.due_days AS BIGINT) * 86400000
                           - 60000 < b.ends_at
                      THEN b.starts_at + CAST(a.due_days AS BIGINT) * 86400000
                           - 60000
                      ELSE b.ends_at END < $5
             AND NOT EXISTS (SELECT 1 FROM activity_state s
                              WHERE s.enrolment_id = e.id
                                AND s.activity_id = a.id
                                AND s.state = 'done')) THEN 1 ELSE 0 END
       WHEN 'completed' THEN CASE WHEN e.state = 'completed'
                                  THEN 1 ELSE 0 END
       WHEN 'withdrawn' THEN CASE WHEN e.state = 'withdrawn'
                                  THEN 1 ELSE 0 END
       ELSE CASE WHEN e.state <> 'withdrawn' THEN 1 ELSE 0 END
       END = 1;

-- name: enrolment_of_person
SELECT e.id, e.batch_id, e.person_id, e.unit_id, e.how, e.by_id, e.at, e.state,
       e.progress, e.begun_at, e.completed_at, e.passed, e.withdrawn_at,
       e.until, b.programme_id, b.agency_id, b.name, b.starts_at, b.ends_at,
       b.self_enrol, b.enrol_until, b.capacity, b.state AS batch_state,
       b.enrolled, b.begun, b.completed, b.created_by, b.created_at,
       b.updated_at, p.title AS programme_title, p.state AS programme_state,
       p.jp
  FROM enrolment e
  JOIN batch b ON b.id = e.batch_id
  JOIN programme p ON p.id = b.programme_id
 WHERE e.person_id = $1 AND e.state IN ('active', 'completed')
 ORDER BY CASE WHEN e.state = 'active' THEN 0 ELSE 1 END,
          CASE WHEN e.state = 'active' THEN b.ends_at ELSE -e.completed_at END,
          e.id
 LIMIT $2;

-- name: candidate_of_unit
WITH RECURSIVE below (id) AS (
	SELECT u.id FROM org_unit u WHERE u.id = $3 AND u.agency_id = $2
	UNION
	SELECT u.id FROM org_unit u JOIN below w ON u.parent_id = w.id
	 WHERE u.agency_id = $2
)
SELECT p.id AS person_id, m.unit_id, p.name, e.state
  FROM below w
  JOIN membership m ON m.unit_id = w.id AND m.until_day IS NULL
  JOIN person p ON p.id = m.person_id
  LEFT JOIN enrolment e ON e.batch_id = $1 AND e.person_id = p.id
 WHERE p.disabled_at IS NULL AND p.guest = 0 AND p.agency_id = $2
 ORDER BY p.id
 LIMIT $4;

-- name: candidate_of_job
SELECT p.id AS person_id, m.unit_id, p.name, e.state
  FROM membership m
  JOIN person p ON p.id = m.person_id
  LEFT JOIN enrolment e ON e.batch_id = $1 AND e.person_id = p.id
 WHERE m.job_id = $3 AND m.until_day IS NULL
   AND p.disabled_at IS NULL AND p.guest = 0 AND p.agency_id = $2
 ORDER BY p.id
 LIMIT $4;

-- name: candidate_by_id
SELECT p.id AS person_id, m.unit_id, p.name, e.state
  FROM person p
  LEFT JOIN membership m ON m.person_id = p.id AND m.until_day IS NULL
  LEFT JOIN enrolment e ON e.batch_id = $1 AND e.person_id = p.id
 WHERE p.id = $3 AND p.disabled_at IS NULL AND p.guest = 0
   AND p.agency_id = $2;

-- name: enrolment_by_module
SELECT DISTINCT e.id
  FROM enrolment e
  JOIN batch b ON b.id = e.batch_id
  JOIN activity a ON a.programme_id = b.programme_id
 WHERE e.person_id = $1 AND e.state IN ('active', 'completed')
   AND b.state = 'open' AND a.module_id = $2 AND a.removed_at IS NULL;

-- name: enrolment_by_event
SELECT DISTINCT e.id
  FROM enrolment e
  JOIN batch b ON b.id = e.batch_id
  JOIN batch_event x ON x.batch_id = b.id
 WHERE e.person_id = $1 AND e.state IN ('active', 'completed')
   AND b.state = 'open' AND x.event_id = $2;

-- name: news_of_module
SELECT t.completion, t.success, t.scaled, t.units_done, v.units, t.last_at,
       0 AS waits
  FROM attempt t
  JOIN version v ON v.id = t.version_id
 WHERE t.person_id = $1 AND t.module_id = $2 AND t.number > 0
 ORDER BY t.number;

-- name: news_of_unit
-- What waits for a person's marks is neither completed nor begun.
SELECT g.completion, g.success, g.scaled, 0 AS units_done, 0 AS units,
       g.saved_at AS last_at,
       (SELECT count(*) FROM sitting s
         WHERE s.person_id = $1 AND s.module_id = $2 AND s.unit_ident = $3
           AND s.state = 'waiting' AND s.preview = 0) AS waits
  FROM attempt t
  JOIN unit u ON u.version_id = t.version_id AND u.ident = $3
  JOIN progress g ON g.attempt_id = t.id AND g.unit_id = u.id
 WHERE t.person_id = $1 AND t.module_id = $2 AND t.number > 0
 ORDER BY t.number;

-- name: news_of_event
SELECT s.present, s.joined_at, s.checks, s.registered_at, v.ends_at
  FROM batch_event x
  JOIN event v ON v.id = x.event_id
  JOIN seat s ON s.event_id = x.event_id AND s.person_id = $1
 WHERE x.batch_id = $2 AND x.activity_id = $3 AND s.state = 'registered';

-- name: batch_by_unit
SELECT e.unit_id, u.name, count(*) AS enrolled,
       sum(CASE WHEN e.begun_at IS NULL THEN 0 ELSE 1 END) AS begun,
       sum(CASE WHEN e.state = 'completed' THEN 1 ELSE 0 END) AS completed,
       sum(CASE WHEN e.state = 'active' AND (e.until IS NULL OR e.until < $2)
       AND EXISTS (SELECT 1 FROM activity a
           WHERE a.programme_id = b.programme_id AND a.removed_at IS NULL
             AND a.required = 1
             AND CASE WHEN a.due_days IS NOT NULL
                       AND b.starts_at + CAST(a.due_days AS BIGINT) * 86400000
                           - 60000 < b.ends_at
                      THEN b.starts_at + CAST(a.due_days AS BIGINT) * 86400000
                           - 60000
                      ELSE b.ends_at END < $2
             AND NOT EXISTS (SELECT 1 FROM activity_state s
                              WHERE s.enrolment_id = e.id
                                AND s.activity_id = a.id
                                AND s.state = 'done'))
           THEN 1 ELSE 0 END) AS late,
       CAST(sum(e.progress) AS DOUBLE PRECISION) / count(*) AS progress
  FROM enrolment e
  JOIN batch b ON b.id = e.batch_id
  LEFT JOIN org_unit u ON u.id = e.unit_id
 WHERE e.batch_id = $1 AND e.state <> 'withdrawn'
 GROUP BY e.unit_id, u.name
 ORDER BY u.name NULLS LAST, e.unit_id;

-- name: batch_by_step
SELECT s.activity_id,
       sum(CASE WHEN s.state = 'begun' THEN 1 ELSE 0 END) AS begun,
       sum(CASE WHEN s.state = 'waiting' THEN 1 ELSE 0 END) AS waiting,
       sum(CASE WHEN s.state = 'done' THEN 1 ELSE 0 END) AS done
  FROM enrolment e
  JOIN activity_state s ON s.enrolment_id = e.id
 WHERE e.batch_id = $1 AND e.state <> 'withdrawn'
 GROUP BY s.activity_id;

-- name: batch_subjects
SELECT a.title, COALESCE(m.jp * 100, v.jp, 0) AS jp
  FROM batch b
  JOIN activity a ON a.programme_id = b.programme_id
  LEFT JOIN module m ON m.id = a.module_id AND a.kind = 'module'
  LEFT JOIN batch_event x ON x.batch_id = b.id AND x.activity_id = a.id
  LEFT JOIN event v ON v.id = x.event_id
 WHERE b.id = $1 AND a.removed_at IS NULL
 ORDER BY a.place, a.id;

-- name: batch_recount
SELECT count(*) AS enrolled,
       COALESCE(sum(CASE WHEN begun_at IS NULL THEN 0 ELSE 1 END), 0) AS begun,
       COALESCE(sum(CASE WHEN state = 'completed' THEN 1 ELSE 0 END), 0)
           AS completed
  FROM enrolment
 WHERE batch_id = $1 AND state <> 'withdrawn';
