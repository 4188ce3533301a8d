-- name: lti_login_add
INSERT INTO lti_login (state_hash, nonce_hash, platform_id, deployment, target,
                       browser_hash, storage, address_hash, hints, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: lti_login_by_state
SELECT state_hash, nonce_hash, platform_id, deployment, target, browser_hash,
       storage, address_hash, hints, created_at, used_at, held, proof_hash
  FROM lti_login
 WHERE state_hash = $1;

-- name: lti_login_use
UPDATE lti_login SET used_at = $3, held = NULL, proof_hash = NULL
 WHERE state_hash = $1 AND created_at > $2 AND used_at IS NULL
RETURNING state_hash;

-- name: lti_login_hold
UPDATE lti_login SET held = $3, proof_hash = $4
 WHERE state_hash = $1 AND created_at > $2 AND used_at IS NULL
   AND held IS NULL
RETURNING state_hash;

-- name: lti_login_of_address
SELECT count(*) AS n
  FROM lti_login
 WHERE address_hash = $1 AND created_at > $2 AND used_at IS NULL;

-- name: lti_login_of_platform
SELECT count(*) AS n
  FROM lti_login
 WHERE platform_id = $1 AND created_at > $2 AND used_at IS NULL;

-- name: lti_login_forget
DELETE FROM lti_login
 WHERE state_hash IN (SELECT state_hash FROM lti_login
                       WHERE created_at < $1
                       ORDER BY created_at
                       LIMIT 1000);
