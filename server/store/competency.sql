-- name: competency_list
-- Those of all, and of the agency ($1 '' is every agency).
SELECT id, agency_id, code, name, kind, description, created_at, closed_at
  FROM competency
 WHERE agency_id IS NULL OR $1 = '' OR agency_id = $1
 ORDER BY CASE kind WHEN 'technical' THEN 0 WHEN 'managerial' THEN 1
                    ELSE 2 END, name, id
 LIMIT 5000;

-- name: competency_by_id
SELECT id, agency_id, code, name, kind, description, created_at, closed_at
  FROM competency
 WHERE id = $1;

-- name: competency_by_code
SELECT id, agency_id, code, name, kind, description, created_at, closed_at
  FROM competency
 WHERE code = $1;

-- name: competency_add
-- A code that is known adds nothing and returns nothing.
INSERT INTO competency (id, agency_id, code, name, kind, description,
                        created_at, closed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)
ON CONFLICT (code) DO NOTHING
RETURNING id;

-- name: competency_change
UPDATE competency SET name = $2, description = $3, closed_at = $4
 WHERE id = $1;

-- name: competency_of_job
SELECT c.id, c.agency_id, c.code, c.name, c.kind, c.description, c.created_at,
       c.closed_at, j.level
  FROM job_competency j
  JOIN competency c ON c.id = j.competency_id
 WHERE j.job_id = $1
 ORDER BY c.kind, c.name, c.id;

-- name: competency_of_module
SELECT c.id, c.agency_id, c.code, c.name, c.kind, c.description, c.created_at,
       c.closed_at, m.level
  FROM module_competency m
  JOIN competency c ON c.id = m.competency_id
 WHERE m.module_id = $1
 ORDER BY c.kind, c.name, c.id;

-- name: competency_of_programme
SELECT c.id, c.agency_id, c.code, c.name, c.kind, c.description, c.created_at,
       c.closed_at, p.level
  FROM programme_competency p
  JOIN competency c ON c.id = p.competency_id
 WHERE p.programme_id = $1
 ORDER BY c.kind, c.name, c.id;

-- name: competency_job_clear
DELETE FROM job_competency WHERE job_id = $1;

-- name: competency_job_put
INSERT INTO job_competency (job_id, competency_id, level) VALUES ($1, $2, $3)
ON CONFLICT (job_id, competency_id) DO UPDATE SET level = excluded.level;

-- name: competency_module_clear
DELETE FROM module_competency WHERE module_id = $1;

-- name: competency_module_put
INSERT INTO module_competency (module_id, competency_id, level)
VALUES ($1, $2, $3)
ON CONFLICT (module_id, competency_id) DO UPDATE SET level = excluded.level;

-- name: competency_programme_clear
DELETE FROM programme_competency WHERE programme_id = $1;

-- name: competency_programme_put
INSERT INTO programme_competency (programme_id, competency_id, level)
VALUES ($1, $2, $3)
ON CONFLICT (programme_id, competency_id) DO UPDATE SET level = excluded.level;

-- name: competency_show
INSERT INTO person_competency (id, person_id, competency_id, level, source,
                               source_id, reason, by_id, at, once)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (once) DO NOTHING;

-- name: competency_shown
-- In the order in which they were shown, competency by competency.
SELECT s.competency_id, s.level, s.source, s.source_id, s.reason, s.at,
       c.agency_id, c.code, c.name, c.kind, c.description, c.closed_at,
       b.name AS by_name,
       CASE s.source WHEN 'module' THEN (SELECT m.title FROM module m
                                          WHERE m.id = s.source_id)
                     WHEN 'programme' THEN (SELECT p.title FROM programme p
                                             WHERE p.id = s.source_id)
       END AS title
  FROM person_competency s
  JOIN competency c ON c.id = s.competency_id
  LEFT JOIN person b ON b.id = s.by_id
 WHERE s.person_id = $1
 ORDER BY s.competency_id, s.at, s.id
 LIMIT 2000;

-- name: competency_job_now
-- The job somebody has today.
SELECT j.id, j.name
  FROM membership m
  JOIN job j ON j.id = m.job_id
 WHERE m.person_id = $1 AND m.from_day <= $2
   AND (m.until_day IS NULL OR m.until_day > $2)
 ORDER BY m.from_day DESC
 LIMIT 1;

-- name: competency_modules
-- Published modules that raise a competency to that level, for people of an
-- agency ($3) who have not completed them; the shortest first.
SELECT m.id, m.title, m.jp, m.minutes, c.level
  FROM module_competency c
  JOIN module m ON m.id = c.module_id
 WHERE c.competency_id = $1 AND c.level >= $2 AND m.state = 'published'
   AND m.withdrawn_at IS NULL
   AND (m.agency_id = $3 OR m.shared = 1
        OR EXISTS (SELECT 1 FROM module_share s
                    WHERE s.module_id = m.id AND s.agency_id = $3))
   AND NOT EXISTS (SELECT 1 FROM attempt a
                    WHERE a.person_id = $4 AND a.module_id = m.id
                      AND a.number > 0 AND a.completion = 'completed')
 ORDER BY c.level, m.jp, m.title, m.id
 LIMIT $5;

-- name: competency_topic_modules
-- Published modules of the field of that module ($1), for people of an agency
-- ($2) who have not begun them; the newest first.
SELECT m.id, m.title, m.jp, m.minutes, 0 AS level
  FROM module f
  JOIN module m ON m.topic = f.topic AND m.id <> f.id
 WHERE f.id = $1 AND f.topic <> '' AND m.state = 'published'
   AND m.withdrawn_at IS NULL
   AND (m.agency_id = $2 OR m.shared = 1
        OR EXISTS (SELECT 1 FROM module_share s
                    WHERE s.module_id = m.id AND s.agency_id = $2))
   AND NOT EXISTS (SELECT 1 FROM attempt a
                    WHERE a.person_id = $3 AND a.module_id = m.id
                      AND a.number > 0)
 ORDER BY m.created_at DESC, m.id
 LIMIT $4;

-- name: competency_module_open
-- A module as above, if it can be begun and that person has not completed it.
SELECT m.id, m.title, m.jp, m.minutes, 0 AS level
  FROM module m
 WHERE m.id = $1 AND m.state = 'published' AND m.withdrawn_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM attempt a
                    WHERE a.person_id = $2 AND a.module_id = m.id
                      AND a.number > 0 AND a.completion = 'completed');
