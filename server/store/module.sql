-- name: module_by_id
SELECT m.id, m.agency_id, g.name AS agency_name, m.owner_id,
       p.name AS owner_name, m.title, m.description, m.state, m.version_id,
       m.allow_popups, m.allow_hosts, m.created_at, m.updated_at,
       v.number, v.standard, v.bytes, v.units
  FROM module m
  JOIN agency g ON g.id = m.agency_id
  LEFT JOIN person p ON p.id = m.owner_id
  LEFT JOIN version v ON v.id = m.version_id
 WHERE m.id = $1;

-- name: module_page
-- Published ones; closed ones for those who have begun; drafts for the authors
-- of agency $3 and, with $3 = '*', for administrators.
SELECT m.id, m.agency_id, g.name AS agency_name, m.owner_id,
       p.name AS owner_name, m.title, m.description, m.state, m.version_id,
       m.allow_popups, m.allow_hosts, m.created_at, m.updated_at,
       v.number, v.standard, v.bytes, v.units
  FROM module m
  JOIN agency g ON g.id = m.agency_id
  LEFT JOIN person p ON p.id = m.owner_id
  JOIN version v ON v.id = m.version_id
 WHERE m.search LIKE $1 ESCAPE '!'
   AND (m.state = 'published'
        OR $3 = '*' OR m.agency_id = $3
        OR (m.state = 'closed'
            AND EXISTS (SELECT 1 FROM attempt a
                         WHERE a.person_id = $2 AND a.module_id = m.id)))
 ORDER BY m.updated_at DESC, m.id DESC
 LIMIT $4 OFFSET $5;

-- name: module_count
SELECT count(*) AS n
  FROM module m
  JOIN version v ON v.id = m.version_id
 WHERE m.search LIKE $1 ESCAPE '!'
   AND (m.state = 'published'
        OR $3 = '*' OR m.agency_id = $3
        OR (m.state = 'closed'
            AND EXISTS (SELECT 1 FROM attempt a
                         WHERE a.person_id = $2 AND a.module_id = m.id)));

-- name: module_add
INSERT INTO module (id, agency_id, owner_id, title, description, search, state,
                    allow_popups, allow_hosts, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, '', $8, $8);

-- name: module_change
UPDATE module
   SET state = $2, allow_popups = $3, allow_hosts = $4, updated_at = $5
 WHERE id = $1;

-- name: module_set_version
UPDATE module
   SET version_id = $2, title = $3, description = $4, search = $5,
       updated_at = $6
 WHERE id = $1;

-- name: module_publish
UPDATE module
   SET version_id = $2, state = 'published', updated_at = $3
 WHERE id = $1;

-- name: version_next
SELECT coalesce(max(number), 0) + 1 AS number FROM version WHERE module_id = $1;

-- name: version_add
INSERT INTO version (id, module_id, number, standard, title, bytes, files,
                     units, tree, report, digest, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: version_by_digest
-- The version that an earlier import of the same files made in this agency.
SELECT v.id, v.module_id, v.number
  FROM version v
  JOIN module m ON m.id = v.module_id
 WHERE v.digest = $1 AND m.agency_id = $2
 ORDER BY v.created_at, v.id
 LIMIT 1;

-- name: version_by_id
SELECT id, module_id, number, standard, title, bytes, files, units, tree,
       report, created_at
  FROM version
 WHERE id = $1;

-- name: version_units
SELECT units FROM version WHERE id = $1;

-- name: version_file_add
INSERT INTO version_file (version_id, path, blob, size, media_type)
VALUES ($1, $2, $3, $4, $5);

-- name: version_files
SELECT path, blob, size, media_type
  FROM version_file
 WHERE version_id = $1;

-- name: version_use
-- What the content listener needs to know of a version.
SELECT v.module_id, m.allow_popups, m.allow_hosts
  FROM version v
  JOIN module m ON m.id = v.module_id
 WHERE v.id = $1;

-- name: blob_used
SELECT blob FROM version_file WHERE blob = $1 LIMIT 1;

-- name: blob_page
-- Every blob that some version needs, in order, after $1.
SELECT DISTINCT blob, size
  FROM version_file
 WHERE blob > $1
 ORDER BY blob
 LIMIT $2;

-- name: unit_add
INSERT INTO unit (id, version_id, position, ident, title, kind, href, bytes,
                  launch)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: unit_by_id
SELECT id, version_id, position, ident, title, kind, href, bytes, launch
  FROM unit
 WHERE id = $1;

-- name: unit_list
SELECT id, version_id, position, ident, title, kind, href, bytes, launch
  FROM unit
 WHERE version_id = $1
 ORDER BY position;
