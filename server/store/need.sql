-- name: need_page
-- Of an agency ($1), of a field ($2) and state ($3: '' is all that are not
-- merged, 'gap' those that nothing answers yet), of a unit with those below
-- ($4), with words ($5); '' is any. The most supported first, or ($7 2) the
-- newest. Where the order is of rounded numbers ($7 0) it leaves out who asks
-- ($6): their support moves nothing that they see.
WITH RECURSIVE below (id) AS (
	SELECT id FROM org_unit WHERE id = $4
	UNION
	SELECT o.id FROM org_unit o JOIN below b ON o.parent_id = b.id
), told AS (
	SELECT m.id, m.supporters - CASE WHEN EXISTS (
	           SELECT 1 FROM need_support s
	            WHERE s.need_id = m.id AND s.person_id = $6)
	       THEN 1 ELSE 0 END AS others
	  FROM need m
	 WHERE m.agency_id = $1
)
SELECT n.id, n.agency_id, n.title, n.about, n.topic, n.unit_id,
       u.name AS unit_name, n.job_id, j.name AS job_name, n.cause, n.cause_id,
       n.regulation, n.state, n.merged_into, i.title AS merged_title,
       n.outcome, n.supporters, n.created_by, p.name AS created_name,
       n.created_at, n.updated_at, n.revision,
       n.supporters - t.others AS supported,
       (SELECT count(*) FROM need_answer a WHERE a.need_id = n.id) AS answers
  FROM need n
  JOIN told t ON t.id = n.id
  LEFT JOIN org_unit u ON u.id = n.unit_id
  LEFT JOIN job j ON j.id = n.job_id
  LEFT JOIN need i ON i.id = n.merged_into
  LEFT JOIN person p ON p.id = n.created_by
 WHERE n.agency_id = $1 AND ($2 = '' OR n.topic = $2)
   AND CASE $3 WHEN '' THEN n.state <> 'merged'
               WHEN 'gap' THEN n.state IN ('open', 'planned')
                   AND NOT EXISTS (SELECT 1 FROM need_answer g
                                    WHERE g.need_id = n.id)
               ELSE n.state = $3 END
   AND ($4 = '' OR n.unit_id IN (SELECT id FROM below))
   AND (lower(n.title) LIKE $5 ESCAPE '!' OR lower(n.about) LIKE $5 ESCAPE '!')
 ORDER BY CASE WHEN $7 = 2 THEN n.created_at WHEN $7 = 1 THEN n.supporters
               ELSE t.others - t.others %
                    CASE WHEN t.others < 100 THEN 5
                         WHEN t.others < 1000 THEN 10
                         WHEN t.others < 10000 THEN 50 ELSE 500 END
          END DESC, n.created_at DESC, n.id
 LIMIT $8 OFFSET $9;

-- name: need_count
WITH RECURSIVE below (id) AS (
	SELECT id FROM org_unit WHERE id = $4
	UNION
	SELECT o.id FROM org_unit o JOIN below b ON o.parent_id = b.id
)
SELECT count(*) AS n
  FROM need n
 WHERE n.agency_id = $1 AND ($2 = '' OR n.topic = $2)
   AND CASE $3 WHEN '' THEN n.state <> 'merged'
               WHEN 'gap' THEN n.state IN ('open', 'planned')
                   AND NOT EXISTS (SELECT 1 FROM need_answer g
                                    WHERE g.need_id = n.id)
               ELSE n.state = $3 END
   AND ($4 = '' OR n.unit_id IN (SELECT id FROM below))
   AND (lower(n.title) LIKE $5 ESCAPE '!' OR lower(n.about) LIKE $5 ESCAPE '!');

-- name: need_by_id
SELECT n.id, n.agency_id, n.title, n.about, n.topic, n.unit_id,
       u.name AS unit_name, n.job_id, j.name AS job_name, n.cause, n.cause_id,
       n.regulation, n.state, n.merged_into, i.title AS merged_title,
       n.outcome, n.supporters, n.created_by, p.name AS created_name,
       n.created_at, n.updated_at, n.revision,
       CASE WHEN EXISTS (SELECT 1 FROM need_support s
                          WHERE s.need_id = n.id AND s.person_id = $2)
            THEN 1 ELSE 0 END AS supported,
       (SELECT count(*) FROM need_answer a WHERE a.need_id = n.id) AS answers
  FROM need n
  LEFT JOIN org_unit u ON u.id = n.unit_id
  LEFT JOIN job j ON j.id = n.job_id
  LEFT JOIN need i ON i.id = n.merged_into
  LEFT JOIN person p ON p.id = n.created_by
 WHERE n.id = $1;

