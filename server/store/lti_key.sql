-- name: lti_key_add
INSERT INTO lti_key (kid, role, private, jwk, created_at, sign_from, sign_until,
                     publish_until)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: lti_key_signing
-- The one that signs at $2.
SELECT kid, role, private, jwk, created_at, sign_from, sign_until,
       publish_until, revoked_at
  FROM lti_key
 WHERE role = $1 AND revoked_at IS NULL AND sign_from <= $2 AND sign_until > $2
 ORDER BY sign_from DESC, kid DESC
 LIMIT 1;

-- name: lti_key_next
-- The one that signs after that, published already.
SELECT kid, role, private, jwk, created_at, sign_from, sign_until,
       publish_until, revoked_at
  FROM lti_key
 WHERE role = $1 AND revoked_at IS NULL AND sign_from > $2
 ORDER BY sign_from, kid
 LIMIT 1;

-- name: lti_key_published
SELECT jwk
  FROM lti_key
 WHERE revoked_at IS NULL AND publish_until > $1
 ORDER BY role, sign_from, kid;

-- name: lti_key_list
SELECT kid, role, private, jwk, created_at, sign_from, sign_until,
       publish_until, revoked_at
  FROM lti_key
 ORDER BY role DESC, sign_from DESC, kid DESC
 LIMIT 100;

-- name: lti_key_times
UPDATE lti_key SET sign_from = $2, sign_until = $3, publish_until = $4
 WHERE kid = $1;

-- name: lti_key_revoke
UPDATE lti_key SET revoked_at = $2
 WHERE kid = $1 AND revoked_at IS NULL
RETURNING role;

-- name: lti_key_forget
-- Long gone: nobody asks what became of it any more.
DELETE FROM lti_key WHERE publish_until < $1;
