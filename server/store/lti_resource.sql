-- name: lti_resource_by_place
SELECT id, title, url, custom, updated_at
  FROM lti_resource
 WHERE deployment_id = $1 AND context_kind = $2 AND context_id = $3
   AND ref = $4;

-- name: lti_resource_put
-- What it says stays as it is where it is the same.
INSERT INTO lti_resource (id, deployment_id, context_kind, context_id, ref,
                          title, url, custom, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
    ON CONFLICT (deployment_id, context_kind, context_id, ref) DO UPDATE
   SET title = excluded.title, url = excluded.url, custom = excluded.custom,
       updated_at = excluded.updated_at
RETURNING id;

-- name: lti_frame_addresses
SELECT login_url AS url FROM lti_tool WHERE state = 'active'
 UNION
SELECT target_url AS url FROM lti_tool WHERE state = 'active'
 UNION
SELECT choice_url AS url FROM lti_tool
 WHERE state = 'active' AND choice_url <> ''
 UNION
SELECT r.uri AS url
  FROM lti_tool_redirect r
  JOIN lti_tool t ON t.id = r.tool_id
 WHERE t.state = 'active'
 ORDER BY url
 LIMIT 2000;

-- name: lti_choice_put
UPDATE lti_pending SET facts = $2 WHERE hint_hash = $1;
