-- name: gradebook_page
-- A line for each learner and unit of their version, learners in the order
-- asked for. $2 is whose learners, or '*'; $9 the order, by what is stored in
-- lower case or a number. Only names are searched: a login may be a NIP. A
-- pretest has no score of its own: the first go at it is told.
WITH learner AS (
	SELECT a.id, a.person_id, a.module_id, a.version_id, a.completion,
	       a.success, a.scaled, a.units_done, a.last_at, p.name, p.nip,
	       g.name AS agency_name, v.number AS version,
	       count(*) OVER () AS total,
	       row_number() OVER (ORDER BY
	           CASE WHEN $9 = 'name' THEN p.search END,
	           CASE WHEN $9 = '-name' THEN p.search END DESC,
	           CASE WHEN $9 = 'score' THEN a.scaled END NULLS FIRST,
	           CASE WHEN $9 = '-score' THEN a.scaled END DESC NULLS LAST,
	           CASE WHEN $9 = 'last' THEN a.last_at END,
	           CASE WHEN $9 = '-last' THEN a.last_at END DESC,
	           p.search, a.id) AS place
	  FROM attempt a
	  JOIN person p ON p.id = a.person_id
	  JOIN agency g ON g.id = p.agency_id
	  JOIN version v ON v.id = a.version_id
	 WHERE a.module_id = $1 AND a.number > 0
	   AND ($2 = '*' OR p.agency_id = $2)
	   AND a.number = (SELECT max(b.number) FROM attempt b
	                    WHERE b.person_id = a.person_id
	                      AND b.module_id = a.module_id)
	   AND ($3 = 0 OR v.number = $3)
	   AND substr(p.search, 1, length(p.name)) LIKE $4 ESCAPE '!'
	   AND ($5 = ''
	        OR ($5 = 'notBegun' AND a.completion = 'not attempted')
	        OR ($5 = 'inProgress'
	            AND a.completion NOT IN ('not attempted', 'completed'))
	        OR ($5 = 'done' AND a.completion = 'completed')
	        OR $5 = a.success)
	   AND ($6 = '' OR EXISTS (
	       SELECT 1
	         FROM unit u
	         LEFT JOIN progress o ON o.attempt_id = a.id AND o.unit_id = u.id
	        WHERE u.version_id = a.version_id AND u.ident = $6
	          AND ($7 = ''
	               OR ($7 = 'notBegun'
	                   AND coalesce(o.completion, 'not attempted')
	                       = 'not attempted')
	               OR ($7 = 'inProgress'
	                   AND o.completion IN ('incomplete', 'unknown'))
	               OR ($7 = 'done' AND o.completion = 'completed')
	               OR $7 = o.success
	               OR ($7 = 'waiting' AND EXISTS (
	                   SELECT 1 FROM sitting w
	                    WHERE w.person_id = a.person_id
	                      AND w.module_id = a.module_id
	                      AND w.unit_ident = $6 AND w.state = 'waiting'
	                      AND w.preview = 0)))))
), page AS (
	SELECT * FROM learner WHERE place > $8 AND place <= $8 + $10
), sat AS (
	SELECT s.person_id, s.unit_ident, count(*) AS n,
	       max(CASE WHEN s.number = 1 AND s.state = 'graded'
	                THEN s.scaled END) AS first_scaled,
	       max(CASE WHEN s.number = 1 AND s.state = 'graded'
	                THEN s.began_at END) AS first_began,
	       max(CASE WHEN s.number = 1 AND s.state = 'graded'
	                THEN s.ended_at END) AS first_ended,
	       sum(CASE WHEN s.state = 'waiting'
	                THEN (SELECT count(*) FROM sitting_mark m
	                       WHERE m.sitting_id = s.id AND m.state = 'waiting')
	                ELSE 0 END) AS waiting
	  FROM page q
	  JOIN sitting s ON s.person_id = q.person_id
	                AND s.module_id = q.module_id
	 WHERE s.preview = 0
	 GROUP BY s.person_id, s.unit_ident
)
SELECT q.id, q.person_id, q.name, q.nip, q.agency_name, q.version,
       q.completion, q.success, q.scaled, q.units_done, q.last_at, q.total,
       u.ident, o.completion AS unit_completion, o.success AS unit_success,
       coalesce(o.scaled, CASE WHEN u.scored = 0 THEN t.first_scaled END)
           AS unit_scaled, o.source, coalesce(t.n, 0) AS sittings,
       coalesce(t.waiting, 0) AS waiting, t.first_scaled, t.first_began,
       t.first_ended
  FROM page q
  LEFT JOIN unit u ON u.version_id = q.version_id
  LEFT JOIN progress o ON o.attempt_id = q.id AND o.unit_id = u.id
  LEFT JOIN sat t ON t.person_id = q.person_id AND t.unit_ident = u.ident
 ORDER BY q.place, u.position;

