-- name: lti_launch_add
INSERT INTO lti_launch (id, platform_id, link_id, person_id, kind, role, of_id,
                        return_url, settings, embed, locale, ticket_hash,
                        created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: lti_launch_by_id
SELECT id, platform_id, link_id, person_id, kind, role, of_id, return_url,
       settings, embed, locale, created_at
  FROM lti_launch
 WHERE id = $1;

-- name: lti_launch_take
UPDATE lti_launch SET ticket_hash = NULL
 WHERE ticket_hash = $1 AND created_at > $2
RETURNING id, platform_id, link_id, person_id, kind, role, of_id, return_url,
          settings, embed, locale, created_at;
