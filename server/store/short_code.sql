-- name: short_code_add
INSERT INTO short_code (code, kind, ref, created_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING
RETURNING code;

-- name: short_code_of
SELECT code FROM short_code WHERE kind = $1 AND ref = $2;

-- name: short_code_by
SELECT code, kind, ref FROM short_code WHERE code = $1;
