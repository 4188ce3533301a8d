-- name: house_of_agency
-- What publishing at that agency depends on.
SELECT g.kind, g.approval,
       (SELECT f.id FROM agency f ORDER BY f.created_at, f.id LIMIT 1) AS own_id
  FROM agency g
 WHERE g.id = $1;

-- name: house_some
-- As above, of a batch of agencies.
SELECT g.id, g.kind, g.approval,
       (SELECT f.id FROM agency f ORDER BY f.created_at, f.id LIMIT 1) AS own_id
  FROM agency g
 WHERE g.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
                $15, $16, $17, $18, $19, $20);

-- name: house_list
SELECT id, name, kind, approval FROM agency ORDER BY created_at, id;

-- name: house_change
UPDATE agency SET approval = $2 WHERE id = $1;

-- name: version_list
-- With how many learners are on each by their newest attempt, and how many of
-- those are not done.
SELECT v.id, v.module_id, v.number, v.standard, v.title, v.bytes, v.files,
       v.units, v.created_by, v.created_at, v.follows, p.name AS author_name,
       n.learners, n.flying
  FROM version v
  LEFT JOIN person p ON p.id = v.created_by
  LEFT JOIN (SELECT a.version_id, count(*) AS learners,
                    sum(CASE WHEN a.completion <> 'completed'
                             THEN 1 ELSE 0 END) AS flying
               FROM attempt a
              WHERE a.module_id = $1 AND a.number > 0
                AND a.number = (SELECT max(b.number) FROM attempt b
                                 WHERE b.person_id = a.person_id
                                   AND b.module_id = a.module_id)
              GROUP BY a.version_id) n ON n.version_id = v.id
 WHERE v.module_id = $1 AND v.removed_at IS NULL
 ORDER BY v.number DESC
 LIMIT $2;

-- name: version_links
SELECT id, follows FROM version WHERE module_id = $1;

-- name: version_follow
UPDATE version SET follows = $2 WHERE id = $1;

-- name: module_withdraw
UPDATE module
   SET withdrawn_at = $2, withdrawn_by = $3, withdrawn_why = $4, updated_at = $2
 WHERE id = $1;

-- name: module_lift
UPDATE module
   SET withdrawn_at = NULL, withdrawn_by = NULL, withdrawn_why = '',
       updated_at = $2
 WHERE id = $1;

-- name: version_withdrawn
-- Why that version's module was withdrawn; no row when it was not.
SELECT m.withdrawn_why
  FROM version v
  JOIN module m ON m.id = v.module_id
 WHERE v.id = $1 AND m.withdrawn_at IS NOT NULL
   AND v.created_at <= m.withdrawn_at;

-- name: module_event_add
-- Its place tells what came first within one moment.
INSERT INTO module_event (id, module_id, place, version_id, person_id, kind,
                          words, at)
VALUES ($1, $2, (SELECT coalesce(max(e.place), 0) + 1 FROM module_event e
                  WHERE e.module_id = $2), $3, $4, $5, $6, $7);

-- name: module_event_list
SELECT e.id, e.kind, e.words, e.at, v.number, p.name AS person_name
  FROM module_event e
  LEFT JOIN version v ON v.id = e.version_id
  LEFT JOIN person p ON p.id = e.person_id
 WHERE e.module_id = $1
 ORDER BY e.place DESC
 LIMIT $2;

-- name: wish_add
-- No row comes back when one for the version is waiting already.
INSERT INTO wish (id, module_id, version_id, minor, words, state, asked_by,
                  asked_at, changes, picture, picture_type, picture_bytes,
                  changed, why, revisions)
VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (version_id) WHERE state = 'waiting' DO NOTHING
RETURNING id;

-- name: wish_decide
UPDATE wish
   SET state = $2, decided_by = $3, decided_at = $4, answer = $5
 WHERE id = $1 AND state = 'waiting'
RETURNING id;

