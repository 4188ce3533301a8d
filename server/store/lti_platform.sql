-- name: lti_platform_add
INSERT INTO lti_platform (id, agency_id, name, issuer, client_id, auth_url,
                          token_url, token_audience, jwks_url, family, state,
                          deployments, anonymous, revision, created_by,
                          created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14, $15,
        $15)
    ON CONFLICT (issuer, client_id) DO NOTHING
RETURNING id;

-- name: lti_platform_by_id
SELECT id, agency_id, name, issuer, client_id, auth_url, token_url,
       token_audience, jwks_url, family, state, deployments, anonymous,
       revision, created_by, created_at, updated_at
  FROM lti_platform
 WHERE id = $1;

-- name: lti_platform_by_issuer_client
SELECT id, agency_id, name, issuer, client_id, auth_url, token_url,
       token_audience, jwks_url, family, state, deployments, anonymous,
       revision, created_by, created_at, updated_at
  FROM lti_platform
 WHERE issuer = $1 AND client_id = $2;

-- name: lti_platform_by_issuer
-- Two are as many as one needs to know of.
SELECT id, agency_id, name, issuer, client_id, auth_url, token_url,
       token_audience, jwks_url, family, state, deployments, anonymous,
       revision, created_by, created_at, updated_at
  FROM lti_platform
 WHERE issuer = $1 AND state = 'active'
 LIMIT 2;

-- name: lti_platform_list
SELECT id, agency_id, name, issuer, client_id, auth_url, token_url,
       token_audience, jwks_url, family, state, deployments, anonymous,
       revision, created_by, created_at, updated_at
  FROM lti_platform
 WHERE $1 = '' OR agency_id = $1
 ORDER BY lower(name), id
 LIMIT 500;

-- name: lti_platform_patch
UPDATE lti_platform
   SET name = $3, auth_url = $4, token_url = $5, token_audience = $6,
       jwks_url = $7, family = $8, state = $9, deployments = $10,
       anonymous = $11, updated_at = $12, revision = revision + 1
 WHERE id = $1 AND revision = $2
RETURNING id;

-- name: lti_deployment_state
SELECT state FROM lti_deployment WHERE platform_id = $1 AND deployment = $2;

-- name: lti_deployment_put
INSERT INTO lti_deployment (platform_id, deployment, state, created_at)
VALUES ($1, $2, $3, $4)
    ON CONFLICT (platform_id, deployment) DO UPDATE SET state = excluded.state;

-- name: lti_deployment_list
SELECT deployment, state, created_at
  FROM lti_deployment
 WHERE platform_id = $1
 ORDER BY created_at DESC, deployment
 LIMIT 200;

-- name: lti_deployment_waiting
SELECT count(*) AS n
  FROM lti_deployment
 WHERE platform_id = $1 AND state = 'pending';

-- name: lti_platform_other_keys
-- Whoever has other keys could say who anybody is there.
SELECT id FROM lti_platform
 WHERE issuer = $1 AND id <> $2 AND jwks_url <> $3
 LIMIT 1;

-- name: lti_platform_grades
SELECT g.state, count(*) AS n
  FROM lti_link l
  JOIN lti_grade g ON g.link_id = l.id
 WHERE l.platform_id = $1
 GROUP BY g.state;

-- name: lti_platform_roster
-- Of the course that was opened last.
SELECT members_url, deployment
  FROM lti_context
 WHERE platform_id = $1 AND members_url <> ''
 ORDER BY updated_at DESC, id
 LIMIT 1;
