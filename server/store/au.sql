-- name: au_run_add
INSERT INTO au_run (run_id, attempt_id, registration, activity, home, review,
                    launched_at, fetched_at, initialized_at, terminated_at,
                    abandoned_at, last_at, completed, passed, failed,
                    statements)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, $7, 0, 0, 0, 0);

-- name: au_run_by_id
SELECT a.run_id, a.attempt_id, r.unit_id, a.registration, a.activity, a.home,
       a.review, a.launched_at, a.fetched_at, a.initialized_at,
       a.terminated_at, a.abandoned_at, a.last_at, a.completed, a.passed,
       a.failed, a.statements
  FROM au_run a
  JOIN run r ON r.id = a.run_id
 WHERE a.run_id = $1;

-- name: au_run_open
-- Sessions of the attempt that neither ended nor were abandoned.
SELECT a.run_id, a.attempt_id, r.unit_id, a.registration, a.activity, a.home,
       a.review, a.launched_at, a.fetched_at, a.initialized_at,
       a.terminated_at, a.abandoned_at, a.last_at, a.completed, a.passed,
       a.failed, a.statements
  FROM au_run a
  JOIN run r ON r.id = a.run_id
 WHERE a.attempt_id = $1 AND a.terminated_at = 0 AND a.abandoned_at = 0
 ORDER BY a.run_id;

-- name: au_run_change
UPDATE au_run
   SET initialized_at = $2, terminated_at = $3, abandoned_at = $4, last_at = $5,
       completed = $6, passed = $7, failed = $8, statements = $9
 WHERE run_id = $1;

-- name: au_run_fetch
-- Once: whoever asks again gets no row.
UPDATE au_run SET fetched_at = $2
 WHERE run_id = $1 AND fetched_at = 0 AND terminated_at = 0
   AND abandoned_at = 0
RETURNING run_id;

-- name: au_get
SELECT unit_id, completed, passed, waived, satisfied
  FROM au
 WHERE attempt_id = $1 AND unit_id = $2;

-- name: au_of_attempt
SELECT unit_id, completed, passed, waived, satisfied
  FROM au
 WHERE attempt_id = $1;

-- name: au_put
INSERT INTO au (attempt_id, unit_id, completed, passed, waived, satisfied)
VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (attempt_id, unit_id) DO UPDATE
   SET completed = excluded.completed, passed = excluded.passed,
       waived = excluded.waived, satisfied = excluded.satisfied;

-- name: au_units
-- Every unit of the version that speaks, with what was said of it.
SELECT u.id, u.launch, coalesce(a.completed, 0) AS completed,
       coalesce(a.passed, 0) AS passed, coalesce(a.waived, 0) AS waived,
       coalesce(a.satisfied, 0) AS satisfied
  FROM unit u
  LEFT JOIN au a ON a.unit_id = u.id AND a.attempt_id = $2
 WHERE u.version_id = $1 AND u.kind = 'au'
 ORDER BY u.position;
