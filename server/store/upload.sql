-- name: upload_add
INSERT INTO upload (id, person_id, agency_id, name, target_id, metadata, bytes,
                    received, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9);

-- name: upload_by_id
SELECT id, person_id, agency_id, name, target_id, metadata, bytes, received,
       created_at, expires_at
  FROM upload
 WHERE id = $1;

-- name: upload_unfinished
SELECT id, person_id, agency_id, name, target_id, metadata, bytes, received,
       created_at, expires_at
  FROM upload
 WHERE person_id = $1 AND received < bytes AND expires_at > $2
 ORDER BY created_at DESC, id
 LIMIT 50;

-- name: upload_due
SELECT id, person_id, agency_id, name, target_id, metadata, bytes, received,
       created_at, expires_at
  FROM upload
 WHERE expires_at <= $1
 ORDER BY expires_at, id
 LIMIT 100;

-- name: upload_promised
SELECT COALESCE(SUM(bytes - received), 0) AS bytes FROM upload;

-- name: upload_reach
UPDATE upload SET received = $2, expires_at = $3 WHERE id = $1;

-- name: upload_remove
DELETE FROM upload WHERE id = $1;