-- name: need_of_answer
-- What that module or programme answers, in an agency.
SELECT n.id, n.agency_id, n.title, n.about, n.topic, n.unit_id,
       u.name AS unit_name, n.job_id, j.name AS job_name, n.cause, n.cause_id,
       n.regulation, n.state, n.merged_into, i.title AS merged_title,
       n.outcome, n.supporters, n.created_by, p.name AS created_name,
       n.created_at, n.updated_at, n.revision,
       CASE WHEN EXISTS (SELECT 1 FROM need_support s
                          WHERE s.need_id = n.id AND s.person_id = $4)
            THEN 1 ELSE 0 END AS supported,
       (SELECT count(*) FROM need_answer a WHERE a.need_id = n.id) AS answers
  FROM need_answer w
  JOIN need n ON n.id = w.need_id
  LEFT JOIN org_unit u ON u.id = n.unit_id
  LEFT JOIN job j ON j.id = n.job_id
  LEFT JOIN need i ON i.id = n.merged_into
  LEFT JOIN person p ON p.id = n.created_by
 WHERE w.kind = $1 AND w.ref = $2 AND n.agency_id = $3
   AND n.state <> 'merged'
 ORDER BY n.created_at DESC, n.id
 LIMIT 100;

-- name: need_titles
-- That somebody may still mean. $2 asks.
SELECT id, title, state, supporters, supported
  FROM (SELECT id, title, state, supporters, created_at,
               CASE WHEN EXISTS (SELECT 1 FROM need_support s
                                  WHERE s.need_id = need.id
                                    AND s.person_id = $2)
                    THEN 1 ELSE 0 END AS supported
          FROM need
         WHERE agency_id = $1 AND state IN ('open', 'planned', 'answered')
         ORDER BY supporters DESC, created_at DESC, id
         LIMIT 3000) AS t
 ORDER BY created_at DESC, id;

-- name: need_units
-- Those that needs are of.
SELECT DISTINCT u.id, u.name
  FROM need n
  JOIN org_unit u ON u.id = n.unit_id
 WHERE n.agency_id = $1 AND n.state <> 'merged'
 ORDER BY u.name, u.id
 LIMIT 1000;

-- name: need_add
INSERT INTO need (id, agency_id, title, about, topic, unit_id, job_id, cause,
                  cause_id, regulation, state, merged_into, outcome,
                  supporters, created_by, created_at, decided_by, updated_at,
                  revision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', NULL, '', 0, $11, $12,
        NULL, $12, 1);

-- name: need_braked
-- Of a person: proposed since then, and those that nobody has decided.
SELECT (SELECT count(*) FROM need
         WHERE created_by = $1 AND created_at > $2
           AND cause = 'proposal') AS recent,
       (SELECT count(*) FROM need
         WHERE created_by = $1 AND state = 'open'
           AND cause = 'proposal') AS waiting;

-- name: need_change
-- Unless somebody else did since.
UPDATE need
   SET title = $3, about = $4, topic = $5, unit_id = $6, job_id = $7,
       cause = $8, cause_id = $9, regulation = $10, state = $11, outcome = $12,
       decided_by = $13, updated_at = $14, revision = revision + 1
 WHERE id = $1 AND revision = $2
RETURNING id;

-- name: need_touch
UPDATE need SET updated_at = $2, revision = revision + 1 WHERE id = $1;

-- name: need_support_put
-- Nothing is returned when it stood there.
INSERT INTO need_support (need_id, person_id, at) VALUES ($1, $2, $3)
ON CONFLICT (need_id, person_id) DO NOTHING
RETURNING need_id;

-- name: need_support_drop
DELETE FROM need_support WHERE need_id = $1 AND person_id = $2
RETURNING need_id;

-- name: need_support_count
UPDATE need SET supporters = supporters + $2 WHERE id = $1;

