-- name: statement_by_id
SELECT id, person_id, module_id, verb, voids, voided, digest, body, stored_at,
       place
  FROM statement
 WHERE id = $1;

-- name: statement_add
INSERT INTO statement (id, person_id, module_id, run_id, registration, verb,
                       voids, voided, digest, body, stored_at, place)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10, $11)
    ON CONFLICT (id) DO NOTHING
RETURNING id;

-- name: statement_name_add
INSERT INTO statement_name (statement_id, name, near) VALUES ($1, $2, $3)
    ON CONFLICT (statement_id, name) DO NOTHING;

-- name: statement_void
-- What voids another cannot itself be voided.
UPDATE statement SET voided = 1
 WHERE id = $1 AND person_id = $2 AND module_id = $3 AND voids IS NULL;

-- name: statement_page_down
SELECT s.id, s.person_id, s.module_id, s.verb, s.voids, s.voided, s.digest,
       s.body, s.stored_at, s.place
  FROM statement s
 WHERE s.person_id = $1 AND s.module_id = $2 AND s.voided = 0
   AND ($3 = '' OR s.verb = $3)
   AND ($4 = '' OR s.registration = $4)
   AND s.stored_at > $5 AND s.stored_at <= $6
   AND ($7 = '' OR EXISTS (SELECT 1 FROM statement_name g
                            WHERE g.statement_id = s.id AND g.name = $7
                              AND g.near >= $8))
   AND ($9 = '' OR EXISTS (SELECT 1 FROM statement_name a
                            WHERE a.statement_id = s.id AND a.name = $9
                              AND a.near >= $10))
   AND (s.stored_at, s.place, s.id) < ($11, $12, $13)
 ORDER BY s.stored_at DESC, s.place DESC, s.id DESC
 LIMIT $14;

-- name: statement_page_up
SELECT s.id, s.person_id, s.module_id, s.verb, s.voids, s.voided, s.digest,
       s.body, s.stored_at, s.place
  FROM statement s
 WHERE s.person_id = $1 AND s.module_id = $2 AND s.voided = 0
   AND ($3 = '' OR s.verb = $3)
   AND ($4 = '' OR s.registration = $4)
   AND s.stored_at > $5 AND s.stored_at <= $6
   AND ($7 = '' OR EXISTS (SELECT 1 FROM statement_name g
                            WHERE g.statement_id = s.id AND g.name = $7
                              AND g.near >= $8))
   AND ($9 = '' OR EXISTS (SELECT 1 FROM statement_name a
                            WHERE a.statement_id = s.id AND a.name = $9
                              AND a.near >= $10))
   AND (s.stored_at, s.place, s.id) > ($11, $12, $13)
 ORDER BY s.stored_at, s.place, s.id
 LIMIT $14;
