-- name: attempt_latest
SELECT id, person_id, module_id, version_id, number, unit_id, units_done,
       completion, success, scaled, activity, started_at, last_at
  FROM attempt
 WHERE person_id = $1 AND module_id = $2 AND number > 0
 ORDER BY number DESC
 LIMIT 1;

-- name: attempt_latest_some
-- As above, at a batch of modules.
SELECT id, person_id, module_id, version_id, number, unit_id, units_done,
       completion, success, scaled, activity, started_at, last_at
  FROM attempt a
 WHERE person_id = $1 AND number > 0
   AND module_id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
                     $15, $16, $17, $18, $19, $20, $21)
   AND number = (SELECT max(b.number) FROM attempt b
                  WHERE b.person_id = a.person_id
                    AND b.module_id = a.module_id);

-- name: attempt_by_id
SELECT id, person_id, module_id, version_id, number, unit_id, units_done,
       completion, success, scaled, activity, started_at, last_at
  FROM attempt
 WHERE id = $1;

-- name: attempt_page
-- The latest attempt at each module that the person has begun.
SELECT id, person_id, module_id, version_id, number, unit_id, units_done,
       completion, success, scaled, activity, started_at, last_at
  FROM attempt a
 WHERE person_id = $1 AND number > 0
   AND number = (SELECT max(b.number) FROM attempt b
                  WHERE b.person_id = a.person_id
                    AND b.module_id = a.module_id)
 ORDER BY last_at DESC, id
 LIMIT $2;

-- name: attempt_all
SELECT id, person_id, module_id, version_id, number, unit_id, units_done,
       completion, success, scaled, activity, started_at, last_at
  FROM attempt
 WHERE person_id = $1 AND module_id = $2 AND number > 0
 ORDER BY number DESC
 LIMIT $3;

-- name: attempt_add
INSERT INTO attempt (id, person_id, module_id, version_id, number, unit_id,
                     units_done, completion, success, activity, started_at,
                     last_at)
VALUES ($1, $2, $3, $4, $5, NULL, 0, 'not attempted', 'unknown', '', $6, $6);

-- name: attempt_touch
UPDATE attempt SET unit_id = $2, last_at = $3 WHERE id = $1;

-- name: attempt_change
-- Whether anybody elsewhere may want to know is seen beside it, at no query more.
UPDATE attempt
   SET units_done = $2, completion = $3, success = $4, scaled = $5,
       last_at = $6
 WHERE id = $1
RETURNING CASE WHEN EXISTS (SELECT 1 FROM lti_member m
                             WHERE m.person_id = attempt.person_id)
               THEN 1 ELSE 0 END AS linked;

-- name: attempt_set_activity
UPDATE attempt SET activity = $2, last_at = $3 WHERE id = $1;

-- name: run_add
INSERT INTO run (id, attempt_id, unit_id, started_at, sequence, time_ms, ended)
VALUES ($1, $2, $3, $4, 0, 0, 0);

-- name: run_by_id
-- Without the item: that is large, and rarely wanted.
SELECT r.id, r.attempt_id, r.unit_id, r.started_at, r.sequence, r.saved_at,
       r.time_ms, r.ended, a.person_id, a.module_id, a.version_id,
       CASE WHEN u.kind IN ('quiz', 'case', 'survey') THEN 1 ELSE 0
       END AS sat
  FROM run r
  JOIN attempt a ON a.id = r.attempt_id
  JOIN unit u ON u.id = r.unit_id
 WHERE r.id = $1;

-- name: run_count
SELECT count(*) AS n FROM run WHERE attempt_id = $1 AND started_at > $2;

-- name: run_forget_item
-- Another run has the unit's data now: this one's is never read again.
UPDATE run SET item = NULL WHERE id = $1;

-- name: run_item
SELECT item, ended FROM run WHERE id = $1;

-- name: run_save
UPDATE run
   SET sequence = $2, saved_at = $3, time_ms = $4, ended = $5, item = $6
 WHERE id = $1;

-- name: progress_get
SELECT attempt_id, unit_id, run_id, completion, success, scaled, raw,
       score_min, score_max, measure, location, time_ms, source, saved_at
  FROM progress
 WHERE attempt_id = $1 AND unit_id = $2;

-- name: progress_put
INSERT INTO progress (attempt_id, unit_id, run_id, completion, success, scaled,
                      raw, score_min, score_max, measure, location, time_ms,
                      source, saved_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (attempt_id, unit_id) DO UPDATE
   SET run_id = excluded.run_id, completion = excluded.completion,
       success = excluded.success, scaled = excluded.scaled,
       raw = excluded.raw, score_min = excluded.score_min,
       score_max = excluded.score_max, measure = excluded.measure,
       location = excluded.location, time_ms = excluded.time_ms,
       source = excluded.source, saved_at = excluded.saved_at;

-- name: progress_of_attempt
SELECT p.attempt_id, p.unit_id, p.run_id, p.completion, p.success, p.scaled,
       p.raw, p.score_min, p.score_max, p.measure, p.location, p.time_ms,
       p.source, p.saved_at, u.required, u.scored
  FROM progress p
  JOIN unit u ON u.id = p.unit_id
 WHERE p.attempt_id = $1;

-- name: progress_of_person
SELECT p.attempt_id, p.unit_id, p.run_id, p.completion, p.success, p.scaled,
       p.raw, p.score_min, p.score_max, p.measure, p.location, p.time_ms,
       p.source, p.saved_at, a.module_id, m.title AS module_title, v.number,
       u.ident, u.title AS unit_title
  FROM attempt a
  JOIN progress p ON p.attempt_id = a.id
  JOIN module m ON m.id = a.module_id
  JOIN version v ON v.id = a.version_id
  JOIN unit u ON u.id = p.unit_id
 WHERE a.person_id = $1 AND a.number > 0
 ORDER BY p.saved_at DESC, p.unit_id
 LIMIT $2;