-- name: need_supporters
-- The next $3 behind $2 who may still be told, but for who decided it.
SELECT p.id
  FROM need_support s
  JOIN need n ON n.id = s.need_id
  JOIN person p ON p.id = s.person_id
 WHERE s.need_id = $1 AND s.person_id > $2 AND p.disabled_at IS NULL
   AND (n.decided_by IS NULL OR n.decided_by <> p.id)
 ORDER BY s.person_id
 LIMIT $3;

-- name: need_proposer
SELECT p.id
  FROM need n
  JOIN person p ON p.id = n.created_by
 WHERE n.id = $1 AND n.cause = 'proposal' AND p.disabled_at IS NULL
   AND (n.decided_by IS NULL OR n.decided_by <> p.id);

-- name: need_merge
-- As what is merged into $2; what was merged into it follows.
UPDATE need
   SET state = CASE WHEN id = $1 THEN 'merged' ELSE state END,
       merged_into = $2,
       decided_by = CASE WHEN id = $1 THEN CAST($3 AS TEXT)
                         ELSE decided_by END,
       updated_at = $4, revision = revision + 1,
       supporters = 0
 WHERE id = $1 OR merged_into = $1;

-- name: need_merge_supports
-- Who supported both supports one.
INSERT INTO need_support (need_id, person_id, at)
SELECT CAST($2 AS TEXT), person_id, at FROM need_support WHERE need_id = $1
ON CONFLICT (need_id, person_id) DO NOTHING;

-- name: need_merge_supports_drop
DELETE FROM need_support WHERE need_id = $1;

-- name: need_merge_count
UPDATE need
   SET supporters = (SELECT count(*) FROM need_support s
                      WHERE s.need_id = need.id),
       updated_at = $2, revision = revision + 1
 WHERE id = $1;

-- name: need_merge_findings
UPDATE need_finding SET need_id = $2 WHERE need_id = $1;

-- name: need_merge_answers
INSERT INTO need_answer (need_id, kind, ref, by_id, at)
SELECT CAST($2 AS TEXT), kind, ref, by_id, at FROM need_answer
 WHERE need_id = $1
ON CONFLICT (need_id, kind, ref) DO NOTHING;

-- name: need_answers_clear
DELETE FROM need_answer WHERE need_id = $1;

