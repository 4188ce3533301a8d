-- name: hint_put
-- What was decided keeps the facts it was decided by.
INSERT INTO hint (id, module_id, version_id, unit_ident, question, kind, facts,
                  weight, state, first_at, at, words)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $9, '')
ON CONFLICT (version_id, kind, unit_ident, question)
DO UPDATE SET facts = CASE WHEN hint.state IN ('open', 'gone')
                           THEN excluded.facts ELSE hint.facts END,
              weight = CASE WHEN hint.state IN ('open', 'gone')
                            THEN excluded.weight ELSE hint.weight END,
              state = CASE WHEN hint.state = 'gone'
                           THEN 'open' ELSE hint.state END,
              at = excluded.at;

-- name: hint_gone
UPDATE hint SET state = 'gone', at = $2
 WHERE module_id = $1 AND state = 'open' AND at < $2;

-- name: hint_of_module
SELECT h.id, h.module_id, m.title, m.agency_id, m.owner_id, h.version_id,
       v.number, h.unit_ident, h.question, h.kind, h.facts, h.weight, h.state,
       h.first_at, h.at, h.decided_by, p.name AS decided_name, h.decided_at,
       h.words
  FROM hint h
  JOIN module m ON m.id = h.module_id
  JOIN version v ON v.id = h.version_id
  LEFT JOIN person p ON p.id = h.decided_by
 WHERE h.module_id = $1 AND ($2 = 1 OR h.state <> 'gone')
 ORDER BY CASE h.state WHEN 'open' THEN 0 WHEN 'accepted' THEN 1
                       WHEN 'dismissed' THEN 2 ELSE 3 END,
          h.weight DESC, h.id
 LIMIT $3;

-- name: hint_page
SELECT h.id, h.module_id, m.title, m.agency_id, m.owner_id, h.version_id,
       v.number, h.unit_ident, h.question, h.kind, h.facts, h.weight, h.state,
       h.first_at, h.at, h.decided_by, p.name AS decided_name, h.decided_at,
       h.words
  FROM hint h
  JOIN module m ON m.id = h.module_id
  JOIN version v ON v.id = h.version_id
  LEFT JOIN person p ON p.id = h.decided_by
 WHERE h.state = 'open' AND ($1 = '' OR m.agency_id = $1)
 ORDER BY h.weight DESC, h.id
 LIMIT $2 OFFSET $3;

-- name: hint_by_id
SELECT h.id, h.module_id, m.title, m.agency_id, m.owner_id, h.version_id,
       v.number, h.unit_ident, h.question, h.kind, h.facts, h.weight, h.state,
       h.first_at, h.at, h.decided_by, p.name AS decided_name, h.decided_at,
       h.words
  FROM hint h
  JOIN module m ON m.id = h.module_id
  JOIN version v ON v.id = h.version_id
  LEFT JOIN person p ON p.id = h.decided_by
 WHERE h.id = $1;

-- name: hint_decide
-- Who dismissed one may think again.
UPDATE hint SET state = $2, decided_by = $3, decided_at = $4, words = $5
 WHERE id = $1 AND state IN ('open', 'dismissed')
RETURNING id;

-- name: hint_module_next
-- Modules behind $1 that somebody may begin, or has begun.
SELECT id, version_id FROM module
 WHERE id > $1 AND version_id IS NOT NULL
 ORDER BY id
 LIMIT 1;

-- name: hint_reports
-- By how many people mistakes were reported that are not answered yet, by the
-- names of the lessons.
SELECT u.ident, count(DISTINCT r.person_id) AS n
  FROM error_report r
  JOIN unit u ON u.id = r.unit_id
 WHERE r.module_id = $1 AND r.state = 'open'
 GROUP BY u.ident;

-- name: hint_open
SELECT count(*) AS n FROM hint WHERE module_id = $1 AND state = 'open';
