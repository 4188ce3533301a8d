-- name: lti_event_add
INSERT INTO lti_event (id, connection_id, kind, code, facts, request, at)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: lti_event_trim
-- All but the newest 200 of a connection.
DELETE FROM lti_event
 WHERE connection_id = $1
   AND id IN (SELECT id FROM lti_event
               WHERE connection_id = $1
               ORDER BY at DESC, id DESC
               LIMIT 1000 OFFSET 200);

-- name: lti_event_of
SELECT id, connection_id, kind, code, facts, request, at
  FROM lti_event
 WHERE connection_id = $1
 ORDER BY at DESC, id DESC
 LIMIT $2;
