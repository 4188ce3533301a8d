-- name: unit_definition_add
INSERT INTO unit_definition (unit_id, definition) VALUES ($1, $2);

-- name: unit_definition_get
SELECT definition FROM unit_definition WHERE unit_id = $1;

-- name: version_source_add
INSERT INTO version_source (version_id, path, blob, size)
VALUES ($1, $2, $3, $4);

-- name: version_source_list
SELECT path, blob, size
  FROM version_source
 WHERE version_id = $1
 ORDER BY path;

-- name: version_about
SELECT about FROM version WHERE id = $1;

-- name: module_by_ident
-- The first one that bears the name; one that was withdrawn stays as it is.
SELECT id
  FROM module
 WHERE agency_id = $1 AND ident = $2 AND ident <> '' AND withdrawn_at IS NULL
 ORDER BY created_at, id
 LIMIT 1;

-- name: module_set_ident
UPDATE module SET ident = $2 WHERE id = $1;

-- name: agency_token_list
SELECT name, value
  FROM agency_token
 WHERE agency_id = $1
 ORDER BY name
 LIMIT 200;

-- name: agency_token_put
INSERT INTO agency_token (agency_id, name, value)
VALUES ($1, $2, $3)
ON CONFLICT (agency_id, name) DO UPDATE SET value = excluded.value;

-- name: agency_token_remove
DELETE FROM agency_token WHERE agency_id = $1 AND name = $2;

-- name: token_modules
-- What modules say besides, of those that an agency's people can find, and of
-- its own.
SELECT m.id, m.title, v.about
  FROM module m
  JOIN version v ON v.id = m.version_id
 WHERE v.about <> '{}' AND (m.state = 'published' OR m.agency_id = $1)
 ORDER BY m.title, m.id
 LIMIT 2000;
