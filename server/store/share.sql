-- name: share_reaches
-- Does something bring module $1 to person $2 of agency $3, besides their own
-- agency: it is shared with theirs, a programme they take part in has it, or an
-- event they come to.
SELECT 1 AS one FROM module_share
 WHERE module_id = $1 AND agency_id = $3
UNION ALL
SELECT 1 FROM enrolment e
  JOIN batch b ON b.id = e.batch_id
  JOIN activity a ON a.programme_id = b.programme_id
 WHERE e.person_id = $2 AND e.state <> 'withdrawn' AND a.module_id = $1
   AND a.removed_at IS NULL
UNION ALL
SELECT 1 FROM seat s
  JOIN event v ON v.id = s.event_id
  LEFT JOIN material t ON t.event_id = v.id AND t.module_id = $1
 WHERE s.person_id = $2 AND s.state = 'registered'
   AND v.state IN ('published', 'closed')
   AND (t.id IS NOT NULL OR v.paper_module = $1)
LIMIT 1;

-- name: share_list
SELECT g.id, g.name, s.at, p.name AS by_name
  FROM module_share s
  JOIN agency g ON g.id = s.agency_id
  LEFT JOIN person p ON p.id = s.by_id
 WHERE s.module_id = $1
 ORDER BY g.name, g.id;

-- name: share_set
UPDATE module SET shared = $2, updated_at = $3 WHERE id = $1;

-- name: share_remove
DELETE FROM module_share WHERE module_id = $1 AND agency_id = $2;

-- name: share_add
INSERT INTO module_share (module_id, agency_id, at, by_id)
VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING;
