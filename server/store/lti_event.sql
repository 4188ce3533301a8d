-- name: lti_event_add
INSERT INTO lti_event (id, connection_id, kind, code, facts, request, at, mark,
                       times)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (connection_id, mark, kind, code) WHERE mark <> '' DO UPDATE
   SET facts = excluded.facts, request = excluded.request, at = excluded.at,
       times = lti_event.times + excluded.times;

-- name: lti_event_trim
-- All but the newest 100 of a connection and a kind, of strangers ($3 not 0) or
-- of all else.
DELETE FROM lti_event
 WHERE connection_id = $1
   AND id IN (SELECT id FROM lti_event
               WHERE connection_id = $1 AND kind = $2
                 AND CASE WHEN mark = '' THEN 0 ELSE 1 END = $3
               ORDER BY at DESC, id DESC
               LIMIT 1000 OFFSET 100);

-- name: lti_event_of
SELECT id, connection_id, kind, code, facts, request, at, mark, times
  FROM lti_event
 WHERE connection_id = $1
 ORDER BY at DESC, id DESC
 LIMIT $2;

-- name: lti_event_of_kind
SELECT id, connection_id, kind, code, facts, request, at, mark, times
  FROM lti_event
 WHERE connection_id = $1 AND kind = $2
 ORDER BY at DESC, id DESC
 LIMIT $3;
