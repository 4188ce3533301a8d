-- name: speaker_find
SELECT sp.id, sp.agency_id, sp.name, sp.institution, sp.region, '' AS topic,
       (SELECT count(*) FROM event_speaker es
          JOIN event ev ON ev.id = es.event_id
         WHERE es.speaker_id = sp.id AND ev.ends_at <= $3
           AND ev.state IN ('published', 'closed')) AS sessions
  FROM speaker sp
 WHERE sp.agency_id = $1 AND lower(sp.name) LIKE $2 ESCAPE '!'
 ORDER BY sp.name, sp.id
 LIMIT 50;

-- name: speaker_of_event
SELECT sp.id, sp.agency_id, sp.name, sp.institution, sp.region, es.topic,
       0 AS sessions
  FROM event_speaker es
  JOIN speaker sp ON sp.id = es.speaker_id
 WHERE es.event_id = $1
 ORDER BY es.place;

-- name: speaker_same
SELECT id FROM speaker
 WHERE agency_id = $1 AND name = $2 AND institution = $3 AND region = $4
 LIMIT 1;

-- name: speaker_add
INSERT INTO speaker (id, agency_id, name, institution, region, created_at)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: speaker_change
UPDATE speaker SET name = $3, institution = $4, region = $5
 WHERE id = $1 AND agency_id = $2
RETURNING id;

-- name: event_speaker_clear
DELETE FROM event_speaker WHERE event_id = $1;

-- name: event_speaker_add
INSERT INTO event_speaker (event_id, place, speaker_id, topic)
VALUES ($1, $2, $3, $4);
