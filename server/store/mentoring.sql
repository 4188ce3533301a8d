-- name: mentoring_add
INSERT INTO mentoring (id, agency_id, kind, mentor_id, mentee_id, topic,
                       programme_id, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: mentoring_by_id
SELECT m.id, m.agency_id, m.kind, m.mentor_id, a.name AS mentor_name,
       m.mentee_id, b.name AS mentee_name, m.topic, m.programme_id,
       p.title AS programme_title, m.created_at, m.ended_at,
       (SELECT count(*) FROM mentoring_note n
         WHERE n.mentoring_id = m.id) AS sessions,
       (SELECT COALESCE(sum(n.minutes), 0) FROM mentoring_note n
         WHERE n.mentoring_id = m.id) AS minutes,
       (SELECT max(n.day) FROM mentoring_note n
         WHERE n.mentoring_id = m.id) AS last_day
  FROM mentoring m
  JOIN person a ON a.id = m.mentor_id
  JOIN person b ON b.id = m.mentee_id
  LEFT JOIN programme p ON p.id = m.programme_id
 WHERE m.id = $1;

-- name: mentoring_goes_on
SELECT id
  FROM mentoring
 WHERE mentor_id = $1 AND mentee_id = $2 AND kind = $3 AND ended_at IS NULL
 LIMIT 1;

-- name: mentoring_count
SELECT count(*) AS n
  FROM mentoring m
  JOIN person a ON a.id = m.mentor_id
  JOIN person b ON b.id = m.mentee_id
 WHERE (CAST($1 AS TEXT) = '' OR m.agency_id = $1)
   AND (CAST($2 AS TEXT) = ''
        OR CASE WHEN m.ended_at IS NULL THEN 'going' ELSE 'ended' END = $2)
   AND lower(a.name || ' ' || b.name || ' ' || m.topic) LIKE $3 ESCAPE '!';

-- name: mentoring_page
SELECT m.id, m.agency_id, m.kind, m.mentor_id, a.name AS mentor_name,
       m.mentee_id, b.name AS mentee_name, m.topic, m.programme_id,
       p.title AS programme_title, m.created_at, m.ended_at,
       (SELECT count(*) FROM mentoring_note n
         WHERE n.mentoring_id = m.id) AS sessions,
       (SELECT COALESCE(sum(n.minutes), 0) FROM mentoring_note n
         WHERE n.mentoring_id = m.id) AS minutes,
       (SELECT max(n.day) FROM mentoring_note n
         WHERE n.mentoring_id = m.id) AS last_day
  FROM mentoring m
  JOIN person a ON a.id = m.mentor_id
  JOIN person b ON b.id = m.mentee_id
  LEFT JOIN programme p ON p.id = m.programme_id
 WHERE (CAST($1 AS TEXT) = '' OR m.agency_id = $1)
   AND (CAST($2 AS TEXT) = ''
        OR CASE WHEN m.ended_at IS NULL THEN 'going' ELSE 'ended' END = $2)
   AND lower(a.name || ' ' || b.name || ' ' || m.topic) LIKE $3 ESCAPE '!'
 ORDER BY m.created_at DESC, m.id DESC
 LIMIT $4 OFFSET $5;

-- name: mentoring_of_person
SELECT m.id, m.agency_id, m.kind, m.mentor_id, a.name AS mentor_name,
       m.mentee_id, b.name AS mentee_name, m.topic, m.programme_id,
       p.title AS programme_title, m.created_at, m.ended_at,
       (SELECT count(*) FROM mentoring_note n
         WHERE n.mentoring_id = m.id) AS sessions,
       (SELECT COALESCE(sum(n.minutes), 0) FROM mentoring_note n
         WHERE n.mentoring_id = m.id) AS minutes,
       (SELECT max(n.day) FROM mentoring_note n
         WHERE n.mentoring_id = m.id) AS last_day
  FROM mentoring m
  JOIN person a ON a.id = m.mentor_id
  JOIN person b ON b.id = m.mentee_id
  LEFT JOIN programme p ON p.id = m.programme_id
 WHERE m.mentor_id = $1 OR m.mentee_id = $1
 ORDER BY CASE WHEN m.ended_at IS NULL THEN 0 ELSE 1 END, m.created_at DESC,
       m.id DESC
 LIMIT $2;

-- name: mentoring_end
UPDATE mentoring SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL;

-- name: mentoring_note_add
INSERT INTO mentoring_note (id, mentoring_id, day, minutes, words, next_step,
                            by_id, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: mentoring_notes
SELECT n.id, n.mentoring_id, n.day, n.minutes, n.words, n.next_step, n.by_id,
       b.name AS by_name, n.at
  FROM mentoring_note n
  JOIN person b ON b.id = n.by_id
 WHERE n.mentoring_id = $1
 ORDER BY n.day DESC, n.id DESC
 LIMIT $2;
