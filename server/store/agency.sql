-- name: agency_by_id
SELECT g.id, g.name, g.kind, g.help, g.created_at, g.figures_public,
       l.changed_at AS logo_at
  FROM agency g
  LEFT JOIN agency_logo l ON l.agency_id = g.id
 WHERE g.id = $1;

-- name: agency_first
SELECT g.id, g.name, g.kind, g.help, g.created_at, g.figures_public,
       l.changed_at AS logo_at
  FROM agency g
  LEFT JOIN agency_logo l ON l.agency_id = g.id
 ORDER BY g.created_at, g.id
 LIMIT 1;

-- name: agency_list
-- The installation's own first, then by name.
SELECT g.id, g.name, g.kind, g.help, g.created_at, g.figures_public,
       l.changed_at AS logo_at,
       (SELECT count(*) FROM person p WHERE p.agency_id = g.id) AS people
  FROM agency g
  LEFT JOIN agency_logo l ON l.agency_id = g.id
 ORDER BY CASE WHEN g.id = (SELECT id FROM agency
                             ORDER BY created_at, id LIMIT 1)
               THEN 0 ELSE 1 END, lower(g.name), g.id;

-- name: agency_named
-- Another than $2 that is called so already.
SELECT id FROM agency WHERE lower(name) = lower($1) AND id <> $2 LIMIT 1;

-- name: agency_logo
SELECT media_type, bytes, changed_at FROM agency_logo WHERE agency_id = $1;

-- name: agency_logo_put
INSERT INTO agency_logo (agency_id, media_type, bytes, changed_at)
VALUES ($1, $2, $3, $4)
    ON CONFLICT (agency_id) DO UPDATE
   SET media_type = excluded.media_type, bytes = excluded.bytes,
       changed_at = excluded.changed_at;

-- name: agency_logo_remove
DELETE FROM agency_logo WHERE agency_id = $1;

-- name: agency_add
INSERT INTO agency (id, name, kind, help, created_at, figures_public)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: agency_change
UPDATE agency SET name = $2, kind = $3, help = $4, figures_public = $5
 WHERE id = $1;
