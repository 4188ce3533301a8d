-- name: agency_by_id
SELECT id, name, kind, help, created_at FROM agency WHERE id = $1;

-- name: agency_first
SELECT id, name, kind, help, created_at
  FROM agency
 ORDER BY created_at, id
 LIMIT 1;

-- name: agency_add
INSERT INTO agency (id, name, kind, help, created_at)
VALUES ($1, $2, $3, $4, $5);

-- name: agency_change
UPDATE agency SET name = $2, help = $3 WHERE id = $1;
