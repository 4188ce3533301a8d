-- name: notice_add
INSERT INTO notice (id, person_id, kind, detail, href, at, seen_at, by_mail,
                    once)
VALUES ($1, $2, $3, $4, $5, $6, NULL, $7, $8)
ON CONFLICT (once) DO NOTHING;

-- name: notice_page
SELECT id, kind, detail, href, at, seen_at
  FROM notice
 WHERE person_id = $1
 ORDER BY at DESC, id DESC
 LIMIT $2 OFFSET $3;

-- name: notice_unseen
SELECT count(*) AS n
  FROM notice
 WHERE person_id = $1 AND seen_at IS NULL;

-- name: notice_see
UPDATE notice SET seen_at = $3
 WHERE person_id = $1 AND seen_at IS NULL AND at <= $2;

-- name: notice_letters
-- The oldest first. Who has no address gets none.
SELECT n.id, n.person_id, n.kind, n.detail, n.href, n.at,
       coalesce(p.email, g.email) AS email, p.name, p.guest, g.epoch
  FROM notice n
  JOIN person p ON p.id = n.person_id
  LEFT JOIN guest g ON g.person_id = p.id
 WHERE n.by_mail = 1
 ORDER BY n.at
 LIMIT $1;

-- name: notice_lettered
UPDATE notice SET by_mail = 0 WHERE id = $1;

-- name: notice_sweep_due
SELECT CASE WHEN EXISTS (SELECT 1 FROM notice WHERE by_mail = 0 AND at < $1)
              OR EXISTS (SELECT 1 FROM reminder WHERE at < $1)
            THEN 1 ELSE 0 END AS due;

-- name: notice_sweep
-- Letters that are still to be written become none within days.
DELETE FROM notice
 WHERE id IN (SELECT id FROM notice WHERE by_mail = 0 AND at < $1
               LIMIT 2000);

-- name: reminder_get
SELECT reached, done FROM reminder WHERE occasion = $1;

-- name: reminder_put
INSERT INTO reminder (occasion, reached, done, at) VALUES ($1, $2, $3, $4)
ON CONFLICT (occasion)
DO UPDATE SET reached = excluded.reached, done = excluded.done,
              at = excluded.at;

-- name: reminder_needs
-- Those of needs of which not all are told.
SELECT occasion, reached FROM reminder
 WHERE done = 0 AND occasion LIKE 'need:%'
 ORDER BY occasion
 LIMIT 1000;

-- name: reminder_sweep
DELETE FROM reminder
 WHERE occasion IN (SELECT occasion FROM reminder WHERE at < $1
                     LIMIT 2000);

-- name: remind_events
-- Those that begin in that time.
SELECT id, title, zone, starts_at
  FROM event
 WHERE state = 'published' AND starts_at > $1 AND starts_at <= $2
 ORDER BY starts_at
 LIMIT 1000;

-- name: remind_seats
SELECT s.person_id
  FROM seat s
 WHERE s.event_id = $1 AND s.state = 'registered' AND s.person_id > $2
 ORDER BY s.person_id
 LIMIT $3;

-- name: remind_batches
-- Those that go on and end in that time.
SELECT b.id, b.programme_id, p.title, b.starts_at, b.ends_at
  FROM batch b
  JOIN programme p ON p.id = b.programme_id
 WHERE b.state = 'open' AND b.ends_at > $1 AND b.ends_at <= $2
   AND b.starts_at <= $1
 ORDER BY b.ends_at
 LIMIT 1000;

-- name: remind_enrolments
-- Who is not done and has no later deadline of their own; the first required
-- step that is open besides.
SELECT e.id, e.person_id, e.begun_at,
       (SELECT a.title FROM activity a
         WHERE a.programme_id = $2 AND a.required = 1 AND a.removed_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM activity_state s
                            WHERE s.enrolment_id = e.id AND s.activity_id = a.id
                              AND s.state = 'done')
         ORDER BY a.place LIMIT 1) AS step
  FROM enrolment e
 WHERE e.batch_id = $1 AND e.state = 'active' AND e.id > $3
   AND (e.until IS NULL OR e.until <= $5)
 ORDER BY e.id
 LIMIT $4;
