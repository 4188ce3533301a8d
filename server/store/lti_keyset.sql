-- name: lti_keyset_get
SELECT body, fetched_at, until_at, forced_at, why
  FROM lti_keyset
 WHERE url = $1;

-- name: lti_keyset_put
INSERT INTO lti_keyset (url, body, fetched_at, until_at, forced_at, why)
VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (url) DO UPDATE
   SET body = excluded.body, fetched_at = excluded.fetched_at,
       until_at = excluded.until_at, forced_at = excluded.forced_at,
       why = excluded.why;

-- name: lti_keyset_forget
-- Of addresses that nothing has asked lately.
DELETE FROM lti_keyset WHERE until_at < $1 AND forced_at < $1;