-- name: wish_settle
-- What waits for a version that was published another way is done with.
UPDATE wish
   SET state = 'approved', decided_by = $2, decided_at = $3
 WHERE version_id = $1 AND state = 'waiting' AND changes = '';

-- name: wish_by_id
SELECT w.id, w.module_id, w.version_id, w.minor, w.words, w.state, w.asked_by,
       w.asked_at, w.decided_by, w.decided_at, w.answer, w.changes,
       w.picture, w.picture_type, w.picture_bytes, w.changed, w.why,
       w.revisions, v.number,
       a.name AS asked_name, d.name AS decided_name
  FROM wish w
  JOIN version v ON v.id = w.version_id
  JOIN person a ON a.id = w.asked_by
  LEFT JOIN person d ON d.id = w.decided_by
 WHERE w.id = $1;

-- name: wish_of_changes
-- What waits to be said of a module.
SELECT w.id, w.module_id, w.version_id, w.minor, w.words, w.state, w.asked_by,
       w.asked_at, w.decided_by, w.decided_at, w.answer, w.changes,
       w.picture, w.picture_type, w.picture_bytes, w.changed, w.why,
       w.revisions, v.number,
       a.name AS asked_name, d.name AS decided_name
  FROM wish w
  JOIN version v ON v.id = w.version_id
  JOIN person a ON a.id = w.asked_by
  LEFT JOIN person d ON d.id = w.decided_by
 WHERE w.module_id = $1 AND w.state = 'waiting' AND w.changes <> ''
 LIMIT 1;

-- name: wish_of_version
-- The newest one.
SELECT w.id, w.module_id, w.version_id, w.minor, w.words, w.state, w.asked_by,
       w.asked_at, w.decided_by, w.decided_at, w.answer, w.changes,
       w.picture, w.picture_type, w.picture_bytes, w.changed, w.why,
       w.revisions, v.number,
       a.name AS asked_name, d.name AS decided_name
  FROM wish w
  JOIN version v ON v.id = w.version_id
  JOIN person a ON a.id = w.asked_by
  LEFT JOIN person d ON d.id = w.decided_by
 WHERE w.version_id = $1 AND w.changes = ''
 ORDER BY w.asked_at DESC, w.id DESC
 LIMIT 1;

-- name: wish_of_versions
-- As above, all of a batch of versions, the newest last.
SELECT w.id, w.module_id, w.version_id, w.minor, w.words, w.state, w.asked_by,
       w.asked_at, w.decided_by, w.decided_at, w.answer, w.changes,
       w.picture, w.picture_type, w.picture_bytes, w.changed, w.why,
       w.revisions, v.number,
       a.name AS asked_name, d.name AS decided_name
  FROM wish w
  JOIN version v ON v.id = w.version_id
  JOIN person a ON a.id = w.asked_by
  LEFT JOIN person d ON d.id = w.decided_by
 WHERE w.changes = ''
   AND w.version_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
                        $13, $14, $15, $16, $17, $18, $19, $20)
 ORDER BY w.asked_at, w.id;

-- name: wish_list
-- What waits, the oldest first, and what this person asked since $2.
SELECT w.id, w.module_id, w.version_id, w.minor, w.words, w.state, w.asked_by,
       w.asked_at, w.decided_by, w.decided_at, w.answer, w.changes,
       w.picture, w.picture_type, w.picture_bytes, w.changed, w.why,
       w.revisions, v.number,
       a.name AS asked_name, d.name AS decided_name
  FROM wish w
  JOIN version v ON v.id = w.version_id
  JOIN person a ON a.id = w.asked_by
  LEFT JOIN person d ON d.id = w.decided_by
 WHERE w.state = 'waiting' OR (w.asked_by = $1 AND w.asked_at >= $2)
 ORDER BY w.asked_at, w.id
 LIMIT 500;

-- name: attempt_preview
-- Looking at a version is an attempt below 0, which counts for nothing.
SELECT id, person_id, module_id, version_id, number, unit_id, units_done,
       completion, success, scaled, activity, started_at, last_at
  FROM attempt
 WHERE person_id = $1 AND module_id = $2 AND version_id = $3 AND number < 0
 ORDER BY number
 LIMIT 1;

