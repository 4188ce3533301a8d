-- name: mark_put
INSERT INTO sitting_mark (sitting_id, place, question, source, points, most,
                          state, time_ms, choice, rubric, comment, marked_by,
                          marked_at, revision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (sitting_id, place) DO UPDATE
   SET source = excluded.source, points = excluded.points,
       most = excluded.most, state = excluded.state,
       time_ms = excluded.time_ms, choice = excluded.choice,
       rubric = excluded.rubric, comment = excluded.comment,
       marked_by = excluded.marked_by, marked_at = excluded.marked_at,
       revision = excluded.revision;

-- name: mark_list
SELECT sitting_id, place, question, source, points, most, state, time_ms,
       choice, rubric, comment, marked_by, marked_at, revision
  FROM sitting_mark
 WHERE sitting_id = $1
 ORDER BY place;

-- name: mark_change_add
INSERT INTO mark_change (id, sitting_id, question, person_id, rubric, comment,
                         at)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: mark_queue
-- What waits for a person, the oldest first; $1 is the agency whose modules are
-- theirs, or '*'.
SELECT s.id, m.question, m.most, m.place, s.ended_at, s.module_id, s.unit_ident,
       o.title AS module_title, u.title AS unit_title
  FROM sitting_mark m
  JOIN sitting s ON s.id = m.sitting_id
  JOIN module o ON o.id = s.module_id
  JOIN unit u ON u.id = s.unit_id
 WHERE m.state = 'waiting' AND s.preview = 0
   AND ($1 = '*' OR o.agency_id = $1)
   AND ($2 = '*' OR o.id = $2)
 ORDER BY s.ended_at, s.id, m.place
 LIMIT $3;

-- name: mark_queue_count
SELECT count(*) AS n
  FROM sitting_mark m
  JOIN sitting s ON s.id = m.sitting_id
  JOIN module o ON o.id = s.module_id
 WHERE m.state = 'waiting' AND s.preview = 0
   AND ($1 = '*' OR o.agency_id = $1)
   AND ($2 = '*' OR o.id = $2);

-- name: leave_add
INSERT INTO quiz_leave (id, module_id, unit_ident, person_id, extra_minutes,
                        extra_attempts, reason, given_by, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: leave_get
SELECT l.person_id, l.unit_ident, l.extra_minutes, l.extra_attempts, l.reason,
       l.given_by, l.at, p.name AS person_name, p.agency_id AS person_agency,
       g.name AS giver_name
  FROM quiz_leave l
  JOIN person p ON p.id = l.person_id
  JOIN person g ON g.id = l.given_by
 WHERE l.module_id = $1 AND l.unit_ident = $2 AND l.person_id = $3
 ORDER BY l.at DESC, l.id DESC
 LIMIT 1;

-- name: leave_list
-- What counts now: the newest of each person and unit.
SELECT l.person_id, l.unit_ident, l.extra_minutes, l.extra_attempts, l.reason,
       l.given_by, l.at, p.name AS person_name, p.agency_id AS person_agency,
       g.name AS giver_name
  FROM quiz_leave l
  JOIN person p ON p.id = l.person_id
  JOIN person g ON g.id = l.given_by
 WHERE l.module_id = $1
   AND NOT EXISTS (SELECT 1 FROM quiz_leave n
                    WHERE n.module_id = l.module_id
                      AND n.unit_ident = l.unit_ident
                      AND n.person_id = l.person_id
                      AND (n.at > l.at OR (n.at = l.at AND n.id > l.id)))
 ORDER BY l.at DESC, l.id DESC
 LIMIT $2;
