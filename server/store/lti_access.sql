-- name: lti_access_add
INSERT INTO lti_access (token_hash, tool_id, scopes, kid, expires_at,
                        deployment_id)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: lti_access_find
-- Nothing once the tool is off, or the deployment that it is for.
SELECT a.tool_id, t.client_id, t.agency_id, t.send_name, t.send_email,
       t.scopes AS registered, a.scopes,
       COALESCE(a.deployment_id, '') AS deployment_id
  FROM lti_access a
  JOIN lti_tool t ON t.id = a.tool_id
  LEFT JOIN lti_tool_deployment d ON d.id = a.deployment_id
 WHERE a.token_hash = $1 AND a.expires_at > $2 AND t.state = 'active'
   AND (a.deployment_id IS NULL OR d.state = 'active');

-- name: lti_access_end
DELETE FROM lti_access WHERE tool_id = $1;

-- name: lti_once_use
INSERT INTO lti_once (tool_id, hash, expires_at) VALUES ($1, $2, $3)
    ON CONFLICT (tool_id, hash) DO NOTHING
RETURNING hash;
