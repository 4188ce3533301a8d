-- name: lti_roster_module
-- Who learns by a module, or looks after it, after that person. Each half is
-- read from an index and no further than the page. $6 '*' is everybody, else
-- whose agency has that deployment of the tool, '' any.
WITH served AS (
       SELECT d.agency_id
         FROM lti_tool_deployment d
        WHERE d.tool_id = $2 AND d.state = 'active'
          AND (CAST($6 AS TEXT) = '' OR d.id = $6))
SELECT q.person_id, p.name, p.email, p.disabled_at, max(q.learns) AS learns,
       max(q.teaches) AS teaches, 1 AS active,
       (SELECT s.sub FROM lti_subject s
         WHERE s.person_id = q.person_id AND s.tool_id = $2
         ORDER BY s.created_at, s.sub LIMIT 1) AS sub
  FROM (SELECT x.person_id, x.learns, x.teaches
          FROM (SELECT a.person_id,
                       max(CASE WHEN a.number > 0 THEN 1 ELSE 0 END) AS learns,
                       max(CASE WHEN a.number < 0 THEN 1 ELSE 0 END) AS teaches
                  FROM attempt a
                 WHERE a.module_id = $1
                   AND a.person_id > COALESCE((
                         SELECT b.person_id FROM lti_subject b
                          WHERE b.tool_id = $2 AND b.sub = $3), '')
                   AND (CAST($6 AS TEXT) = '*' OR EXISTS (
                         SELECT 1 FROM person h
                           JOIN served v ON v.agency_id = h.agency_id
                          WHERE h.id = a.person_id))
                 GROUP BY a.person_id
                HAVING CAST($4 AS TEXT) = ''
                    OR ($4 = 'learner'
                        AND max(CASE WHEN a.number > 0 THEN 1 ELSE 0 END) = 1)
                    OR ($4 = 'instructor'
                        AND max(CASE WHEN a.number < 0 THEN 1 ELSE 0 END) = 1)
                 ORDER BY a.person_id
                 LIMIT $5) x
         UNION ALL
        SELECT m.owner_id, 0 AS learns, 1 AS teaches
          FROM module m
         WHERE m.id = $1 AND m.owner_id IS NOT NULL
           AND m.owner_id > COALESCE((
                 SELECT c.person_id FROM lti_subject c
                  WHERE c.tool_id = $2 AND c.sub = $3), '')
           AND (CAST($6 AS TEXT) = '*' OR EXISTS (
                 SELECT 1 FROM person h
                   JOIN served v ON v.agency_id = h.agency_id
                  WHERE h.id = m.owner_id))
           AND (CAST($4 AS TEXT) IN ('', 'instructor')
                OR ($4 = 'learner' AND EXISTS (
                      SELECT 1 FROM attempt o
                       WHERE o.module_id = $1 AND o.person_id = m.owner_id
                         AND o.number > 0)))) q
  JOIN person p ON p.id = q.person_id
 GROUP BY q.person_id, p.name, p.email, p.disabled_at
 ORDER BY q.person_id
 LIMIT $5;

-- name: lti_roster_batch
WITH served AS (
       SELECT d.agency_id
         FROM lti_tool_deployment d
        WHERE d.tool_id = $2 AND d.state = 'active'
          AND (CAST($6 AS TEXT) = '' OR d.id = $6))
