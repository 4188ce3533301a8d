-- name: survey_add
INSERT INTO survey_answer (id, unit_id, answers)
VALUES ($1, $2, $3)
ON CONFLICT (id) DO NOTHING
RETURNING id;

-- name: survey_units
-- The surveys of a module, the newest version first.
SELECT u.id, u.title, v.id AS version_id, v.number
  FROM version v
  JOIN unit u ON u.version_id = v.id
 WHERE v.module_id = $1 AND u.kind = 'survey'
 ORDER BY v.number DESC, u.position;

-- name: survey_answers
-- In the order of their numbers, which is none.
SELECT answers FROM survey_answer WHERE unit_id = $1 ORDER BY id LIMIT $2;