-- name: gradebook_count
-- Of all learners of the version, or of every one with 0.
SELECT count(*) AS learners,
       coalesce(sum(CASE WHEN a.completion = 'not attempted'
                         THEN 1 ELSE 0 END), 0) AS not_begun,
       coalesce(sum(CASE WHEN a.completion NOT IN ('not attempted', 'completed')
                         THEN 1 ELSE 0 END), 0) AS in_progress,
       coalesce(sum(CASE WHEN a.completion = 'completed'
                         THEN 1 ELSE 0 END), 0) AS done,
       coalesce(sum(CASE WHEN a.success = 'passed'
                         THEN 1 ELSE 0 END), 0) AS passed,
       coalesce(sum(CASE WHEN a.success = 'failed'
                         THEN 1 ELSE 0 END), 0) AS failed
  FROM attempt a
  JOIN person p ON p.id = a.person_id
  JOIN version v ON v.id = a.version_id
 WHERE a.module_id = $1 AND a.number > 0
   AND ($2 = '*' OR p.agency_id = $2)
   AND a.number = (SELECT max(b.number) FROM attempt b
                    WHERE b.person_id = a.person_id
                      AND b.module_id = a.module_id)
   AND ($3 = 0 OR v.number = $3);

-- name: gradebook_versions
-- The newest first; those that were removed have no learners.
SELECT id, number FROM version WHERE module_id = $1 ORDER BY number DESC;

-- name: gradebook_sittings
-- Of a person, the newest of each unit last; '*' is every module.
SELECT s.id, s.attempt_id, s.module_id, s.unit_id, s.unit_ident, s.number,
       s.kind, s.state,
       s.began_at, s.ended_at, s.deadline, s.seen_at, s.late_ms, s.points,
       s.most, s.scaled, s.passed, v.number AS version
  FROM sitting s
  JOIN unit u ON u.id = s.unit_id
  JOIN version v ON v.id = u.version_id
 WHERE s.person_id = $1 AND ($2 = '*' OR s.module_id = $2) AND s.preview = 0
 ORDER BY s.module_id, s.unit_ident, s.number, s.id
 LIMIT $3;

-- name: gradebook_marks
-- What a person marks, of one learner's sittings of a module.
SELECT m.sitting_id, m.question, m.state, m.points, m.most
  FROM sitting s
  JOIN sitting_mark m ON m.sitting_id = s.id
 WHERE s.person_id = $1 AND s.module_id = $2 AND s.preview = 0
   AND (m.state = 'waiting' OR m.marked_by IS NOT NULL)
 ORDER BY m.sitting_id, m.place;

-- name: gradebook_own
-- Units with a score, or that are sat, of the newest attempts of a person.
SELECT a.id, a.module_id, a.completion, a.success, a.scaled, a.last_at,
       d.title AS module_title, u.id AS unit_id, u.ident, u.title, u.kind,
       u.scored, o.completion AS unit_completion, o.success AS unit_success,
       o.scaled AS unit_scaled, o.source
  FROM (SELECT b.id FROM attempt b
         WHERE b.person_id = $1 AND b.number > 0
           AND b.number = (SELECT max(c.number) FROM attempt c
                            WHERE c.person_id = b.person_id
                              AND c.module_id = b.module_id)
         ORDER BY b.last_at DESC, b.id DESC
         LIMIT $2) n
  JOIN attempt a ON a.id = n.id
  JOIN module d ON d.id = a.module_id
  JOIN unit u ON u.version_id = a.version_id
  LEFT JOIN progress o ON o.attempt_id = a.id AND o.unit_id = u.id
 WHERE u.kind IN ('quiz', 'case') OR o.scaled IS NOT NULL
 ORDER BY a.last_at DESC, a.id DESC, u.position;

-- name: score_look_add
INSERT INTO score_look (id, module_id, person_id, looked_by, kind, at)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: score_look_last
-- When this person last looked so; 0: never.
SELECT coalesce(max(at), 0) AS at
  FROM score_look
 WHERE module_id = $1 AND looked_by = $2 AND kind = $3
   AND coalesce(person_id, '') = coalesce(CAST($4 AS TEXT), '');
