-- name: lti_event_add
INSERT INTO lti_event (id, connection_id, kind, code, facts, request, at, mark)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (connection_id, mark, kind, code) WHERE mark <> '' DO UPDATE
   SET facts = excluded.facts, request = excluded.request, at = excluded.at,
       times = lti_event.times + 1;

-- name: lti_event_trim
-- All but the newest 200 of a connection that are nobody's or, with $2 not 0, 100
-- of strangers.
DELETE FROM lti_event
 WHERE connection_id = $1
   AND id IN (SELECT id FROM lti_event
               WHERE connection_id = $1
                 AND CASE WHEN mark = '' THEN 0 ELSE 1 END = $2
               ORDER BY at DESC, id DESC
               LIMIT 1000 OFFSET CASE WHEN $2 = 0 THEN 200 ELSE 100 END);

-- name: lti_event_of
SELECT id, connection_id, kind, code, facts, request, at, mark, times
  FROM lti_event
 WHERE connection_id = $1
 ORDER BY at DESC, id DESC
 LIMIT $2;
