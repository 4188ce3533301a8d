-- name: programme_page
SELECT p.id, p.agency_id, g.name AS agency_name, p.owner_id,
       o.name AS owner_name, p.title, p.purpose, p.methods, p.about, p.mode,
       p.state, p.least_optional, p.jp, p.paper, p.pass_mark, p.competency,
       p.training_kind, p.revision, p.created_at, p.updated_at,
       (SELECT count(*) FROM activity a
         WHERE a.programme_id = p.id AND a.removed_at IS NULL) AS steps,
       (SELECT count(*) FROM batch b WHERE b.programme_id = p.id) AS batches,
       (SELECT COALESCE(sum(b.enrolled), 0) FROM batch b
         WHERE b.programme_id = p.id) AS enrolled
  FROM programme p
  JOIN agency g ON g.id = p.agency_id
  LEFT JOIN person o ON o.id = p.owner_id
 WHERE (CAST($1 AS TEXT) = '' OR p.agency_id = $1)
   AND (CAST($2 AS TEXT) = '' OR p.state = $2)
   AND lower(p.title) LIKE $3 ESCAPE '!'
 ORDER BY p.updated_at DESC, p.id
 LIMIT $4 OFFSET $5;

-- name: programme_count
SELECT count(*) AS n
  FROM programme p
 WHERE (CAST($1 AS TEXT) = '' OR p.agency_id = $1)
   AND (CAST($2 AS TEXT) = '' OR p.state = $2)
   AND lower(p.title) LIKE $3 ESCAPE '!';

-- name: programme_by_id
SELECT p.id, p.agency_id, g.name AS agency_name, p.owner_id,
       o.name AS owner_name, p.title, p.purpose, p.methods, p.about, p.mode,
       p.state, p.least_optional, p.jp, p.paper, p.pass_mark, p.competency,
       p.training_kind, p.revision, p.created_at, p.updated_at,
       (SELECT count(*) FROM activity a
         WHERE a.programme_id = p.id AND a.removed_at IS NULL) AS steps,
       (SELECT count(*) FROM batch b WHERE b.programme_id = p.id) AS batches,
       (SELECT COALESCE(sum(b.enrolled), 0) FROM batch b
         WHERE b.programme_id = p.id) AS enrolled
  FROM programme p
  JOIN agency g ON g.id = p.agency_id
  LEFT JOIN person o ON o.id = p.owner_id
 WHERE p.id = $1;

-- name: programme_add
INSERT INTO programme (id, agency_id, owner_id, title, purpose, methods, about,
                       mode, state, least_optional, jp, paper, pass_mark,
                       competency, training_kind, revision, created_at,
                       updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1,
        $16, $16);

-- name: programme_change
UPDATE programme
   SET title = $2, purpose = $3, methods = $4, about = $5, mode = $6,
       state = $7, least_optional = $8, jp = $9, paper = $10, pass_mark = $11,
       competency = $12, training_kind = $13, revision = revision + 1,
       updated_at = $14
 WHERE id = $1
RETURNING revision;

-- name: step_list
SELECT id, kind, title, about, required, after_id, due_days, module_id,
       unit_ident, must_pass, setting
  FROM activity
 WHERE programme_id = $1 AND removed_at IS NULL
 ORDER BY place, id;

-- name: step_unlink
UPDATE activity SET after_id = NULL WHERE programme_id = $1;

-- name: step_remove
UPDATE activity SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL;

-- name: step_put
INSERT INTO activity (id, programme_id, place, kind, title, about, required,
                      after_id, due_days, module_id, unit_ident, must_pass,
                      setting)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT (id) DO UPDATE
   SET place = excluded.place, title = excluded.title, about = excluded.about,
       required = excluded.required, after_id = excluded.after_id,
       due_days = excluded.due_days, must_pass = excluded.must_pass,
       setting = excluded.setting;

-- name: batch_list
SELECT b.id, b.programme_id, b.agency_id, b.name, b.starts_at, b.ends_at,
       b.self_enrol, b.enrol_until, b.capacity, b.state, b.enrolled, b.begun,
       b.completed, b.created_by, b.created_at, b.updated_at,
       p.title AS programme_title, p.state AS programme_state, p.jp
  FROM batch b
  JOIN programme p ON p.id = b.programme_id
 WHERE b.programme_id = $1
 ORDER BY b.starts_at DESC, b.id DESC;

