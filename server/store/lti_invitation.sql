-- name: lti_invitation_add
INSERT INTO lti_invitation (token_hash, agency_id, host, created_by,
                            created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: lti_invitation_by_hash
SELECT token_hash, agency_id, host, created_at, expires_at, used_at,
       platform_id
  FROM lti_invitation WHERE token_hash = $1;

-- name: lti_invitation_claim
-- Whoever comes second gets nothing.
UPDATE lti_invitation SET used_at = $2
 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
RETURNING token_hash;

-- name: lti_invitation_release
UPDATE lti_invitation SET used_at = NULL
 WHERE token_hash = $1 AND platform_id IS NULL;

-- name: lti_invitation_done
UPDATE lti_invitation SET platform_id = $2 WHERE token_hash = $1;

-- name: lti_invitation_open
-- Those that still open something, the newest first; '' is every agency's.
SELECT token_hash, agency_id, host, created_at, expires_at, used_at,
       platform_id
  FROM lti_invitation
 WHERE ($1 = '' OR agency_id = $1) AND used_at IS NULL AND expires_at > $2
 ORDER BY created_at DESC, token_hash
 LIMIT 50;

-- name: lti_invitation_recall
DELETE FROM lti_invitation
 WHERE token_hash = $1 AND used_at IS NULL
RETURNING token_hash;
