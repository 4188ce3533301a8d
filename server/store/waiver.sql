-- name: waiver_add
INSERT INTO waiver (id, attempt_id, unit_id, person_id, reason, at)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: waiver_list
SELECT w.reason, w.at, u.ident, u.title, l.name AS learner_name, l.agency_id,
       p.name AS person_name
  FROM waiver w
  JOIN attempt a ON a.id = w.attempt_id
  JOIN person l ON l.id = a.person_id
  JOIN person p ON p.id = w.person_id
  JOIN unit u ON u.id = w.unit_id
 WHERE a.module_id = $1
 ORDER BY w.at DESC, w.id DESC
 LIMIT $2;
