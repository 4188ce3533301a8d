-- name: name_wish_put
INSERT INTO name_wish (person_id, agency_id, name, at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (person_id)
    DO UPDATE SET agency_id = excluded.agency_id, name = excluded.name,
                  at = excluded.at;

-- name: name_wish_of
SELECT name, at FROM name_wish WHERE person_id = $1;

-- name: name_wish_drop
DELETE FROM name_wish WHERE person_id = $1 RETURNING name;

-- name: name_wish_list
-- $1 '' is every agency.
SELECT w.person_id, w.name, w.at, p.name AS before, p.login
  FROM name_wish w
  JOIN person p ON p.id = w.person_id
 WHERE ($1 = '' OR p.agency_id = $1) AND p.disabled_at IS NULL
 ORDER BY w.at, w.person_id
 LIMIT 200;

-- name: name_base
-- What somebody was called before they began to mend it themselves, since others
-- said it last: the words of the first change of their own after that.
SELECT e.words FROM person_event e
 WHERE e.person_id = $1 AND e.kind = 'name_mended'
   AND e.at > (SELECT coalesce(max(o.at), 0) FROM person_event o
                WHERE o.person_id = $1 AND o.kind IN ('name', 'name_granted'))
 ORDER BY e.at, e.id
 LIMIT 1;

-- name: looks_of
-- At $1 alone, and at lists and files of all learners of a module in which they
-- had begun, by those who see the learners of agency $2; and at the JP of all of
-- an agency in a year in which they had earned some there.
SELECT l.id, l.kind, l.at, l.module_id, m.title, b.name AS by_name
  FROM score_look l
  JOIN module m ON m.id = l.module_id
  JOIN person b ON b.id = l.looked_by
 WHERE l.person_id = $1
UNION ALL
SELECT l.id, l.kind, l.at, l.module_id, m.title, b.name AS by_name
  FROM (SELECT a.module_id, min(a.started_at) AS since
          FROM attempt a
         WHERE a.person_id = $1 AND a.number > 0
         GROUP BY a.module_id) mine
  JOIN score_look l ON l.module_id = mine.module_id
   AND l.person_id IS NULL AND l.at >= mine.since
  JOIN module m ON m.id = l.module_id
  JOIN person b ON b.id = l.looked_by
 WHERE b.agency_id = $2
    OR EXISTS (SELECT 1 FROM person_role r
                WHERE r.person_id = b.id AND r.role = 'admin')
UNION ALL
SELECT l.id, 'jp', l.at, NULL, NULL, b.name AS by_name
  FROM (SELECT e.agency_id, e.year, min(e.at) AS since
          FROM jp_entry e
         WHERE e.person_id = $1
         GROUP BY e.agency_id, e.year) own
  JOIN jp_look l ON l.agency_id = own.agency_id AND l.year = own.year
   AND l.at >= own.since
  JOIN person b ON b.id = l.by_id
 ORDER BY 3 DESC, 1 DESC
 LIMIT $3;
