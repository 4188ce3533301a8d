-- name: survey_add
INSERT INTO survey_answer (id, unit_id, answers)
VALUES ($1, $2, $3)
ON CONFLICT (id) DO NOTHING
RETURNING id;

-- name: survey_tell
-- All that wait, as soon as they are enough to hide each other.
UPDATE survey_answer SET told = 1
 WHERE unit_id = $1 AND told = 0
   AND (SELECT count(*) FROM survey_answer w
         WHERE w.unit_id = $1 AND w.told = 0) >= $2;

-- name: survey_answered
-- In any of the person's attempts.
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

-- name: survey_answers
-- In the order of their numbers, which is none.
SELECT answers FROM survey_answer
 WHERE unit_id = $1 AND told = 1
 ORDER BY id
 LIMIT $2;
