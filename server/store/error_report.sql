-- name: error_report_add
INSERT INTO error_report (id, module_id, number, unit_id, unit_title,
                          person_id, kind, words, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: error_report_count
-- Of a person: since then, and those that nobody has answered.
SELECT (SELECT count(*) FROM error_report
         WHERE person_id = $1 AND at > $2) AS recent,
       (SELECT count(*) FROM error_report
         WHERE person_id = $1 AND state = 'open') AS waiting;

-- name: error_report_by_id
SELECT r.id, r.module_id, m.title, r.number, r.unit_id, r.unit_title,
       r.person_id, p.name AS person_name, p.agency_id, r.kind, r.words, r.at,
       r.state, r.answer, a.name AS answered_name, r.answered_at
  FROM error_report r
  JOIN module m ON m.id = r.module_id
  JOIN person p ON p.id = r.person_id
  LEFT JOIN person a ON a.id = r.answered_by
 WHERE r.id = $1;

-- name: error_report_of_module
SELECT r.id, r.module_id, m.title, r.number, r.unit_id, r.unit_title,
       r.person_id, p.name AS person_name, p.agency_id, r.kind, r.words, r.at,
       r.state, r.answer, a.name AS answered_name, r.answered_at
  FROM error_report r
  JOIN module m ON m.id = r.module_id
  JOIN person p ON p.id = r.person_id
  LEFT JOIN person a ON a.id = r.answered_by
 WHERE r.module_id = $1
 ORDER BY CASE WHEN r.state = 'open' THEN 0 ELSE 1 END, r.at DESC, r.id DESC
 LIMIT $2;

-- name: error_report_of_person
SELECT r.id, r.module_id, m.title, r.number, r.unit_id, r.unit_title,
       r.person_id, p.name AS person_name, p.agency_id, r.kind, r.words, r.at,
       r.state, r.answer, a.name AS answered_name, r.answered_at
  FROM error_report r
  JOIN module m ON m.id = r.module_id
  JOIN person p ON p.id = r.person_id
  LEFT JOIN person a ON a.id = r.answered_by
 WHERE r.person_id = $1
 ORDER BY r.at DESC, r.id DESC
 LIMIT $2;

-- name: error_report_waiting
-- In the modules of an agency; '': of all.
SELECT r.id, r.module_id, m.title, r.number, r.unit_id, r.unit_title,
       r.person_id, p.name AS person_name, p.agency_id, r.kind, r.words, r.at,
       r.state, r.answer, a.name AS answered_name, r.answered_at
  FROM error_report r
  JOIN module m ON m.id = r.module_id
  JOIN person p ON p.id = r.person_id
  LEFT JOIN person a ON a.id = r.answered_by
 WHERE r.state = 'open' AND ($1 = '' OR m.agency_id = $1)
 ORDER BY r.at DESC, r.id DESC
 LIMIT $2;

-- name: error_report_answer
UPDATE error_report
   SET state = $2, answer = $3, answered_by = $4, answered_at = $5
 WHERE id = $1;

-- name: review_lessons
-- What is said of the lessons that learners get, in the modules of an agency;
-- '': of all.
SELECT m.id AS module_id, m.title, v.number, u.id AS unit_id,
       u.title AS unit_title, d.definition
  FROM module m
  JOIN version v ON v.id = m.version_id
  JOIN unit u ON u.version_id = v.id AND u.kind = 'lesson'
  JOIN unit_definition d ON d.unit_id = u.id
 WHERE m.state <> 'closed' AND ($1 = '' OR m.agency_id = $1)
 ORDER BY m.title, u.position
 LIMIT $2;

-- name: review_modules
-- Modules that say themselves when they are to be reviewed.
SELECT m.id AS module_id, m.title, v.number, m.review_by
  FROM module m
  JOIN version v ON v.id = m.version_id
 WHERE m.state <> 'closed' AND ($1 = '' OR m.agency_id = $1)
   AND m.review_by <> '' AND m.review_by <= $2
 ORDER BY m.review_by, m.title
 LIMIT $3;
