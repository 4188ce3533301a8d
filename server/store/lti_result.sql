-- name: lti_result_get
SELECT r.line_item_id, r.person_id, r.at_us, r.given, r.most, r.activity,
       r.grading, r.words, r.started_at, r.submitted_at, r.hash, r.override,
       r.override_by, r.override_at, r.updated_at
  FROM lti_result r
 WHERE r.line_item_id = $1 AND r.person_id = $2;

-- name: lti_result_put
-- All but the override, which is a teacher's.
INSERT INTO lti_result (line_item_id, person_id, at_us, given, most, activity,
                        grading, words, started_at, submitted_at, hash,
                        updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT (line_item_id, person_id) DO UPDATE
   SET at_us = excluded.at_us, given = excluded.given, most = excluded.most,
       activity = excluded.activity, grading = excluded.grading,
       words = excluded.words, started_at = excluded.started_at,
       submitted_at = excluded.submitted_at, hash = excluded.hash,
       updated_at = excluded.updated_at;

-- name: lti_result_set_override
UPDATE lti_result
   SET override = $3, override_by = $4, override_at = $5
 WHERE line_item_id = $1 AND person_id = $2;

-- name: lti_result_told
-- As a tool may read them: of whom it knows by a name (the oldest it has), after
-- the one it calls $3; $4 '' is anybody.
SELECT r.line_item_id, r.person_id, r.at_us, r.given, r.most, r.activity,
       r.grading, r.words, r.started_at, r.submitted_at, r.hash, r.override,
       r.override_by, r.override_at, r.updated_at,
       (SELECT s.sub FROM lti_subject s
         WHERE s.person_id = r.person_id AND s.tool_id = $2
         ORDER BY s.created_at, s.sub LIMIT 1) AS sub
  FROM lti_result r
 WHERE r.line_item_id = $1
   AND r.person_id > COALESCE((SELECT x.person_id FROM lti_subject x
                                WHERE x.tool_id = $2 AND x.sub = $3), '')
   AND (CAST($4 AS TEXT) = '' OR r.person_id = (
           SELECT y.person_id FROM lti_subject y
            WHERE y.tool_id = $2 AND y.sub = $4))
   AND EXISTS (SELECT 1 FROM lti_subject z
                WHERE z.person_id = r.person_id AND z.tool_id = $2)
 ORDER BY r.person_id
 LIMIT $5;

-- name: lti_result_shown
-- For who is responsible for the context; $2 '*' is every agency.
SELECT r.line_item_id, r.person_id, r.at_us, r.given, r.most, r.activity,
       r.grading, r.words, r.started_at, r.submitted_at, r.hash, r.override,
       r.override_by, r.override_at, r.updated_at, p.name AS person_name,
       g.name AS agency_name, b.name AS by_name
  FROM lti_result r
  JOIN person p ON p.id = r.person_id
  JOIN agency g ON g.id = p.agency_id
  LEFT JOIN person b ON b.id = r.override_by
 WHERE r.line_item_id = $1 AND ($2 = '*' OR p.agency_id = $2)
 ORDER BY p.name, p.id
 LIMIT $3 OFFSET $4;

-- name: lti_result_count
SELECT count(*) AS n
  FROM lti_result r
  JOIN person p ON p.id = r.person_id
 WHERE r.line_item_id = $1 AND ($2 = '*' OR p.agency_id = $2);
