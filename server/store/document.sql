-- name: document_by_id
SELECT name, type, content, coded, size, updated_at
  FROM document
 WHERE id = $1;

-- name: document_size
SELECT size FROM document WHERE id = $1;

-- name: document_put
INSERT INTO document (id, folder, module_id, person_id, registration, name,
                      type, content, coded, size, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (id) DO UPDATE
   SET type = excluded.type, content = excluded.content,
       coded = excluded.coded, size = excluded.size,
       updated_at = excluded.updated_at
RETURNING size;

-- name: document_add
INSERT INTO document (id, folder, module_id, person_id, registration, name,
                      type, content, coded, size, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (id) DO NOTHING
RETURNING size;

-- name: document_drop
DELETE FROM document WHERE id = $1 RETURNING size;

-- name: document_names
SELECT DISTINCT name
  FROM document
 WHERE folder = $1 AND ($2 = '' OR registration = $2) AND updated_at > $3
 ORDER BY name
 LIMIT $4;

-- name: document_drop_all
-- All of a folder but the one of the name $3, which is ours.
DELETE FROM document
 WHERE folder = $1 AND ($2 = '' OR registration = $2) AND name <> $3
RETURNING size;

-- name: document_count
SELECT count(*) AS n
  FROM document
 WHERE coalesce(person_id, '') = $1 AND coalesce(module_id, '') = $2;