-- name: need_answer_add
INSERT INTO need_answer (need_id, kind, ref, by_id, at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (need_id, kind, ref) DO NOTHING;

-- name: need_answers
-- Of one need ($2), or ('') of all of an agency that are not merged. A module of
-- another agency that is shared with it no more is not told of.
SELECT a.need_id, a.kind, a.ref, m.title, m.state,
       CASE WHEN m.withdrawn_at IS NULL THEN 0 ELSE 1 END AS withdrawn
  FROM need n
  JOIN need_answer a ON a.need_id = n.id AND a.kind = 'module'
  JOIN module m ON m.id = a.ref
 WHERE (m.agency_id = n.agency_id OR m.shared = 1
        OR EXISTS (SELECT 1 FROM module_share s
                    WHERE s.module_id = m.id AND s.agency_id = n.agency_id))
   AND n.agency_id = $1 AND n.state <> 'merged' AND ($2 = '' OR n.id = $2)
 UNION ALL
SELECT a.need_id, a.kind, a.ref, r.title, r.state, 0
  FROM need n
  JOIN need_answer a ON a.need_id = n.id AND a.kind = 'programme'
  JOIN programme r ON r.id = a.ref
 WHERE n.agency_id = $1 AND n.state <> 'merged' AND ($2 = '' OR n.id = $2)
 LIMIT 40000;

-- name: need_module
-- One of an agency, whatever its state, or of another that its people see.
SELECT m.id, m.title
  FROM module m
 WHERE m.id = $1
   AND (m.agency_id = $2
        OR (m.state = 'published'
            AND (m.shared = 1
                 OR EXISTS (SELECT 1 FROM module_share s
                             WHERE s.module_id = m.id
                               AND s.agency_id = $2))));

-- name: need_programme
SELECT id, title FROM programme WHERE id = $1 AND agency_id = $2;

-- name: need_modules
-- Those that could answer a need: published, for people of an agency ($1), and
-- whether they give what a job ($2, or NULL) asks for.
SELECT m.id, m.title, m.topic,
       CASE WHEN EXISTS (SELECT 1 FROM job_competency q
                           JOIN module_competency c
                             ON c.competency_id = q.competency_id
                            AND c.level >= q.level
                          WHERE q.job_id = CAST($2 AS TEXT)
                            AND c.module_id = m.id)
            THEN 1 ELSE 0 END AS of_job
  FROM module m
 WHERE m.state = 'published' AND m.withdrawn_at IS NULL
   AND (m.agency_id = $1 OR m.shared = 1
        OR EXISTS (SELECT 1 FROM module_share s
                    WHERE s.module_id = m.id AND s.agency_id = $1))
 ORDER BY m.title, m.id
 LIMIT 5000;

-- name: need_programmes
SELECT id, title FROM programme
 WHERE agency_id = $1 AND state <> 'closed'
 ORDER BY title, id
 LIMIT 2000;

-- name: need_source
-- The title of a survey, or of the module or event whose standard survey it is.
SELECT title FROM survey
 WHERE $1 = 'survey' AND id = $2 AND agency_id = $3
 UNION ALL
SELECT title FROM module
 WHERE $1 = 'module' AND id = $2 AND agency_id = $3
 UNION ALL
SELECT title FROM event
 WHERE $1 = 'event' AND id = $2 AND agency_id = $3;

-- name: need_event_add
INSERT INTO need_event (id, need_id, by_id, kind, words, at)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: need_events
SELECT e.id, e.kind, e.words, e.at, e.by_id, p.name AS by_name
  FROM need_event e
  LEFT JOIN person p ON p.id = e.by_id
 WHERE e.need_id = $1
 ORDER BY e.at DESC, e.id DESC
 LIMIT 200;

-- name: finding_add
INSERT INTO need_finding (id, agency_id, need_id, kind, day, unit_id, topic,
                          who, words, by_id, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: finding_change
UPDATE need_finding
   SET need_id = $2, kind = $3, day = $4, unit_id = $5, topic = $6, who = $7,
       words = $8
 WHERE id = $1;

-- name: finding_by_id
SELECT f.id, f.agency_id, f.need_id, n.title AS need_title, f.kind, f.day,
       f.unit_id, u.name AS unit_name, f.topic, f.who, f.words,
       p.name AS by_name, f.at
  FROM need_finding f
  LEFT JOIN need n ON n.id = f.need_id
  LEFT JOIN org_unit u ON u.id = f.unit_id
  LEFT JOIN person p ON p.id = f.by_id
 WHERE f.id = $1;

-- name: finding_page
-- Of an agency ($1), of a need ($2; 'none': of no need), a field ($3) and a unit
-- ($4), with words ($5); '' is any. The newest day first.
SELECT f.id, f.agency_id, f.need_id, n.title AS need_title, f.kind, f.day,
       f.unit_id, u.name AS unit_name, f.topic, f.who, f.words,
       p.name AS by_name, f.at
  FROM need_finding f
  LEFT JOIN need n ON n.id = f.need_id
  LEFT JOIN org_unit u ON u.id = f.unit_id
  LEFT JOIN person p ON p.id = f.by_id
 WHERE f.agency_id = $1
   AND CASE $2 WHEN '' THEN 1 = 1 WHEN 'none' THEN f.need_id IS NULL
               ELSE f.need_id = $2 END
   AND ($3 = '' OR f.topic = $3) AND ($4 = '' OR f.unit_id = $4)
   AND (lower(f.words) LIKE $5 ESCAPE '!' OR lower(f.who) LIKE $5 ESCAPE '!')
 ORDER BY f.day DESC, f.id DESC
 LIMIT $6 OFFSET $7;

-- name: finding_count
SELECT count(*) AS n
  FROM need_finding f
 WHERE f.agency_id = $1
   AND CASE $2 WHEN '' THEN 1 = 1 WHEN 'none' THEN f.need_id IS NULL
               ELSE f.need_id = $2 END
   AND ($3 = '' OR f.topic = $3) AND ($4 = '' OR f.unit_id = $4)
   AND (lower(f.words) LIKE $5 ESCAPE '!' OR lower(f.who) LIKE $5 ESCAPE '!');