SELECT q.person_id, p.name, p.email, p.disabled_at, max(q.learns) AS learns,
       max(q.teaches) AS teaches, max(q.active) AS active,
       (SELECT s.sub FROM lti_subject s
         WHERE s.person_id = q.person_id AND s.tool_id = $2
         ORDER BY s.created_at, s.sub LIMIT 1) AS sub
  FROM (SELECT x.person_id, x.learns, x.teaches, x.active
          FROM (SELECT e.person_id, 1 AS learns, 0 AS teaches,
                       CASE WHEN e.state = 'withdrawn' THEN 0 ELSE 1 END
                           AS active
                  FROM enrolment e
                 WHERE e.batch_id = $1
                   AND CAST($4 AS TEXT) IN ('', 'learner')
                   AND e.person_id > COALESCE((
                         SELECT b.person_id FROM lti_subject b
                          WHERE b.tool_id = $2 AND b.sub = $3), '')
                   AND (CAST($6 AS TEXT) = '*' OR EXISTS (
                         SELECT 1 FROM person h
                           JOIN served v ON v.agency_id = h.agency_id
                          WHERE h.id = e.person_id))
                 ORDER BY e.person_id
                 LIMIT $5) x
         UNION ALL
        SELECT t.id, 0 AS learns, 1 AS teaches, 1 AS active
          FROM batch h
          JOIN programme g ON g.id = h.programme_id
          JOIN person t ON t.id = h.created_by OR t.id = g.owner_id
         WHERE h.id = $1
           AND CAST($4 AS TEXT) IN ('', 'instructor')
           AND t.id > COALESCE((
                 SELECT c.person_id FROM lti_subject c
                  WHERE c.tool_id = $2 AND c.sub = $3), '')
           AND (CAST($6 AS TEXT) = '*' OR EXISTS (
                 SELECT 1 FROM person h
                   JOIN served v ON v.agency_id = h.agency_id
                  WHERE h.id = t.id))) q
  JOIN person p ON p.id = q.person_id
 GROUP BY q.person_id, p.name, p.email, p.disabled_at
 ORDER BY q.person_id
 LIMIT $5;

-- name: lti_roster_whole
-- Through a deployment of the agency whose context it is everybody there opens
-- the tool; $2 '' is any of the tool's.
SELECT d.id
  FROM lti_tool_deployment d
 WHERE d.tool_id = $1 AND d.state = 'active'
   AND (CAST($2 AS TEXT) = '' OR d.id = $2)
   AND d.agency_id = (SELECT m.agency_id FROM module m
                       WHERE m.id = $4 AND CAST($3 AS TEXT) = 'module'
                       UNION ALL
                      SELECT b.agency_id FROM batch b
                       WHERE b.id = $4 AND CAST($3 AS TEXT) = 'batch');

-- name: lti_roster_one_module
-- Whom a tool calls so, and what they are in the module.
SELECT s.person_id,
       CASE WHEN EXISTS (SELECT 1 FROM attempt a
                          WHERE a.module_id = $3 AND a.person_id = s.person_id
                            AND a.number > 0) THEN 1 ELSE 0 END AS learns,
       CASE WHEN EXISTS (SELECT 1 FROM attempt a
                          WHERE a.module_id = $3 AND a.person_id = s.person_id
                            AND a.number < 0)
              OR EXISTS (SELECT 1 FROM module m
                          WHERE m.id = $3 AND m.owner_id = s.person_id)
            THEN 1 ELSE 0 END AS teaches
  FROM lti_subject s
 WHERE s.tool_id = $1 AND s.sub = $2;

-- name: lti_roster_one_batch
SELECT s.person_id,
       CASE WHEN EXISTS (SELECT 1 FROM enrolment e
                          WHERE e.batch_id = $3 AND e.person_id = s.person_id)
            THEN 1 ELSE 0 END AS learns,
       CASE WHEN EXISTS (SELECT 1 FROM batch b
                           JOIN programme g ON g.id = b.programme_id
                          WHERE b.id = $3 AND (b.created_by = s.person_id
                                               OR g.owner_id = s.person_id))
            THEN 1 ELSE 0 END AS teaches
  FROM lti_subject s
 WHERE s.tool_id = $1 AND s.sub = $2;

-- name: lti_roster_learner
-- The agency of somebody who learns in a context.
SELECT p.agency_id
  FROM person p
 WHERE p.id = $3
   AND ((CAST($1 AS TEXT) = 'module' AND EXISTS (
            SELECT 1 FROM attempt a
             WHERE a.module_id = $2 AND a.person_id = p.id AND a.number > 0))
     OR (CAST($1 AS TEXT) = 'batch' AND EXISTS (
            SELECT 1 FROM enrolment e
             WHERE e.batch_id = $2 AND e.person_id = p.id)));
