-- name: draft_page
SELECT d.id, d.agency_id, d.module_id, d.import_id, d.title, d.revision,
       d.created_at, d.updated_at, p.name AS updated_by
  FROM draft d
  LEFT JOIN person p ON p.id = d.updated_by
 WHERE d.agency_id = $1
 ORDER BY d.updated_at DESC, d.id
 LIMIT $2;

-- name: draft_by_id
-- One of a new module is that module's as soon as its first version was made.
SELECT d.id, d.agency_id, COALESCE(d.module_id, i.module_id) AS module_id,
       d.import_id, d.title, d.revision, d.created_at, d.updated_at,
       p.name AS updated_by
  FROM draft d
  LEFT JOIN person p ON p.id = d.updated_by
  LEFT JOIN import i ON i.id = d.import_id
 WHERE d.id = $1;

-- name: draft_of_module
SELECT d.id
  FROM draft d
  LEFT JOIN import i ON i.id = d.import_id
 WHERE d.module_id = $1 OR (d.module_id IS NULL AND i.module_id = $1)
 ORDER BY d.id
 LIMIT 1;

-- name: draft_count
SELECT count(*) AS n FROM draft WHERE agency_id = $1;

-- name: draft_add
INSERT INTO draft (id, agency_id, module_id, title, revision, created_at,
                   updated_at, updated_by)
VALUES ($1, $2, $3, $4, 1, $5, $5, $6);

-- name: draft_change
UPDATE draft
   SET title = $2, revision = revision + 1, updated_at = $3, updated_by = $4
 WHERE id = $1
RETURNING revision;

-- name: draft_set_import
UPDATE draft SET import_id = $2 WHERE id = $1;

-- name: draft_files_remove
DELETE FROM draft_file WHERE draft_id = $1;

-- name: draft_remove
DELETE FROM draft WHERE id = $1;

-- name: draft_file_list
SELECT path, blob, size, revision
  FROM draft_file
 WHERE draft_id = $1
 ORDER BY path;

-- name: draft_file_texts
SELECT path, words, blob, size, revision
  FROM draft_file
 WHERE draft_id = $1
 ORDER BY path;

-- name: draft_file_get
SELECT path, words, blob, size, revision
  FROM draft_file
 WHERE draft_id = $1 AND path = $2;

-- name: draft_file_sum
SELECT count(*) AS n, CAST(COALESCE(sum(size), 0) AS BIGINT) AS bytes,
       CAST(COALESCE(sum(CASE WHEN blob IS NULL THEN size ELSE 0 END), 0)
            AS BIGINT) AS texts
  FROM draft_file
 WHERE draft_id = $1 AND path <> $2;

-- name: draft_file_put
INSERT INTO draft_file (draft_id, path, words, blob, size, revision)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (draft_id, path) DO UPDATE
   SET words = excluded.words, blob = excluded.blob, size = excluded.size,
       revision = excluded.revision;

-- name: draft_file_remove
DELETE FROM draft_file WHERE draft_id = $1 AND path = $2;

-- name: draft_media_carry
-- What a version was made of, but for its texts.
INSERT INTO draft_file (draft_id, path, words, blob, size, revision)
SELECT CAST($1 AS TEXT), s.path, NULL, s.blob, s.size, 1
  FROM version_source s
 WHERE s.version_id = $2 AND s.path LIKE 'media/%' ESCAPE '\'
ON CONFLICT (draft_id, path) DO NOTHING;
