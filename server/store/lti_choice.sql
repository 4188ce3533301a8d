-- name: lti_offer_page
SELECT m.id, m.title, m.description, m.version_id, count(*) OVER () AS total
  FROM module m
 WHERE m.state = 'published' AND m.withdrawn_at IS NULL
   AND m.version_id IS NOT NULL
   AND (m.agency_id = $1 OR m.shared = 1
        OR EXISTS (SELECT 1 FROM module_share s
                    WHERE s.module_id = m.id AND s.agency_id = $1))
   AND lower(m.title) LIKE $2 ESCAPE '!'
 ORDER BY lower(m.title), m.id
 LIMIT $3 OFFSET $4;
