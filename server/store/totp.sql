-- name: totp_of
SELECT t.secret, t.created_at, t.confirmed_at, t.step,
       (SELECT count(*) FROM recovery_code c
         WHERE c.person_id = t.person_id AND c.used_at IS NULL) AS codes
  FROM totp t
 WHERE t.person_id = $1;

-- name: totp_confirmed
SELECT confirmed_at FROM totp
 WHERE person_id = $1 AND confirmed_at IS NOT NULL;

-- name: totp_put
-- One that is confirmed stays: it is turned off first.
INSERT INTO totp (person_id, secret, created_at, confirmed_at, step)
VALUES ($1, $2, $3, NULL, 0)
    ON CONFLICT (person_id) DO UPDATE
       SET secret = excluded.secret, created_at = excluded.created_at, step = 0
     WHERE totp.confirmed_at IS NULL
RETURNING person_id;

-- name: totp_confirm
-- Of the secret that the code was looked at with, and no later one.
UPDATE totp SET confirmed_at = $4, step = $3
 WHERE person_id = $1 AND secret = $2 AND confirmed_at IS NULL
RETURNING person_id;

-- name: totp_use
-- Of two that come at once one gets a row.
UPDATE totp SET step = $3
 WHERE person_id = $1 AND secret = $2 AND confirmed_at IS NOT NULL
   AND step < $3
RETURNING person_id;

-- name: totp_drop
DELETE FROM totp WHERE person_id = $1 RETURNING person_id;

-- name: totp_staff
-- Enabled people with a role, and how many of them have a second factor.
SELECT count(*) AS people, count(t.person_id) AS have
  FROM person p
  LEFT JOIN totp t ON t.person_id = p.id AND t.confirmed_at IS NOT NULL
 WHERE p.disabled_at IS NULL
   AND p.id IN (SELECT r.person_id FROM person_role r);

-- name: recovery_code_add
INSERT INTO recovery_code (hash, person_id, used_at) VALUES ($1, $2, NULL);

-- name: recovery_code_use
UPDATE recovery_code SET used_at = $3
 WHERE hash = $1 AND person_id = $2 AND used_at IS NULL
RETURNING person_id;

-- name: recovery_code_known
SELECT hash FROM recovery_code
 WHERE hash = $1 AND person_id = $2 AND used_at IS NULL;

-- name: recovery_code_drop
DELETE FROM recovery_code WHERE person_id = $1;
