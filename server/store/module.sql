-- name: module_by_id
SELECT m.id, m.agency_id, g.name AS agency_name, m.owner_id,
       p.name AS owner_name, m.title, m.description, m.topic, m.jp, m.minutes,
       m.contact, m.legal_basis, m.review_by, m.picture, m.picture_type,
       m.picture_bytes, m.picture_alt, m.state, m.version_id,
       m.withdrawn_at, m.withdrawn_by, m.withdrawn_why,
       m.allow_popups, m.allow_hosts, m.shared, m.created_at, m.updated_at,
       v.number, v.standard, v.bytes, v.units
  FROM module m
  JOIN agency g ON g.id = m.agency_id
  LEFT JOIN person p ON p.id = m.owner_id
  LEFT JOIN version v ON v.id = m.version_id
 WHERE m.id = $1;

-- name: module_some
-- As above, of a batch of ids: see store/several.h.
SELECT m.id, m.agency_id, g.name AS agency_name, m.owner_id,
       p.name AS owner_name, m.title, m.description, m.topic, m.jp, m.minutes,
       m.contact, m.legal_basis, m.review_by, m.picture, m.picture_type,
       m.picture_bytes, m.picture_alt, m.state, m.version_id,
       m.withdrawn_at, m.withdrawn_by, m.withdrawn_why,
       m.allow_popups, m.allow_hosts, m.shared, m.created_at, m.updated_at,
       v.number, v.standard, v.bytes, v.units
  FROM module m
  JOIN agency g ON g.id = m.agency_id
  LEFT JOIN person p ON p.id = m.owner_id
  LEFT JOIN version v ON v.id = m.version_id
 WHERE m.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
                $15, $16, $17, $18, $19, $20);

-- name: module_add
INSERT INTO module (id, agency_id, owner_id, title, description, state,
                    allow_popups, allow_hosts, created_at, updated_at, shared)
VALUES ($1, $2, $3, $4, $5, $6, 0, '', $7, $7, $8);

-- name: module_change
UPDATE module
   SET state = $2, allow_popups = $3, allow_hosts = $4, updated_at = $5
 WHERE id = $1;

-- name: module_describe
UPDATE module
   SET title = $2, description = $3, topic = $4, jp = $5, minutes = $6,
       contact = $7, legal_basis = $8, review_by = $9, picture_alt = $10,
       updated_at = $11
 WHERE id = $1;

-- name: module_picture
UPDATE module
   SET picture = $2, picture_type = $3, picture_bytes = $4, updated_at = $5
 WHERE id = $1;

-- name: picture_by_blob
-- One that waits is looked at by who is asked to approve it.
SELECT picture_type FROM module WHERE picture = $1
UNION ALL
SELECT picture_type FROM wish WHERE picture = $1 AND state = 'waiting'
LIMIT 1;

-- name: module_set_version
-- The title goes with the package for as long as nobody has written another.
UPDATE module
   SET version_id = $2, updated_at = $3,
       title = CASE WHEN title = (SELECT v.title FROM version v
                                   WHERE v.id = module.version_id)
                    THEN (SELECT v.title FROM version v WHERE v.id = $2)
                    ELSE title END
 WHERE id = $1;

-- name: module_publish
UPDATE module
   SET version_id = $2, state = 'published', updated_at = $3
 WHERE id = $1;

-- name: version_next
SELECT coalesce(max(number), 0) + 1 AS number FROM version WHERE module_id = $1;

-- name: version_add
INSERT INTO version (id, module_id, number, standard, title, bytes, files,
                     units, tree, report, digest, created_by, created_at,
                     about)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

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
 WHERE id = $1 AND removed_at IS NULL;

-- name: version_needed
SELECT v.units - (SELECT count(*)
                    FROM unit u
                   WHERE u.version_id = v.id AND u.required = 0) AS units
  FROM version v
 WHERE v.id = $1;

-- name: version_file_add
INSERT INTO version_file (version_id, path, blob, size, media_type)
VALUES ($1, $2, $3, $4, $5);

-- name: version_file_count
SELECT count(*) AS n FROM version_file WHERE version_id = $1;

-- name: version_file_drop
-- Some of them.
DELETE FROM version_file
 WHERE version_id = $1
   AND path IN (SELECT path FROM version_file WHERE version_id = $1 LIMIT 500)
