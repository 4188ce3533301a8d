-- name: sitting_unit
-- Of the attempt's version as it is now, by ident.
SELECT u.id, u.title, u.kind
  FROM attempt a
  JOIN unit u ON u.version_id = a.version_id
 WHERE a.id = $1 AND u.ident = $2;

-- name: sitting_about
SELECT v.about FROM unit u JOIN version v ON v.id = u.version_id
 WHERE u.id = $1;

-- name: sitting_add
-- Nothing where one is open.
INSERT INTO sitting (id, attempt_id, unit_id, unit_ident, person_id, module_id,
                     number, kind, state, preview, paper, responses, began_at,
                     deadline, late_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10, $11, $12, $13, 0)
    ON CONFLICT DO NOTHING
RETURNING id;

-- name: sitting_by_id
SELECT id, attempt_id, unit_id, unit_ident, person_id, module_id, number, kind,
       state, preview, paper, responses, place, began_at, deadline, ended_at,
       seen_at, late_ms, points, most, scaled, passed
  FROM sitting
 WHERE id = $1;

-- name: sitting_open
SELECT id, attempt_id, unit_id, unit_ident, person_id, module_id, number, kind,
       state, preview, paper, responses, place, began_at, deadline, ended_at,
       seen_at, late_ms, points, most, scaled, passed
  FROM sitting
 WHERE attempt_id = $1 AND unit_ident = $2 AND state = 'open';

-- name: sitting_open_elsewhere
-- In the person's other attempts at the module.
SELECT id
  FROM sitting
 WHERE person_id = $1 AND module_id = $2 AND unit_ident = $3 AND preview = $4
   AND attempt_id <> $5 AND state = 'open'
 ORDER BY number, id;

-- name: sitting_list
-- Of a person at a unit, whatever the attempt, as long as it is of that version
-- or of one that it only changed a little; without the texts.
WITH RECURSIVE line (id) AS (
	SELECT CAST($4 AS TEXT)
	UNION
	SELECT CASE WHEN v.id = line.id THEN v.follows ELSE v.id END
	  FROM line
	  JOIN version v ON v.module_id = $2
	                AND v.follows IS NOT NULL
	                AND (v.id = line.id OR v.follows = line.id)
)
SELECT s.id, s.attempt_id, s.unit_id, s.unit_ident, s.person_id, s.module_id,
       s.number, s.kind, s.state, s.preview, NULL AS paper, NULL AS responses,
       s.place, s.began_at, s.deadline, s.ended_at, s.seen_at, s.late_ms,
       s.points, s.most, s.scaled, s.passed
  FROM sitting s
  JOIN attempt a ON a.id = s.attempt_id
 WHERE s.person_id = $1 AND s.module_id = $2 AND s.unit_ident = $3
   AND a.version_id IN (SELECT id FROM line) AND s.preview = $5
 ORDER BY s.number, s.id;

-- name: sitting_last_number
SELECT coalesce(max(number), 0) AS number
  FROM sitting
 WHERE person_id = $1 AND module_id = $2 AND unit_ident = $3;

-- name: sitting_save
UPDATE sitting
   SET responses = $2, place = $3, late_ms = $4
 WHERE id = $1;

-- name: sitting_close
UPDATE sitting
   SET state = $2, ended_at = $3, late_ms = $4, points = $5, most = $6,
       scaled = $7, passed = $8
 WHERE id = $1;

-- name: sitting_seen
UPDATE sitting SET seen_at = $2 WHERE id = $1 AND seen_at IS NULL;

-- name: sitting_extend
-- Those of a person that are open, by more time than they had.
UPDATE sitting
   SET deadline = deadline + $4
 WHERE module_id = $1 AND person_id = $2 AND unit_ident = $3
   AND state = 'open' AND deadline IS NOT NULL;

-- name: sitting_overdue
SELECT id FROM sitting
 WHERE state = 'open' AND deadline < $1
 ORDER BY deadline
 LIMIT $2;

-- name: sitting_of_unit
-- What is to be graded anew, a piece at a time, in the order of beginning.
SELECT id FROM sitting
 WHERE unit_id = $1 AND id > $2 AND preview = 0
   AND state IN ('graded', 'waiting')
 ORDER BY id
 LIMIT $3;

-- name: sitting_later
-- Has the person begun another after this one?
SELECT count(*) AS n
  FROM sitting
 WHERE person_id = $1 AND module_id = $2 AND unit_ident = $3 AND number > $4;

-- name: sitting_run
-- The newest run of the unit in the attempt, and what all of them took.
SELECT max(id) AS run_id, coalesce(sum(time_ms), 0) AS time_ms
  FROM run
 WHERE attempt_id = $1 AND unit_id = $2;

-- name: sitting_choices
-- How many learners made which choice in a case, of the last thousand sittings.
SELECT m.question, m.choice, count(DISTINCT s.person_id) AS n
  FROM (SELECT id, person_id
          FROM sitting
         WHERE unit_id = $1 AND preview = 0 AND state = 'graded'
         ORDER BY id DESC
         LIMIT 1000) s
  JOIN sitting_mark m ON m.sitting_id = s.id
 GROUP BY m.question, m.choice;

-- name: sitting_learners
SELECT count(DISTINCT person_id) AS n
  FROM sitting
 WHERE unit_id = $1 AND preview = 0 AND state = 'graded';
