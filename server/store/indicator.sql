-- name: indicator_add
INSERT INTO indicator (id, agency_id, programme_id, name, measure, better,
                       created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: indicator_by_id
SELECT id, agency_id, programme_id, name, measure, better, created_by,
       created_at, removed_at
  FROM indicator
 WHERE id = $1 AND removed_at IS NULL;

-- name: indicator_list
SELECT id, agency_id, programme_id, name, measure, better, created_by,
       created_at, removed_at
  FROM indicator
 WHERE programme_id = $1 AND removed_at IS NULL
 ORDER BY created_at, id
 LIMIT 100;

-- name: indicator_remove
UPDATE indicator SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL;

-- name: indicator_value_add
INSERT INTO indicator_value (id, indicator_id, phase, day, value, origin,
                             by_id, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: indicator_values
SELECT v.id, v.indicator_id, v.phase, v.day, v.value, v.origin, v.by_id,
       p.name AS by_name, v.at, v.taken_back_at
  FROM indicator i
  JOIN indicator_value v ON v.indicator_id = i.id
  LEFT JOIN person p ON p.id = v.by_id
 WHERE i.programme_id = $1 AND i.removed_at IS NULL
 ORDER BY v.indicator_id, v.day, v.id
 LIMIT 20000;

-- name: indicator_value_count
SELECT count(*) AS n FROM indicator_value WHERE indicator_id = $1;

-- name: indicator_value_take_back
UPDATE indicator_value
   SET taken_back_at = COALESCE(taken_back_at, $3)
 WHERE id = $2 AND indicator_id = $1
RETURNING id;
