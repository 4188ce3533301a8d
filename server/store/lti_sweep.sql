-- What LTI leaves behind: $1 is now, and of each table 2,000 rows at most go at
-- once. One who changes a condition here changes it in lti_sweep_due, too.
-- PostgreSQL takes $1 beside a small number for a small one, unless it is cast.

-- name: lti_sweep_due
SELECT CASE WHEN
  EXISTS (SELECT 1 FROM lti_login
           WHERE created_at < CAST($1 AS BIGINT) - 3600000) OR
  EXISTS (SELECT 1 FROM lti_pending
           WHERE created_at < CAST($1 AS BIGINT) - 172800000) OR
  EXISTS (SELECT 1 FROM lti_access WHERE expires_at < $1) OR
  EXISTS (SELECT 1 FROM lti_once WHERE expires_at < $1) OR
  EXISTS (SELECT 1 FROM lti_event
           WHERE at < CAST($1 AS BIGINT) - 31536000000) OR
  EXISTS (SELECT 1 FROM lti_launch l
           WHERE l.created_at < CAST($1 AS BIGINT) - 172800000
             AND NOT EXISTS (SELECT 1 FROM session s WHERE s.launch_id = l.id))
  THEN 1 ELSE 0 END AS due;

-- name: lti_sweep_login
DELETE FROM lti_login
 WHERE state_hash IN (SELECT state_hash FROM lti_login
                       WHERE created_at < CAST($1 AS BIGINT) - 3600000
                       LIMIT 2000);

-- name: lti_sweep_pending
DELETE FROM lti_pending
 WHERE hint_hash IN (SELECT hint_hash FROM lti_pending
                      WHERE created_at < CAST($1 AS BIGINT) - 172800000
                      LIMIT 2000);

-- name: lti_sweep_access
DELETE FROM lti_access
 WHERE token_hash IN (SELECT token_hash FROM lti_access
                       WHERE expires_at < $1
                       LIMIT 2000);

-- name: lti_sweep_once
DELETE FROM lti_once
 WHERE (tool_id, hash) IN (SELECT tool_id, hash FROM lti_once
                            WHERE expires_at < $1
                            LIMIT 2000);

-- name: lti_sweep_event
DELETE FROM lti_event
 WHERE id IN (SELECT id FROM lti_event
               WHERE at < CAST($1 AS BIGINT) - 31536000000
               LIMIT 2000);

-- name: lti_sweep_launch
-- Its session says when it is over; who has none any more asks for nothing.
DELETE FROM lti_launch
 WHERE id IN (SELECT l.id FROM lti_launch l
               WHERE l.created_at < CAST($1 AS BIGINT) - 172800000
                 AND NOT EXISTS (SELECT 1 FROM session s
                                  WHERE s.launch_id = l.id)
               LIMIT 2000);
