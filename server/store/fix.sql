-- name: fix_add
INSERT INTO quiz_fix (id, module_id, unit_id, question, source, before, after,
                      reason, person_id, at, done, reached)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, '');

-- name: fix_of_unit
-- What is true of its questions now: of each the last.
SELECT id, module_id, unit_id, question, source, before, after, reason,
       person_id, at, done, reached, '' AS unit_ident, '' AS person_name,
       0 AS version
  FROM quiz_fix
 WHERE id IN (SELECT max(id) FROM quiz_fix
               WHERE unit_id = $1
               GROUP BY question, source)
 ORDER BY at, id;

-- name: fix_list
SELECT f.id, f.module_id, f.unit_id, f.question, f.source, f.before, f.after,
       f.reason, f.person_id, f.at, f.done, f.reached, u.ident AS unit_ident,
       p.name AS person_name, v.number AS version
  FROM quiz_fix f
  JOIN unit u ON u.id = f.unit_id
  JOIN version v ON v.id = u.version_id
  JOIN person p ON p.id = f.person_id
 WHERE f.module_id = $1
 ORDER BY f.at DESC, f.id DESC
 LIMIT $2;

-- name: fix_going
SELECT id, module_id, unit_id, question, source, before, after, reason,
       person_id, at, done, reached, '' AS unit_ident, '' AS person_name,
       0 AS version
  FROM quiz_fix
 WHERE done = 0
 ORDER BY id
 LIMIT 1;

-- name: fix_reached
UPDATE quiz_fix SET reached = $2, done = $3 WHERE id = $1;

-- name: fix_line_add
INSERT INTO quiz_fix_line (fix_id, sitting_id, points_before, points_after,
                           scaled_before, scaled_after, passed_before,
                           passed_after)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT DO NOTHING;

-- name: fix_lines
SELECT l.fix_id, l.points_before, l.points_after, l.scaled_before,
       l.scaled_after, l.passed_before, l.passed_after, s.id, s.number,
       p.id AS person_id, p.name, p.agency_id
  FROM quiz_fix_line l
  JOIN sitting s ON s.id = l.sitting_id
  JOIN person p ON p.id = s.person_id
 WHERE l.fix_id = $1
 ORDER BY s.id
 LIMIT $2;

-- name: fix_units
-- Units of a module by that ident, in all its versions.
SELECT u.id, v.number, d.definition
  FROM unit u
  JOIN version v ON v.id = u.version_id
  JOIN unit_definition d ON d.unit_id = u.id
 WHERE v.module_id = $1 AND u.ident = $2
 ORDER BY v.number DESC;

-- name: fix_sources
-- Where the question came from in sittings of that unit.
SELECT DISTINCT m.source
  FROM sitting s
  JOIN sitting_mark m ON m.sitting_id = s.id
 WHERE s.unit_id = $1 AND m.question = $2 AND m.source <> 'unit';

-- name: fix_banked
-- What sittings of that unit had from banks.
SELECT DISTINCT m.question, m.source
  FROM sitting s
  JOIN sitting_mark m ON m.sitting_id = s.id
 WHERE s.unit_id = $1 AND m.source <> 'unit'
 ORDER BY m.source
 LIMIT $2;
