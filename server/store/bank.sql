-- name: bank_list
SELECT b.id, b.agency_id, a.name AS agency_name, b.name, b.description,
       b.created_at, b.updated_at,
       (SELECT count(*) FROM bank_question q
         WHERE q.bank_id = b.id AND q.state = 'active') AS questions,
       (SELECT count(*) FROM bank_question q
         WHERE q.bank_id = b.id AND q.state = 'retired') AS retired
  FROM bank b
  JOIN agency a ON a.id = b.agency_id
 WHERE CAST($1 AS TEXT) = '' OR b.agency_id = $1
 ORDER BY b.name_key, b.id;

-- name: bank_by_id
SELECT b.id, b.agency_id, a.name AS agency_name, b.name, b.description,
       b.created_at, b.updated_at,
       (SELECT count(*) FROM bank_question q
         WHERE q.bank_id = b.id AND q.state = 'active') AS questions,
       (SELECT count(*) FROM bank_question q
         WHERE q.bank_id = b.id AND q.state = 'retired') AS retired
  FROM bank b
  JOIN agency a ON a.id = b.agency_id
 WHERE b.id = $1;

-- name: bank_by_name
SELECT id FROM bank WHERE agency_id = $1 AND name_key = $2;

-- name: bank_add
INSERT INTO bank (id, agency_id, name, name_key, description, created_by,
                  created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
ON CONFLICT (agency_id, name_key) DO NOTHING
RETURNING id;

-- name: bank_change
UPDATE bank SET name = $2, name_key = $3, description = $4, updated_at = $5
 WHERE id = $1;

-- name: bank_touch
UPDATE bank SET updated_at = $2 WHERE id = $1;

-- name: bank_remove
-- What was ever in it stays, since sittings may name it.
DELETE FROM bank
 WHERE id = $1
   AND NOT EXISTS (SELECT 1 FROM bank_question q WHERE q.bank_id = bank.id)
RETURNING id;

-- name: bank_tags
SELECT t.tag, count(*) AS questions
  FROM bank_question q
  JOIN bank_question_tag t ON t.question_id = q.id
 WHERE q.bank_id = $1 AND q.state = 'active'
 GROUP BY t.tag
 ORDER BY t.tag;

-- name: bank_question_count
SELECT count(*) AS n
  FROM bank_question q
 WHERE q.bank_id = $1
   AND q.words LIKE $2 ESCAPE '!'
   AND (CAST($3 AS TEXT) = '' OR EXISTS (SELECT 1 FROM bank_question_tag t
                            WHERE t.question_id = q.id AND t.tag = $3))
   AND (CAST($4 AS TEXT) = '' OR q.type = $4)
   AND (CAST($5 AS TEXT) = '' OR q.state = $5);

-- name: bank_question_page
SELECT q.id, q.bank_id, q.ident, q.state, q.version_id, q.number, q.type,
       q.title, q.digest, q.created_at, q.updated_at, '' AS definition
  FROM bank_question q
 WHERE q.bank_id = $1
   AND q.words LIKE $2 ESCAPE '!'
   AND (CAST($3 AS TEXT) = '' OR EXISTS (SELECT 1 FROM bank_question_tag t
                            WHERE t.question_id = q.id AND t.tag = $3))
   AND (CAST($4 AS TEXT) = '' OR q.type = $4)
   AND (CAST($5 AS TEXT) = '' OR q.state = $5)
 ORDER BY q.id
 LIMIT $6 OFFSET $7;

-- name: bank_question_by_id
SELECT q.id, q.bank_id, q.ident, q.state, q.version_id, q.number, q.type,
       q.title, q.digest, q.created_at, q.updated_at, v.definition
  FROM bank_question q
  JOIN bank_question_version v ON v.id = q.version_id
 WHERE q.bank_id = $1 AND q.id = $2;

-- name: bank_question_known
-- The ident and the digest of all, to see what an import changes.
SELECT id, ident, digest, number, state FROM bank_question WHERE bank_id = $1;

-- name: bank_question_pool
-- A line for each tag.
SELECT q.id, q.version_id, t.tag
  FROM bank b
  JOIN bank_question q ON q.bank_id = b.id
  LEFT JOIN bank_question_tag t ON t.question_id = q.id
 WHERE b.agency_id = $1 AND b.name_key = $2 AND q.state = 'active'
 ORDER BY q.id, t.tag;

-- name: bank_question_all
SELECT q.id, q.bank_id, q.ident, q.state, q.version_id, q.number, q.type,
       q.title, q.digest, q.created_at, q.updated_at, v.definition
  FROM bank_question q
  JOIN bank_question_version v ON v.id = q.version_id
 WHERE q.bank_id = $1 AND q.state = 'active'
 ORDER BY q.id;

-- name: bank_question_add
INSERT INTO bank_question (id, bank_id, ident, state, version_id, number, type,
                           title, words, digest, created_at, updated_at)
VALUES ($1, $2, $3, 'active', $4, 1, $5, $6, $7, $8, $9, $9);

-- name: bank_question_renew
UPDATE bank_question
   SET version_id = $2, number = $3, type = $4, title = $5, words = $6,
       digest = $7, updated_at = $8, state = 'active'
 WHERE id = $1;

-- name: bank_question_state
UPDATE bank_question SET state = $2, updated_at = $3 WHERE id = $1;

-- name: bank_version_add
INSERT INTO bank_question_version (id, question_id, number, definition,
                                   person_id, at, note)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: bank_version_list
SELECT v.id, v.number, v.definition, v.at, v.note, p.name AS person_name
  FROM bank_question_version v
  JOIN person p ON p.id = v.person_id
 WHERE v.question_id = $1
 ORDER BY v.number DESC
 LIMIT $2;

-- name: bank_version_by_id
SELECT v.question_id, v.definition
  FROM bank_question_version v
 WHERE v.id = $1;

-- name: bank_tag_clear
DELETE FROM bank_question_tag WHERE question_id = $1;

-- name: bank_tag_add
INSERT INTO bank_question_tag (question_id, tag) VALUES ($1, $2)
ON CONFLICT (question_id, tag) DO NOTHING;
