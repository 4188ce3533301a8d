-- name: lti_tool_add
INSERT INTO lti_tool (id, agency_id, name, client_id, login_url, target_url,
                      choice_url, jwks_url, jwk, scopes, send_name, send_email,
                      custom, state, revision, created_by, created_at,
                      updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15,
        $16, $16);

-- name: lti_tool_by_id
SELECT id, agency_id, name, client_id, login_url, target_url, choice_url,
       jwks_url, jwk, scopes, send_name, send_email, custom, state, revision,
       created_at, updated_at
  FROM lti_tool
 WHERE id = $1;

-- name: lti_tool_by_client
SELECT id, agency_id, name, client_id, login_url, target_url, choice_url,
       jwks_url, jwk, scopes, send_name, send_email, custom, state, revision,
       created_at, updated_at
  FROM lti_tool
 WHERE client_id = $1;

-- name: lti_tool_list
-- Those that an agency may use, its own first; all when $1 is ''.
SELECT t.id, t.agency_id, t.name, t.client_id, t.login_url, t.target_url,
       t.choice_url, t.jwks_url, t.jwk, t.scopes, t.send_name, t.send_email,
       t.custom, t.state, t.revision, t.created_at, t.updated_at
  FROM lti_tool t
 WHERE $1 = '' OR EXISTS (SELECT 1 FROM lti_tool_deployment d
                           WHERE d.tool_id = t.id AND d.agency_id = $1)
 ORDER BY CASE WHEN t.agency_id = $1 THEN 0 ELSE 1 END, lower(t.name), t.id
 LIMIT 500;

-- name: lti_tool_usable
-- Those that are on, and on for that agency.
SELECT t.id, t.agency_id, t.name, t.client_id, t.login_url, t.target_url,
       t.choice_url, t.jwks_url, t.jwk, t.scopes, t.send_name, t.send_email,
       t.custom, t.state, t.revision, t.created_at, t.updated_at
  FROM lti_tool_deployment d
  JOIN lti_tool t ON t.id = d.tool_id
 WHERE d.agency_id = $1 AND d.state = 'active' AND t.state = 'active'
 ORDER BY t.id
 LIMIT 500;

-- name: lti_tool_change
UPDATE lti_tool
   SET name = $3, login_url = $4, target_url = $5, choice_url = $6,
       jwks_url = $7, jwk = $8, scopes = $9, send_name = $10, send_email = $11,
       custom = $12, state = $13, updated_at = $14, revision = revision + 1
 WHERE id = $1 AND revision = $2
RETURNING id;

-- name: lti_tool_used
SELECT CASE WHEN EXISTS (SELECT 1 FROM lti_resource r
                           JOIN lti_tool_deployment d
                             ON d.id = r.deployment_id
                          WHERE d.tool_id = $1)
              OR EXISTS (SELECT 1 FROM lti_line_item i
                           JOIN lti_tool_deployment d
                             ON d.id = i.deployment_id
                          WHERE d.tool_id = $1) THEN 1 ELSE 0 END AS used;

-- name: lti_tool_drop_pending
DELETE FROM lti_pending
 WHERE deployment_id IN (SELECT id FROM lti_tool_deployment
                          WHERE tool_id = $1);

-- name: lti_tool_drop_access
DELETE FROM lti_access WHERE tool_id = $1;

-- name: lti_tool_drop_once
DELETE FROM lti_once WHERE tool_id = $1;

-- name: lti_tool_drop_subjects
DELETE FROM lti_subject WHERE tool_id = $1;

-- name: lti_tool_drop_redirects
DELETE FROM lti_tool_redirect WHERE tool_id = $1;

-- name: lti_tool_drop_deployments
DELETE FROM lti_tool_deployment WHERE tool_id = $1;

-- name: lti_tool_drop
DELETE FROM lti_tool WHERE id = $1;

-- name: lti_tool_redirect_add
INSERT INTO lti_tool_redirect (tool_id, uri) VALUES ($1, $2)
    ON CONFLICT (tool_id, uri) DO NOTHING;

-- name: lti_tool_redirects
SELECT uri FROM lti_tool_redirect WHERE tool_id = $1 ORDER BY uri LIMIT 20;

-- name: lti_tool_deployment_put
INSERT INTO lti_tool_deployment (id, tool_id, agency_id, state, created_at)
VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (tool_id, agency_id) DO UPDATE SET state = excluded.state;

-- name: lti_tool_deployment_list
SELECT d.id, d.tool_id, d.agency_id, a.name AS agency_name, d.state,
       d.created_at
  FROM lti_tool_deployment d
  JOIN agency a ON a.id = d.agency_id
 WHERE d.tool_id = $1
 ORDER BY d.created_at, d.id
 LIMIT 500;

-- name: lti_tool_deployment_of
SELECT d.id, d.tool_id, d.agency_id, a.name AS agency_name, d.state,
       d.created_at
  FROM lti_tool_deployment d
  JOIN agency a ON a.id = d.agency_id
 WHERE d.tool_id = $1 AND d.agency_id = $2;

-- name: lti_tool_deployment_on
SELECT id FROM lti_tool_deployment
 WHERE id = $1 AND tool_id = $2 AND state = 'active';

-- name: lti_subject_add
INSERT INTO lti_subject (tool_id, person_id, sub, created_at)
VALUES ($1, $2, $3, $4);

-- name: lti_subject_of
SELECT sub
  FROM lti_subject
 WHERE tool_id = $1 AND person_id = $2
 ORDER BY created_at, sub
 LIMIT 1;
