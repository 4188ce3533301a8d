-- name: presence_check_add
INSERT INTO presence_check (id, event_id, kind, number, opens_at, closes_at,
                            created_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (event_id, number) DO NOTHING;

-- name: presence_check_list
SELECT id, kind, number, opens_at, closes_at
  FROM presence_check
 WHERE event_id = $1
 ORDER BY number;

-- name: presence_check_close
UPDATE presence_check SET closes_at = $3
 WHERE event_id = $1 AND number = $2 AND closes_at > $3;

-- name: presence_add
-- None when its `once` is there, or what it takes back was taken back.
INSERT INTO presence (id, event_id, person_id, source, check_id, minutes,
                      from_at, until_at, shown_at, once, undoes, reason, by_id,
                      at, origin)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: presence_of_person
SELECT p.id, p.source, p.check_id, p.minutes, p.from_at, p.until_at, p.undoes,
       p.reason, p.at, b.name AS by_name, c.number
  FROM presence p
  LEFT JOIN person b ON b.id = p.by_id
  LEFT JOIN presence_check c ON c.id = p.check_id
 WHERE p.event_id = $1 AND p.person_id = $2
 ORDER BY p.at, p.id;

-- name: presence_marks
-- Codes in the order they came.
SELECT p.id, p.at, p.shown_at, p.origin, c.number, w.name
  FROM presence p
  JOIN presence_check c ON c.id = p.check_id
  JOIN person w ON w.id = p.person_id
 WHERE p.event_id = $1 AND p.source = 'code'
 ORDER BY p.at, p.id
 LIMIT $2;

-- name: presence_corrections
-- What people changed, the newest first.
SELECT p.id, p.person_id, w.name, p.source, p.minutes, p.undoes, p.reason,
       p.at, b.name AS by_name
  FROM presence p
  JOIN person w ON w.id = p.person_id
  LEFT JOIN person b ON b.id = p.by_id
 WHERE p.event_id = $1 AND (p.source = 'host' OR p.undoes IS NOT NULL)
 ORDER BY p.at DESC, p.id DESC
 LIMIT $2;

-- name: presence_of_file
-- Rows that its lines made, a piece at a time.
SELECT p.id, p.person_id
  FROM presence p
  JOIN attendance_line l
    ON l.file_id = $2 AND p.once = $3 || l.place
 WHERE p.event_id = $1 AND l.place >= $4 AND l.place < $5;

-- name: presence_seat_put
UPDATE seat SET present = $3, minutes = $4, checks = $5, host_word = $6
 WHERE event_id = $1 AND person_id = $2;

-- name: presence_seats
SELECT s.person_id, p.name, p.guest, COALESCE(g.agency, a.name) AS agency,
       COALESCE(g.email, p.email) AS email, COALESCE(g.nip, p.nip) AS nip,
       s.registered_at, s.joined_at, s.present, s.minutes, s.checks,
       s.host_word, s.survey_at
  FROM seat s
  JOIN person p ON p.id = s.person_id
  JOIN agency a ON a.id = p.agency_id
  LEFT JOIN guest g ON g.person_id = s.person_id
 WHERE s.event_id = $1 AND s.state = 'registered'
 ORDER BY s.number, s.person_id
 LIMIT $2;

-- name: presence_seat_piece
-- Seats to be settled, by person, behind one.
SELECT s.person_id, s.present, s.minutes, s.checks, s.host_word
  FROM seat s
 WHERE s.event_id = $1 AND s.state = 'registered' AND s.person_id > $2
 ORDER BY s.person_id
 LIMIT $3;

-- name: presence_seat_present
UPDATE seat SET present = $3
 WHERE event_id = $1 AND person_id = $2 AND present <> $3;

-- name: presence_rule
SELECT least_percent, least_checks, least_both, starts_at, ends_at
  FROM event WHERE id = $1;

-- name: presence_rule_put
UPDATE event
   SET least_percent = $2, least_checks = $3, least_both = $4, settled = 0,
       revision = revision + 1, updated_at = $5
 WHERE id = $1;

-- name: presence_due
-- Over, and not yet seen to.
SELECT id FROM event
 WHERE settled = 0
   AND (state = 'closed' OR (state = 'published' AND ends_at <= $1))
 ORDER BY ends_at
 LIMIT 50;

-- name: presence_settled
UPDATE event SET settled = 1 WHERE id = $1;

-- name: presence_event_by_code
SELECT id FROM event WHERE code = $1;