RETURNING path;

-- name: version_file_strays
-- Versions that have files and are not there.
SELECT DISTINCT f.version_id
  FROM version_file f
 WHERE NOT EXISTS (SELECT 1 FROM version v WHERE v.id = f.version_id)
 ORDER BY f.version_id
 LIMIT 100;

-- name: version_files
-- And what belongs to its unit, under the paths of media.sql; the name of a
-- single file never begins with "~".
SELECT path, blob, size, media_type
  FROM version_file
 WHERE version_id = $1
UNION ALL
SELECT '~captions/' || substr(c.blob, 1, 16) || '.' || c.lang || '.vtt',
       c.blob, c.size, 'text/vtt; charset=utf-8'
  FROM caption c
  JOIN unit u ON u.id = c.unit_id
 WHERE u.version_id = $1
UNION ALL
SELECT '~forms/' || substr(f.blob, 1, 16) || '.' || f.name ||
       CASE f.media_type WHEN 'video/mp4' THEN '.mp4' ELSE '.m4a' END,
       f.blob, f.size, f.media_type
  FROM media_form f
  JOIN unit u ON u.id = f.unit_id
 WHERE u.version_id = $1 AND f.state = 'done';

-- name: version_use
-- What the content listener needs to know of a version.
SELECT v.module_id, m.allow_popups, m.allow_hosts, v.created_at,
       m.withdrawn_at, m.withdrawn_why
  FROM version v
  JOIN module m ON m.id = v.module_id
 WHERE v.id = $1 AND v.removed_at IS NULL;

-- name: blob_page
-- Every blob that a version, a unit or a module's picture needs, one that waits
-- too, in order, after $1.
SELECT DISTINCT blob, size
  FROM (SELECT blob, size FROM version_file WHERE blob > $1
        UNION ALL
        SELECT blob, size FROM version_source WHERE blob > $1
        UNION ALL
        SELECT blob, size FROM caption WHERE blob > $1
        UNION ALL
        SELECT blob, size FROM media_form WHERE blob > $1
        UNION ALL
        SELECT blob, size FROM draft_file WHERE blob > $1
        UNION ALL
        SELECT blob, bytes FROM certificate_signed WHERE blob > $1
        UNION ALL
        SELECT picture, picture_bytes FROM module WHERE picture > $1
        UNION ALL
        SELECT picture, picture_bytes FROM wish
         WHERE picture > $1 AND state = 'waiting'
        UNION ALL
        SELECT blob, bytes FROM material WHERE blob > $1
        UNION ALL
        SELECT blob, bytes FROM submission_file WHERE blob > $1) used
 ORDER BY blob
 LIMIT $2;

-- name: blob_types
-- Of the same those that may be worth compressing, with what they are.
SELECT blob, max(size) AS size, max(media_type) AS media_type
  FROM (SELECT blob, size, media_type FROM version_file WHERE blob > $1
        UNION ALL
        SELECT blob, size, 'text/vtt; charset=utf-8' FROM caption WHERE blob > $1) used
 GROUP BY blob
 ORDER BY blob
 LIMIT $2;

-- name: unit_add
INSERT INTO unit (id, version_id, position, ident, title, kind, href, bytes,
                  launch, required, scored)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: unit_by_id
SELECT id, version_id, position, ident, title, kind, href, bytes, launch,
       required, scored
  FROM unit
 WHERE id = $1;

-- name: unit_some
-- As above, of a batch of ids, without what only a run-time needs.
SELECT id, version_id, position, ident, title, kind, href, bytes, '' AS launch,
       required, scored
  FROM unit
 WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
              $15, $16, $17, $18, $19, $20);

-- name: unit_list
-- Without what only a run-time needs: there may be thousands.
SELECT id, version_id, position, ident, title, kind, href, bytes, '' AS launch,
       required, scored
  FROM unit
 WHERE version_id = $1
 ORDER BY position;

-- name: unit_list_some
-- As above, of a batch of versions.
SELECT id, version_id, position, ident, title, kind, href, bytes, '' AS launch,
       required, scored
  FROM unit
 WHERE version_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
                      $14, $15, $16, $17, $18, $19, $20)
 ORDER BY version_id, position;
