-- name: seat_get
SELECT event_id, person_id, state, number, registered_at, cancelled_at,
       joined_at, present, minutes, checks, host_word, survey_at
  FROM seat
 WHERE event_id = $1 AND person_id = $2;

-- name: seat_put
INSERT INTO seat (event_id, person_id, state, number, registered_at, present,
                  checks)
VALUES ($1, $2, $3, $4, $5, 0, 0)
ON CONFLICT (event_id, person_id)
DO UPDATE SET state = excluded.state, number = excluded.number,
              registered_at = excluded.registered_at, cancelled_at = NULL;

-- name: seat_count
-- The event's counts: the number of the seat just given, the change of those
-- registered and of those waiting.
UPDATE event
   SET registered = registered + $2, waiting = waiting + $3,
       numbers = numbers + $4
 WHERE id = $1
RETURNING registered, waiting, numbers, capacity;

-- name: seat_cancel
UPDATE seat SET state = 'cancelled', cancelled_at = $3
 WHERE event_id = $1 AND person_id = $2;

-- name: seat_next
SELECT person_id FROM seat
 WHERE event_id = $1 AND state = 'waiting'
 ORDER BY number
 LIMIT $2;

-- name: seat_move_up
UPDATE seat SET state = 'registered' WHERE event_id = $1 AND person_id = $2;

-- name: seat_joined
UPDATE seat SET joined_at = $3
 WHERE event_id = $1 AND person_id = $2 AND joined_at IS NULL;

-- name: seat_before
SELECT count(*) AS n FROM seat
 WHERE event_id = $1 AND state = 'waiting' AND number < $2;

-- name: seat_page
SELECT s.event_id, s.person_id, s.state, s.number, s.registered_at,
       s.cancelled_at, s.joined_at, s.present, s.minutes, s.checks,
       s.host_word, s.survey_at, p.name, p.guest,
       COALESCE(g.agency, a.name) AS agency, COALESCE(g.nip, p.nip) AS nip,
       COALESCE(g.email, p.email) AS email,
       COALESCE(g.epoch, 0) AS links
  FROM seat s
  JOIN person p ON p.id = s.person_id
  JOIN agency a ON a.id = p.agency_id
  LEFT JOIN guest g ON g.person_id = s.person_id
 WHERE s.event_id = $1 AND (s.state = $2 OR s.state = $3)
 ORDER BY s.number, s.person_id
 LIMIT $4 OFFSET $5;

-- name: seat_people
SELECT person_id FROM seat
 WHERE event_id = $1 AND person_id > $2 AND state <> 'cancelled'
 ORDER BY person_id
 LIMIT $3;

-- name: seat_guests
SELECT count(*) AS n
  FROM seat s
  JOIN guest g ON g.person_id = s.person_id
 WHERE s.event_id = $1;

-- name: seat_opens_module
SELECT 1 AS yes
  FROM seat s
  JOIN event ev ON ev.id = s.event_id
 WHERE s.person_id = $1 AND s.state = 'registered'
   AND ev.state IN ('published', 'closed')
   AND (ev.paper_module = $2
        OR EXISTS (SELECT 1 FROM material m
                    WHERE m.event_id = ev.id AND m.module_id = $2))
 LIMIT 1;
