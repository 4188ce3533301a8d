-- name: home_jp
SELECT coalesce(sum(jp), 0) AS jp
  FROM jp_entry
 WHERE person_id = $1 AND year = $2;

-- name: home_event
-- The one that is next, or goes on, of those a person has a seat in.
SELECT e.id, e.title, e.kind, e.place, e.starts_at, e.ends_at, e.zone, s.state
  FROM seat s
  JOIN event e ON e.id = s.event_id
 WHERE s.person_id = $1 AND s.state IN ('registered', 'waiting')
   AND e.state = 'published' AND e.ends_at > $2
 ORDER BY e.starts_at, e.id
 LIMIT 1;

-- name: home_followups
-- What somebody is asked about plans of their own, and has not answered.
SELECT count(*) AS n
  FROM action_plan p
  JOIN followup f ON f.plan_id = p.id AND f.role = 'learner'
 WHERE p.person_id = $1 AND p.state <> 'dropped' AND f.due_at <= $2
   AND f.expires_at > $2 AND f.answered_at IS NULL;

-- name: home_confirmations
-- Letters that asked this address as a superior, and wait for an answer.
SELECT count(*) AS n
  FROM followup f
  JOIN action_plan p ON p.id = f.plan_id
 WHERE f.recipient = $1 AND f.role = 'superior' AND f.letters > 0
   AND f.expires_at > $2 AND f.answered_at IS NULL AND p.state <> 'dropped';

-- name: home_team
-- How some people stand in what they take part in; places that are left are
-- NULL.
SELECT n.person_id,
       sum(CASE WHEN n.state = 'active' THEN 1 ELSE 0 END) AS going,
       sum(CASE WHEN n.state = 'active' AND n.begun_at IS NULL THEN 1
                ELSE 0 END) AS waiting,
       sum(CASE WHEN n.state = 'active' AND coalesce(n.until, b.ends_at)
                      < CAST($1 AS BIGINT)
                THEN 1 ELSE 0 END) AS late,
       sum(CASE WHEN n.state = 'completed' THEN 1 ELSE 0 END) AS completed
  FROM enrolment n
  JOIN batch b ON b.id = n.batch_id AND b.state <> 'cancelled'
 WHERE n.person_id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
                       $15, $16, $17, $18, $19, $20, $21)
 GROUP BY n.person_id;

-- name: board_people
-- How many of an agency's people have how much this year: by employee kind.
SELECT p.kind, count(*) AS people,
       sum(CASE WHEN coalesce(j.jp, 0) > 0 THEN 1 ELSE 0 END) AS learning,
       sum(CASE WHEN coalesce(j.jp, 0) >= CASE p.kind
                     WHEN 'pns' THEN CAST($3 AS BIGINT)
                     WHEN 'cpns' THEN CAST($4 AS BIGINT)
                     WHEN 'pppk' THEN CAST($5 AS BIGINT)
                     WHEN 'pppk-part' THEN CAST($6 AS BIGINT)
                     ELSE CAST($7 AS BIGINT) END THEN 1 ELSE 0 END) AS reached,
       coalesce(sum(j.jp), 0) AS jp
  FROM person p
  LEFT JOIN (SELECT person_id, sum(jp) AS jp
               FROM jp_entry
              WHERE agency_id = $1 AND year = $2
              GROUP BY person_id) j ON j.person_id = p.id
 WHERE p.agency_id = $1 AND p.guest = 0 AND p.disabled_at IS NULL
 GROUP BY p.kind
 ORDER BY p.kind;

-- name: board_months
SELECT substr(day, 6, 2) AS month, sum(jp) AS jp, count(*) AS entries
  FROM jp_entry
 WHERE agency_id = $1 AND year = $2
 GROUP BY substr(day, 6, 2)
 ORDER BY substr(day, 6, 2);

-- name: board_batches
SELECT count(*) AS n, coalesce(sum(enrolled), 0) AS enrolled,
       coalesce(sum(begun), 0) AS begun,
       coalesce(sum(completed), 0) AS completed
  FROM batch
 WHERE agency_id = $1 AND state = 'open' AND starts_at <= $2 AND ends_at > $2;

-- name: board_attention
-- Those that end soonest and in which somebody is not done.
SELECT b.id, b.name, p.title, b.ends_at, b.enrolled, b.begun, b.completed
  FROM batch b
  JOIN programme p ON p.id = b.programme_id
 WHERE b.agency_id = $1 AND b.state = 'open' AND b.starts_at <= $2
   AND b.ends_at > $2 AND b.completed < b.enrolled
 ORDER BY b.ends_at, b.id
 LIMIT 5;

-- name: board_events
SELECT id, title, starts_at, ends_at, zone, registered, waiting, capacity
  FROM event
 WHERE agency_id = $1 AND state = 'published' AND ends_at > $2
 ORDER BY starts_at, id
 LIMIT 5;

-- name: board_counts
SELECT (SELECT count(*) FROM certificate c
         WHERE c.agency_id = $1 AND c.issued_at >= $2) AS certificates,
       (SELECT count(*) FROM jp_doubt d
          JOIN jp_entry e ON e.id = d.entry_id
         WHERE d.settled_at IS NULL AND e.agency_id = $1) AS doubts,
       (SELECT count(*) FROM submission s
          JOIN batch b ON b.id = s.batch_id
         WHERE b.agency_id = $1 AND s.state = 'handed') AS handed,
       (SELECT count(*) FROM person p
         WHERE p.agency_id = $1 AND p.guest = 0 AND p.disabled_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM membership m
                            WHERE m.person_id = p.id
                              AND m.until_day IS NULL)) AS unplaced;
