-- name: lti_offer_add
INSERT INTO lti_offer (token_hash, agency_id, created_by, created_at,
                       expires_at)
VALUES ($1, $2, $3, $4, $5);

-- name: lti_offer_take
-- Whoever comes second gets nothing.
DELETE FROM lti_offer
 WHERE token_hash = $1 AND expires_at > $2
RETURNING agency_id, created_by;

-- name: lti_offer_forget
DELETE FROM lti_offer WHERE expires_at <= $1;
