-- name: person_event_add
INSERT INTO person_event (id, person_id, by_id, kind, words, at)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: person_event_page
-- The newest first.
SELECT e.id, e.kind, e.words, e.at, b.name AS by_name
  FROM person_event e
  LEFT JOIN person b ON b.id = e.by_id
 WHERE e.person_id = $1
 ORDER BY e.at DESC, e.id DESC
 LIMIT $2;
