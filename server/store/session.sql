-- name: session_add
INSERT INTO session (id, person_id, cookie_hash, secret_hash, created_at,
                     seen_at, expires_at, user_agent, address, launch_id,
                     embed)
VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10);

-- name: session_by_cookie
SELECT id, person_id, secret_hash, created_at, seen_at, expires_at, ended_at,
       user_agent, address
  FROM session
 WHERE cookie_hash = $1;

-- name: session_by_secret
-- Only what a launch began has no cookie.
SELECT s.id, s.person_id, s.secret_hash, s.created_at, s.seen_at, s.expires_at,
       s.ended_at, s.user_agent, s.address, s.launch_id, s.embed, l.kind,
       l.role, l.platform_id, l.link_id, k.module_id, p.agency_id,
       a.name AS agency_name
  FROM session s
  JOIN lti_launch l ON l.id = s.launch_id
  JOIN lti_platform p ON p.id = l.platform_id
  JOIN agency a ON a.id = p.agency_id
  LEFT JOIN lti_link k ON k.id = l.link_id
  LEFT JOIN lti_deployment d ON d.platform_id = l.platform_id
                            AND d.deployment = k.deployment
 WHERE s.secret_hash = $1 AND s.launch_id IS NOT NULL AND p.state = 'active'
   AND (l.link_id IS NULL OR d.state = 'active');

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
-- What a token of this session still stands on: what a launch began, on its
-- connection and deployment too.
SELECT s.person_id, s.ended_at, s.embed, p.epoch, p.disabled_at,
       CASE WHEN s.launch_id IS NULL OR EXISTS (
              SELECT 1
                FROM lti_launch l
                JOIN lti_platform f ON f.id = l.platform_id
                                   AND f.state = 'active'
                LEFT JOIN lti_link k ON k.id = l.link_id
                LEFT JOIN lti_deployment d ON d.platform_id = l.platform_id
                                          AND d.deployment = k.deployment
               WHERE l.id = s.launch_id
                 AND (l.link_id IS NULL OR d.state = 'active'))
            THEN 1 ELSE 0 END AS connected
  FROM session s
  JOIN person p ON p.id = s.person_id
 WHERE s.id = $1;

-- name: launch_page
SELECT embed, return_url, kind FROM lti_launch WHERE id = $1;

-- name: session_forget
DELETE FROM session WHERE expires_at < $1;
