-- name: numbers_units
-- The quizzes of a module in all its versions, the newest first.
SELECT u.id, u.ident, u.title, v.number
  FROM version v
  JOIN unit u ON u.version_id = v.id
  JOIN unit_definition d ON d.unit_id = u.id
 WHERE v.module_id = $1 AND u.kind = 'quiz'
 ORDER BY v.number DESC, u.position;

-- name: numbers_marks
-- Of the graded sittings of a unit behind $2, with $3 = 1 of first ones alone.
WITH piece AS (
	SELECT s.id, s.person_id, s.passed, s.number, s.ended_at
	  FROM sitting s
	 WHERE s.unit_id = $1 AND s.id > $2 AND s.state = 'graded'
	   AND s.preview = 0 AND ($3 = 0 OR s.number = 1)
	 ORDER BY s.id
	 LIMIT $4
)
SELECT p.id, p.person_id, p.passed, p.number, p.ended_at, m.question, m.source, m.points, m.most,
       m.state, m.time_ms, m.choice
  FROM piece p
  JOIN sitting_mark m ON m.sitting_id = p.id
 ORDER BY p.id, m.place;

-- name: numbers_cuts
-- Of first sittings of a unit, of second ones and so on, the last that makes
-- five with those before it; with $2 = 1 of first ones alone.
SELECT number, ended_at, id, nth
  FROM (SELECT s.number, s.ended_at, s.id,
               row_number() OVER (PARTITION BY s.number
                                  ORDER BY s.ended_at, s.id) AS nth,
               count(*) OVER (PARTITION BY s.number) AS n
          FROM sitting s
         WHERE s.unit_id = $1 AND s.state = 'graded' AND s.preview = 0
           AND ($2 = 0 OR s.number = 1)) AS t
 WHERE nth = n / $3 * $3;

-- name: numbers_question_cuts
-- The same of each question, of those sittings up to their cut that had it.
WITH told AS (
	SELECT number, ended_at, id
	  FROM (SELECT s.number, s.ended_at, s.id,
	               row_number() OVER (PARTITION BY s.number
	                                  ORDER BY s.ended_at, s.id) AS nth,
	               count(*) OVER (PARTITION BY s.number) AS n
	          FROM sitting s
	         WHERE s.unit_id = $1 AND s.state = 'graded' AND s.preview = 0
	           AND ($2 = 0 OR s.number = 1)) AS t
	 WHERE nth <= n / $3 * $3
)
SELECT number, question, source, ended_at, id, nth
  FROM (SELECT t.number, m.question, m.source, t.ended_at, t.id,
               row_number() OVER (PARTITION BY t.number, m.question, m.source
                                  ORDER BY t.ended_at, t.id) AS nth,
               count(*) OVER (PARTITION BY t.number, m.question, m.source)
                   AS n
          FROM told t
          JOIN sitting_mark m ON m.sitting_id = t.id) AS q
 WHERE nth = n / $3 * $3;

-- name: numbers_pairs
-- First sittings of a unit behind $2 whose learners had sat $3 for the first
-- time before that: every unit that they ever worked in (0); with $5 = 1 the
-- marks of the later one (1) and of the earlier (2). `marked_at` is when the
-- last of what people mark was marked for the first time.
WITH piece AS (
	SELECT s.id, s.person_id, s.began_at, s.ended_at, s.scaled,
	       b.id AS before_id, b.scaled AS before_scaled,
	       (SELECT max(f.at)
	          FROM (SELECT min(c.at) AS at
	                  FROM mark_change c
	                 WHERE c.sitting_id IN (s.id, b.id)
	                 GROUP BY c.sitting_id, c.question) f) AS marked_at
	  FROM sitting s
	  JOIN sitting b ON b.person_id = s.person_id
	                AND b.module_id = s.module_id AND b.unit_ident = $3
	 WHERE s.unit_id = $1 AND s.id > $2 AND s.state = 'graded'
	   AND s.preview = 0 AND s.number = 1
	   AND b.state = 'graded' AND b.preview = 0 AND b.number = 1
	   AND b.ended_at <= s.began_at
	 ORDER BY s.id
	 LIMIT $4
)
SELECT p.id, 0 AS part, 0 AS place, p.began_at, p.ended_at, p.marked_at,
       p.before_scaled, p.scaled, '' AS question,
       CAST(0 AS DOUBLE PRECISION) AS points,
       CAST(0 AS DOUBLE PRECISION) AS most, m.unit_id, u.name AS unit_name,
       g.name AS agency_name, m.from_day, m.until_day
  FROM piece p
  LEFT JOIN membership m ON m.person_id = p.person_id
  LEFT JOIN org_unit u ON u.id = m.unit_id
  LEFT JOIN agency g ON g.id = u.agency_id
UNION ALL
SELECT p.id, 1, m.place, p.began_at, p.ended_at, p.marked_at, p.before_scaled,
       p.scaled, m.question, m.points, m.most, NULL, NULL, NULL, NULL, NULL
  FROM piece p
  JOIN sitting_mark m ON m.sitting_id = p.id
 WHERE $5 = 1
UNION ALL
SELECT p.id, 2, m.place, p.began_at, p.ended_at, p.marked_at, p.before_scaled,
       p.scaled, m.question, m.points, m.most, NULL, NULL, NULL, NULL, NULL
  FROM piece p
  JOIN sitting_mark m ON m.sitting_id = p.before_id
 WHERE $5 = 1
 ORDER BY 1, 2, 3, 15;