-- name: attempt_preview_next
SELECT coalesce(min(number), 0) - 1 AS number
  FROM attempt
 WHERE person_id = $1 AND module_id = $2 AND number < 0;

-- name: attempt_move
-- To version $2, at the unit that has the ident of the one launched last.
UPDATE attempt
   SET version_id = $2, activity = $3,
       unit_id = (SELECT n.id FROM unit o
                    JOIN unit n ON n.ident = o.ident AND n.version_id = $2
                   WHERE o.id = attempt.unit_id)
 WHERE id = $1;

-- name: attempt_move_runs
UPDATE run
   SET unit_id = (SELECT n.id FROM unit o
                    JOIN unit n ON n.ident = o.ident AND n.version_id = $2
                   WHERE o.id = run.unit_id)
 WHERE attempt_id = $1;

-- name: attempt_move_progress
UPDATE progress
   SET unit_id = (SELECT n.id FROM unit o
                    JOIN unit n ON n.ident = o.ident AND n.version_id = $2
                   WHERE o.id = progress.unit_id)
 WHERE attempt_id = $1;

-- name: attempt_move_au
UPDATE au
   SET unit_id = (SELECT n.id FROM unit o
                    JOIN unit n ON n.ident = o.ident AND n.version_id = $2
                   WHERE o.id = au.unit_id)
 WHERE attempt_id = $1;

-- name: attempt_move_add
INSERT INTO attempt_move (id, attempt_id, from_id, to_id, at)
VALUES ($1, $2, $3, $4, $5);

-- name: attempt_move_list
SELECT m.at, p.name AS person_name, p.agency_id, f.number AS from_number,
       t.number AS to_number
  FROM attempt_move m
  JOIN attempt a ON a.id = m.attempt_id
  JOIN person p ON p.id = a.person_id
  JOIN version f ON f.id = m.from_id
  JOIN version t ON t.id = m.to_id
 WHERE a.module_id = $1
 ORDER BY m.at DESC, m.id DESC
 LIMIT $2;

-- name: learner_list
-- The newest attempt of each, by the agencies that may be shown: $2, or all
-- with '*'.
SELECT p.id, p.name, v.number, v.standard, a.completion, a.success,
       a.units_done, a.last_at, g.name AS agency_name
  FROM attempt a
  JOIN person p ON p.id = a.person_id
  JOIN agency g ON g.id = p.agency_id
  JOIN version v ON v.id = a.version_id
 WHERE a.module_id = $1 AND a.number > 0
   AND ($2 = '*' OR p.agency_id = $2)
   AND a.number = (SELECT max(b.number) FROM attempt b
                    WHERE b.person_id = a.person_id
                      AND b.module_id = a.module_id)
 ORDER BY a.last_at DESC, a.id
 LIMIT $3;

-- name: stuck_list
-- Units that learners in flight have opened and not finished, from $2 learners
-- on, by ident: a minor change keeps it.
SELECT u.ident, max(u.title) AS title, count(DISTINCT a.person_id) AS learners
  FROM attempt a
  JOIN unit u ON u.version_id = a.version_id
 WHERE a.module_id = $1 AND a.number > 0 AND a.completion <> 'completed'
   AND a.number = (SELECT max(b.number) FROM attempt b
                    WHERE b.person_id = a.person_id
                      AND b.module_id = a.module_id)
   AND EXISTS (SELECT 1 FROM run r
                WHERE r.attempt_id = a.id AND r.unit_id = u.id)
   AND NOT EXISTS (SELECT 1 FROM progress d
                    WHERE d.attempt_id = a.id AND d.unit_id = u.id
                      AND (d.completion = 'completed'
                           OR d.success = 'passed'))
 GROUP BY u.ident
HAVING count(DISTINCT a.person_id) >= $2
 ORDER BY count(DISTINCT a.person_id) DESC, u.ident
 LIMIT 50;
