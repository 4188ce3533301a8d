-- name: lti_joining_at
SELECT a.issuer, a.sub, a.person_id, o.name AS person_name, o.guest,
       p.name AS platform_name, coalesce(c.title, '') AS course
  FROM lti_member m
  JOIN lti_link k ON k.id = m.link_id
  JOIN lti_platform p ON p.id = k.platform_id
  JOIN lti_account a ON a.issuer = p.issuer AND a.sub = m.sub
  JOIN person o ON o.id = a.person_id
  LEFT JOIN lti_context c ON c.id = k.context_id
 WHERE m.link_id = $1 AND m.person_id = $2;

-- name: lti_joining_sweep
DELETE FROM lti_joining WHERE expires_at < $1;

-- name: lti_joining_add
INSERT INTO lti_joining (token_hash, issuer, sub, person_id, link_id,
                         expires_at)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: lti_joining_find
SELECT a.issuer, a.sub, a.person_id, o.name AS person_name, o.guest,
       p.name AS platform_name, coalesce(c.title, '') AS course
  FROM lti_joining j
  JOIN lti_account a ON a.issuer = j.issuer AND a.sub = j.sub
  JOIN person o ON o.id = a.person_id
  JOIN lti_link k ON k.id = j.link_id
  JOIN lti_platform p ON p.id = k.platform_id
  LEFT JOIN lti_context c ON c.id = k.context_id
 WHERE j.token_hash = $1 AND j.expires_at > $2;

-- name: lti_joining_use
DELETE FROM lti_joining WHERE token_hash = $1
RETURNING token_hash;

-- name: lti_account_join
UPDATE lti_account SET joined_at = $3 WHERE issuer = $1 AND sub = $2;

-- name: lti_joined_list
SELECT a.issuer, a.sub, a.joined_at, min(p.name) AS name
  FROM lti_account a
  JOIN lti_platform p ON p.issuer = a.issuer
 WHERE a.person_id = $1 AND a.joined_at IS NOT NULL
 GROUP BY a.issuer, a.sub, a.joined_at
 ORDER BY a.joined_at DESC, a.issuer, a.sub
 LIMIT 100;

-- name: lti_part_grades
DELETE FROM lti_grade
 WHERE person_id = $3
   AND link_id IN (SELECT k.id FROM lti_link k
                     JOIN lti_platform p ON p.id = k.platform_id
                     JOIN lti_member m ON m.link_id = k.id
                    WHERE p.issuer = $1 AND m.sub = $2 AND m.person_id = $3);

-- name: lti_part_members
DELETE FROM lti_member
 WHERE person_id = $3 AND sub = $2
   AND link_id IN (SELECT k.id FROM lti_link k
                     JOIN lti_platform p ON p.id = k.platform_id
                    WHERE p.issuer = $1);

-- name: lti_part_sessions
UPDATE session SET ended_at = $3
 WHERE person_id = $2 AND ended_at IS NULL
   AND launch_id IN (SELECT l.id FROM lti_launch l
                       JOIN lti_platform p ON p.id = l.platform_id
                      WHERE p.issuer = $1 AND l.person_id = $2);

-- name: lti_part_tickets
-- Of a launch that is under way just now.
UPDATE lti_launch SET ticket_hash = NULL
 WHERE person_id = $2 AND ticket_hash IS NOT NULL
   AND platform_id IN (SELECT p.id FROM lti_platform p WHERE p.issuer = $1);

-- name: lti_part_account
DELETE FROM lti_account WHERE issuer = $1 AND sub = $2 AND person_id = $3;
