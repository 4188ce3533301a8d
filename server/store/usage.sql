-- name: usage_get
SELECT bytes FROM usage WHERE person_id = $1 AND module_id = $2;

-- name: usage_add
INSERT INTO usage (person_id, module_id, bytes) VALUES ($1, $2, $3)
    ON CONFLICT (person_id, module_id) DO UPDATE
   SET bytes = usage.bytes + excluded.bytes;
