-- name: activation_put
-- Nobody's id, or one who is disabled: no row comes back.
INSERT INTO activation (person_id, code_hash, created_by, created_at,
                        expires_at, used_at)
SELECT p.id, $2, $3, $4, $5, NULL
  FROM person p
 WHERE p.id = $1 AND p.disabled_at IS NULL
    ON CONFLICT (person_id) DO UPDATE
   SET code_hash = excluded.code_hash, created_by = excluded.created_by,
       created_at = excluded.created_at, expires_at = excluded.expires_at,
       used_at = NULL
RETURNING person_id;

-- name: activation_of
SELECT person_id, code_hash, created_at, expires_at, used_at
  FROM activation
 WHERE person_id = $1;

-- name: activation_use
-- Works once, and only for the code that was looked at.
UPDATE activation
   SET used_at = $3
 WHERE person_id = $1 AND code_hash = $2 AND used_at IS NULL
   AND expires_at > $3
RETURNING person_id;

-- name: activation_end
DELETE FROM activation WHERE person_id = $1 AND used_at IS NULL;
