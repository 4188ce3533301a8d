-- name: submission_of_person
SELECT s.id, s.activity_id, s.batch_id, s.person_id, s.team_id, s.number,
       s.by_id, s.state, s.words, s.revision, s.updated_at, s.handed_at,
       s.marks, s.points, s.most, s.comment, s.marked_by, s.marked_at,
       w.name AS by_name, m.name AS marker_name, p.name AS owner_name,
       NULL AS agency_id
  FROM submission s
  JOIN person w ON w.id = s.by_id
  LEFT JOIN person p ON p.id = s.person_id
  LEFT JOIN person m ON m.id = s.marked_by
 WHERE s.person_id = $3 AND s.activity_id = $2 AND s.batch_id = $1
 ORDER BY s.number DESC, s.id DESC;

-- name: submission_of_team
SELECT s.id, s.activity_id, s.batch_id, s.person_id, s.team_id, s.number,
       s.by_id, s.state, s.words, s.revision, s.updated_at, s.handed_at,
       s.marks, s.points, s.most, s.comment, s.marked_by, s.marked_at,
       w.name AS by_name, m.name AS marker_name, t.name AS owner_name,
       NULL AS agency_id
  FROM submission s
  JOIN person w ON w.id = s.by_id
  JOIN team t ON t.id = s.team_id
  LEFT JOIN person m ON m.id = s.marked_by
 WHERE s.team_id = $3 AND s.activity_id = $2 AND s.batch_id = $1
 ORDER BY s.number DESC, s.id DESC;

-- name: submission_by_id
SELECT s.id, s.activity_id, s.batch_id, s.person_id, s.team_id, s.number,
       s.by_id, s.state, s.words, s.revision, s.updated_at, s.handed_at,
       s.marks, s.points, s.most, s.comment, s.marked_by, s.marked_at,
       w.name AS by_name, m.name AS marker_name,
       COALESCE(t.name, p.name) AS owner_name, b.agency_id
  FROM submission s
  JOIN batch b ON b.id = s.batch_id
  JOIN person w ON w.id = s.by_id
  LEFT JOIN team t ON t.id = s.team_id
  LEFT JOIN person p ON p.id = s.person_id
  LEFT JOIN person m ON m.id = s.marked_by
 WHERE s.id = $1;

-- name: submission_waiting
-- Of an agency, '' all; the oldest first.
SELECT s.id, s.number, s.handed_at, COALESCE(t.name, p.name) AS owner_name,
       CASE WHEN s.team_id IS NULL THEN 0 ELSE 1 END AS team,
       a.title, b.name AS batch_name, g.title AS programme_title
  FROM submission s
  JOIN batch b ON b.id = s.batch_id
  JOIN programme g ON g.id = b.programme_id
  JOIN activity a ON a.id = s.activity_id
  LEFT JOIN team t ON t.id = s.team_id
  LEFT JOIN person p ON p.id = s.person_id
 WHERE s.state = 'handed' AND (CAST($1 AS TEXT) = '' OR b.agency_id = $1)
 ORDER BY s.handed_at, s.id
 LIMIT $2 OFFSET $3;

-- name: submission_waiting_count
SELECT count(*) AS n
  FROM submission s
  JOIN batch b ON b.id = s.batch_id
 WHERE s.state = 'handed' AND (CAST($1 AS TEXT) = '' OR b.agency_id = $1);

-- name: submission_add
INSERT INTO submission (id, activity_id, batch_id, person_id, team_id, number,
                        by_id, state, words, revision, updated_at, comment)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'draft', $8, 1, $9, '');

-- name: submission_write
-- By who has seen that revision.
UPDATE submission
   SET words = $3, by_id = $4, updated_at = $5, revision = revision + 1
 WHERE id = $1 AND revision = $2 AND state = 'draft'
RETURNING revision;

-- name: submission_hand
UPDATE submission
   SET state = 'handed', by_id = $3, handed_at = $4, updated_at = $4,
       revision = revision + 1
 WHERE id = $1 AND revision = $2 AND state = 'draft'
RETURNING revision;

-- name: submission_judge
-- Returned, or marked.
UPDATE submission
   SET state = $3, marks = $4, points = $5, most = $6, comment = $7,
       marked_by = $8, marked_at = $9, revision = revision + 1
 WHERE id = $1 AND revision = $2 AND state <> 'draft'
RETURNING revision;

-- name: submission_files
SELECT place, name, blob, media_type, bytes
  FROM submission_file
 WHERE submission_id = $1
 ORDER BY place;

-- name: submission_file_add
INSERT INTO submission_file (submission_id, place, name, blob, media_type,
                             bytes)
SELECT $1, COALESCE(max(f.place), 0) + 1, $2, $3, $4, $5
  FROM submission_file f
 WHERE f.submission_id = $1;

-- name: submission_file_remove
DELETE FROM submission_file WHERE submission_id = $1 AND place = $2;

-- name: submission_file_copy
INSERT INTO submission_file (submission_id, place, name, blob, media_type,
                             bytes)
SELECT $2, f.place, f.name, f.blob, f.media_type, f.bytes
  FROM submission_file f
 WHERE f.submission_id = $1;

-- name: team_of_person
SELECT t.id, t.name
  FROM team t
  JOIN team_member m ON m.team_id = t.id
 WHERE t.batch_id = $1 AND t.activity_id = $2 AND m.person_id = $3
 ORDER BY t.id;

-- name: team_people
-- Who is in it and still takes part.
SELECT m.person_id, p.name, e.id AS enrolment_id
  FROM team t
  JOIN team_member m ON m.team_id = t.id
  JOIN person p ON p.id = m.person_id
  JOIN enrolment e ON e.batch_id = t.batch_id AND e.person_id = m.person_id
 WHERE t.id = $1 AND e.state <> 'withdrawn'
 ORDER BY p.name, p.id;

-- name: team_list
SELECT t.id, t.name,
       CASE WHEN EXISTS (SELECT 1 FROM submission s
                          WHERE s.team_id = t.id AND s.state <> 'draft')
            THEN 1 ELSE 0 END AS handed
  FROM team t
 WHERE t.batch_id = $1 AND t.activity_id = $2
 ORDER BY t.created_at, t.id;

-- name: team_everybody
-- All who take part, with their team or NULL.
SELECT e.person_id, p.name,
       (SELECT m.team_id FROM team_member m JOIN team t ON t.id = m.team_id
         WHERE m.person_id = e.person_id AND t.batch_id = e.batch_id
           AND t.activity_id = $2) AS team_id
  FROM enrolment e
  JOIN person p ON p.id = e.person_id
 WHERE e.batch_id = $1 AND e.state <> 'withdrawn'
 ORDER BY p.name, p.id;

-- name: team_put
INSERT INTO team (id, batch_id, activity_id, name, created_at)
VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name;

-- name: team_empty
DELETE FROM team_member WHERE team_id = $1;

-- name: team_join
INSERT INTO team_member (team_id, person_id) VALUES ($1, $2);

-- name: team_drop_files
DELETE FROM submission_file
 WHERE submission_id IN (SELECT id FROM submission WHERE team_id = $1);

-- name: team_drop_drafts
DELETE FROM submission WHERE team_id = $1;

-- name: team_drop
DELETE FROM team WHERE id = $1;
