-- name: mail_server_get
SELECT host, port, security, login, password, sender, verified_at
  FROM mail_server
 WHERE id = 1;

-- name: mail_server_put
INSERT INTO mail_server (id, host, port, security, login, password, sender,
                         verified_at)
VALUES (1, $1, $2, $3, $4, $5, $6, NULL)
    ON CONFLICT (id) DO UPDATE
   SET host = excluded.host, port = excluded.port,
       security = excluded.security, login = excluded.login,
       password = excluded.password, sender = excluded.sender,
       verified_at = NULL;

-- name: mail_server_remove
DELETE FROM mail_server WHERE id = 1;

-- name: mail_server_verified
UPDATE mail_server SET verified_at = $1 WHERE id = 1;

-- name: mail_add
INSERT INTO mail (id, person_id, kind, recipient, subject, body, tries,
                  next_at, created_at)
VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $7);

-- name: mail_due
SELECT id, person_id, recipient, subject, body, tries, next_at, created_at
  FROM mail
 WHERE next_at IS NOT NULL AND next_at <= $1 AND held_until <= $1
 ORDER BY next_at, id
 LIMIT 20;

-- name: mail_claim
-- Of several that would send it, one gets the row.
UPDATE mail SET held_until = $2, tries = tries + 1
 WHERE id = $1 AND next_at IS NOT NULL AND held_until <= $3
RETURNING id;

-- name: mail_sent
UPDATE mail
   SET sent_at = $2, next_at = NULL, held_until = 0, body = '', error = NULL,
       fault = ''
 WHERE id = $1;

-- name: mail_again
UPDATE mail SET next_at = $2, held_until = 0, error = $3, fault = $4
 WHERE id = $1;

-- name: mail_given_up
UPDATE mail
   SET next_at = NULL, held_until = 0, body = '', error = $2, fault = $3
 WHERE id = $1;

-- name: mail_hurry
-- What waits for a later try is tried now.
UPDATE mail SET next_at = $1 WHERE next_at > $1;

-- name: mail_sweep_due
SELECT CASE WHEN EXISTS (SELECT 1 FROM mail WHERE sent_at < $1)
            THEN 1 ELSE 0 END AS due;

-- name: mail_sweep_sent
DELETE FROM mail
 WHERE id IN (SELECT id FROM mail WHERE sent_at < $1
               ORDER BY sent_at LIMIT 2000);

-- name: mail_sweep_failed
-- But for the newest $2, however old.
DELETE FROM mail
 WHERE id IN (SELECT id FROM mail
               WHERE next_at IS NULL AND sent_at IS NULL AND created_at < $1
                 AND id NOT IN (SELECT id FROM mail
                                 WHERE next_at IS NULL AND sent_at IS NULL
                                 ORDER BY created_at DESC, id DESC
                                 LIMIT $2)
               LIMIT 2000);

-- name: mail_recent
SELECT count(*) AS n
  FROM mail
 WHERE person_id = $1 AND kind = $2 AND created_at > $3;

-- name: mail_counts
SELECT sum(CASE WHEN next_at IS NOT NULL THEN 1 ELSE 0 END) AS waiting,
       sum(CASE WHEN sent_at IS NOT NULL THEN 1 ELSE 0 END) AS sent,
       sum(CASE WHEN next_at IS NULL AND sent_at IS NULL THEN 1 ELSE 0 END)
           AS failed
  FROM mail;

-- name: mail_last_error
SELECT error, fault FROM mail
 WHERE error IS NOT NULL
 ORDER BY created_at DESC, id DESC
 LIMIT 1;

-- name: password_request_add
INSERT INTO password_request (id, login, lang, created_at)
VALUES ($1, $2, $3, $4);

-- name: password_requests
SELECT id, login, lang, created_at
  FROM password_request
 ORDER BY created_at, id
 LIMIT 20;

-- name: password_request_remove
DELETE FROM password_request WHERE id = $1;
