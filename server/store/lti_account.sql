-- name: lti_account_find
SELECT issuer, sub, person_id, created_at, joined_at
  FROM lti_account
 WHERE issuer = $1 AND sub = $2;

-- name: lti_account_add
INSERT INTO lti_account (issuer, sub, person_id, created_at)
VALUES ($1, $2, $3, $4)
    ON CONFLICT (issuer, sub) DO NOTHING;

-- name: lti_person_add
INSERT INTO person (id, agency_id, name, login, search, must_set_password,
                    epoch, created_at, guest)
VALUES ($1, $2, $3, $4, '', 0, 1, $5, 1);

-- name: lti_person_rename
UPDATE person SET name = $2 WHERE id = $1 AND guest = 1 AND name <> $2;
