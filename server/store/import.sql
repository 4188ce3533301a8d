-- name: import_add
INSERT INTO import (id, person_id, agency_id, name, state, target_id, bytes,
                    created_at, updated_at)
VALUES ($1, $2, $3, $4, 'waiting', $5, $6, $7, $7);

-- name: import_by_id
SELECT id, person_id, agency_id, name, state, target_id, bytes,
       module_id, version_id,
       fault, created_at
  FROM import
 WHERE id = $1;

-- name: import_page
SELECT id, person_id, agency_id, name, state, target_id, bytes,
       module_id, version_id,
       fault, created_at
  FROM import
 WHERE person_id = $1
 ORDER BY created_at DESC, id
 LIMIT 50;

-- name: import_change
UPDATE import SET state = $2, fault = $3, updated_at = $4 WHERE id = $1;

-- name: import_done
UPDATE import
   SET state = 'done', module_id = $2, version_id = $3, updated_at = $4
 WHERE id = $1;

-- name: import_unfinished
SELECT id FROM import
 WHERE state NOT IN ('done', 'failed')
 ORDER BY created_at, id;