-- name: batch_page
SELECT b.id, b.programme_id, b.agency_id, b.name, b.starts_at, b.ends_at,
       b.self_enrol, b.enrol_until, b.capacity, b.state, b.enrolled, b.begun,
       b.completed, b.created_by, b.created_at, b.updated_at,
       p.title AS programme_title, p.state AS programme_state, p.jp
  FROM batch b
  JOIN programme p ON p.id = b.programme_id
 WHERE (CAST($1 AS TEXT) = '' OR b.agency_id = $1)
   AND (CAST($2 AS TEXT) = '' OR b.state = $2)
   AND lower(p.title || ' ' || b.name) LIKE $3 ESCAPE '!'
 ORDER BY b.ends_at DESC, b.id DESC
 LIMIT $4 OFFSET $5;

-- name: batch_count
SELECT count(*) AS n
  FROM batch b
  JOIN programme p ON p.id = b.programme_id
 WHERE (CAST($1 AS TEXT) = '' OR b.agency_id = $1)
   AND (CAST($2 AS TEXT) = '' OR b.state = $2)
   AND lower(p.title || ' ' || b.name) LIKE $3 ESCAPE '!';

-- name: batch_offers
SELECT b.id, b.programme_id, b.agency_id, b.name, b.starts_at, b.ends_at,
       b.self_enrol, b.enrol_until, b.capacity, b.state, b.enrolled, b.begun,
       b.completed, b.created_by, b.created_at, b.updated_at,
       p.title AS programme_title, p.state AS programme_state, p.jp
  FROM batch b
  JOIN programme p ON p.id = b.programme_id
 WHERE b.agency_id = $1 AND b.state = 'open' AND b.ends_at > $3
   AND b.self_enrol = 1
   AND (b.enrol_until IS NULL OR b.enrol_until > $3)
   AND (b.capacity IS NULL OR b.enrolled < b.capacity)
   AND p.state = 'published'
   AND NOT EXISTS (SELECT 1 FROM enrolment e
                    WHERE e.batch_id = b.id AND e.person_id = $2
                      AND e.state <> 'withdrawn')
 ORDER BY b.ends_at, b.id
 LIMIT $4;

-- name: batch_by_id
SELECT b.id, b.programme_id, b.agency_id, b.name, b.starts_at, b.ends_at,
       b.self_enrol, b.enrol_until, b.capacity, b.state, b.enrolled, b.begun,
       b.completed, b.created_by, b.created_at, b.updated_at,
       p.title AS programme_title, p.state AS programme_state, p.jp
  FROM batch b
  JOIN programme p ON p.id = b.programme_id
 WHERE b.id = $1;

-- name: batch_add
INSERT INTO batch (id, programme_id, agency_id, name, starts_at, ends_at,
                   self_enrol, enrol_until, capacity, state, enrolled, begun,
                   completed, created_by, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', 0, 0, 0, $10, $11, $11);

-- name: batch_change
UPDATE batch
   SET name = $2, starts_at = $3, ends_at = $4, self_enrol = $5,
       enrol_until = $6, capacity = $7, state = $8, updated_at = $9
 WHERE id = $1;

-- name: batch_event_list
SELECT x.activity_id, x.event_id, v.title, v.kind, v.state, v.place,
       v.starts_at, v.ends_at, v.zone
  FROM batch_event x
  JOIN event v ON v.id = x.event_id
 WHERE x.batch_id = $1
 ORDER BY v.starts_at, x.activity_id;

-- name: batch_event_seats
-- Of those who take part, and of nobody else who comes.
SELECT x.activity_id,
       sum(CASE WHEN s.state = 'registered' THEN 1 ELSE 0 END) AS registered,
       sum(CASE WHEN s.present = 1 THEN 1 ELSE 0 END) AS present
  FROM batch_event x
  JOIN enrolment e ON e.batch_id = x.batch_id
  JOIN seat s ON s.event_id = x.event_id AND s.person_id = e.person_id
 WHERE x.batch_id = $1 AND e.state <> 'withdrawn'
 GROUP BY x.activity_id;

-- name: batch_event_remove
DELETE FROM batch_event WHERE batch_id = $1 AND activity_id = $2;

-- name: batch_event_add
INSERT INTO batch_event (batch_id, activity_id, event_id)
VALUES ($1, $2, $3);

-- name: batch_event_coming
SELECT x.event_id
  FROM batch_event x
  JOIN event v ON v.id = x.event_id
 WHERE x.batch_id = $1 AND v.ends_at > $2 AND v.state = 'published'
 ORDER BY x.event_id;

-- name: step_modules
SELECT id FROM module
 WHERE agency_id = $1 AND state = 'published' AND version_id IS NOT NULL
   AND withdrawn_at IS NULL
 ORDER BY title, id
 LIMIT $2;
