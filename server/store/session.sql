-- name: session_add
INSERT INTO session (id, person_id, cookie_hash, secret_hash, created_at,
                     seen_at, expires_at, user_agent, address)
VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8);

-- name: session_by_cookie
SELECT id, person_id, secret_hash, created_at, seen_at, expires_at, ended_at,
       user_agent, address
  FROM session
 WHERE cookie_hash = $1;

-- name: session_page
-- Those that are still alive at $2, the one used last first.
SELECT id, person_id, secret_hash, created_at, seen_at, expires_at, ended_at,
       user_agent, address
  FROM session
 WHERE person_id = $1 AND ended_at IS NULL AND expires_at > $2
 ORDER BY seen_at DESC, id
 LIMIT 100;

-- name: session_seen
-- Never beyond $4 ms after it began.
UPDATE session
   SET seen_at = $2,
       expires_at = CASE WHEN created_at + $4 < $3 THEN created_at + $4
                         ELSE $3 END
 WHERE id = $1 AND ended_at IS NULL AND expires_at > $2;

-- name: session_rotate
UPDATE session SET cookie_hash = $2, secret_hash = $3
 WHERE id = $1 AND ended_at IS NULL
RETURNING id;

-- name: session_end
UPDATE session SET ended_at = $3
 WHERE id = $1 AND person_id = $2 AND ended_at IS NULL
RETURNING id;

-- name: session_end_others
-- All of them when $2 is nobody's id.
UPDATE session SET ended_at = $3
 WHERE person_id = $1 AND id <> $2 AND ended_at IS NULL;

-- name: session_grant
-- What a token of this session still stands on.
SELECT s.person_id, s.ended_at, p.epoch, p.disabled_at
  FROM session s
  JOIN person p ON p.id = s.person_id
 WHERE s.id = $1;

-- name: session_forget
DELETE FROM session WHERE expires_at < $1;
