-- name: version_figure_put
INSERT INTO version_figure (version_id, module_id, figures, at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (version_id)
DO UPDATE SET figures = excluded.figures, at = excluded.at;

-- name: unit_figure_put
INSERT INTO unit_figure (unit_id, version_id, figures, at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (unit_id)
DO UPDATE SET figures = excluded.figures, at = excluded.at;

-- name: version_figure_list
SELECT v.id, v.number, f.figures, f.at
  FROM version v
  LEFT JOIN version_figure f ON f.version_id = v.id
 WHERE v.module_id = $1
 ORDER BY v.number DESC
 LIMIT $2;

-- name: unit_figure_list
SELECT u.id, u.version_id, u.ident, u.title, u.kind, f.figures, f.at
  FROM unit u
  LEFT JOIN unit_figure f ON f.unit_id = u.id
 WHERE u.version_id = $1
 ORDER BY u.position;

-- name: unit_figure_of
SELECT u.id, u.version_id, u.ident, u.title, u.kind, f.figures, f.at
  FROM version v
  JOIN unit u ON u.version_id = v.id AND u.ident = $2
  LEFT JOIN unit_figure f ON f.unit_id = u.id
 WHERE v.module_id = $1
 ORDER BY v.number;

-- name: figure_version_next
SELECT v.id, v.module_id, f.at
  FROM version v
  LEFT JOIN version_figure f ON f.version_id = v.id AND f.figures <> '{}'
 WHERE v.id > $1
   AND EXISTS (SELECT 1 FROM attempt a WHERE a.version_id = v.id)
 ORDER BY v.id
 LIMIT 1;

-- name: figure_stale
-- The first $5 rows are enough. $2: since when, $3 and $4: who was there last
-- between these has been away for long since.
SELECT 1 AS stale
 WHERE (SELECT count(*)
          FROM (SELECT 1 FROM attempt a
                 WHERE a.version_id = $1 AND a.number > 0
                   AND (a.last_at > $2
                        OR (a.last_at > $3 AND a.last_at <= $4
                            AND a.completion <> 'completed'))
                 LIMIT $5) AS moved) = $5
    OR EXISTS (SELECT 1 FROM quiz_fix q
                 JOIN unit u ON u.id = q.unit_id
                WHERE u.version_id = $1 AND q.at >= $2)
    OR (SELECT count(*)
          FROM (SELECT 1 FROM unit u
                  JOIN sitting s ON s.unit_id = u.id
                 WHERE u.version_id = $1 AND s.ended_at >= $2
                 LIMIT $5) AS ended) = $5;

-- name: figure_page
-- Of each person the first attempt at the version, so that who looks something
-- up again is not taken for who leaves.
WITH piece AS (
	SELECT a.id, a.person_id, a.module_id, a.number, a.completion,
	       a.success, a.unit_id, a.started_at, a.last_at
	  FROM attempt a
	 WHERE a.version_id = $1 AND a.id > $2
	 ORDER BY a.id
	 LIMIT $3
)
SELECT p.id, p.number,
       CASE WHEN EXISTS (SELECT 1 FROM attempt b
                          WHERE b.person_id = p.person_id
                            AND b.module_id = p.module_id
                            AND b.number < p.number AND b.number > 0
                            AND b.version_id = $1)
            THEN 1 ELSE 0 END AS again,
       CASE WHEN EXISTS (SELECT 1 FROM attempt b
                          WHERE b.person_id = p.person_id
                            AND b.module_id = p.module_id
                            AND b.number > p.number)
            THEN 1 ELSE 0 END AS later,
       p.completion, p.success, p.unit_id AS at_unit, p.started_at, p.last_at,
       g.unit_id, g.completion AS unit_completion, g.success AS unit_success,
       g.measure, g.location, g.time_ms, g.saved_at
  FROM piece p
  LEFT JOIN progress g ON g.attempt_id = p.id
 ORDER BY p.id;

-- name: figure_file
SELECT blob FROM version_file WHERE version_id = $1 AND path = $2;
