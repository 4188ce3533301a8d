-- name: nightly_get
SELECT reached, began_at, done_at, took_ms FROM nightly WHERE part = $1;

-- name: nightly_put
INSERT INTO nightly (part, reached, began_at, done_at, took_ms)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (part)
DO UPDATE SET reached = excluded.reached, began_at = excluded.began_at,
              done_at = excluded.done_at, took_ms = excluded.took_ms;
