-- name: lti_pending_add
INSERT INTO lti_pending (hint_hash, kind, person_id, session_id, login_hash,
                         browser_hash, deployment_id, resource_id, facts,
                         data_hash, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10);

-- name: lti_pending_count
SELECT count(*) AS n
  FROM lti_pending
 WHERE person_id = $1 AND created_at > $2;

-- name: lti_pending_by_hint
SELECT p.hint_hash, p.kind, p.person_id, p.session_id, p.login_hash,
       p.browser_hash, p.deployment_id, p.resource_id, p.facts, p.created_at,
       p.used_at, p.answered_at, d.tool_id, d.state AS deployment_state,
       r.context_kind, r.context_id, r.title, r.custom
  FROM lti_pending p
  JOIN lti_tool_deployment d ON d.id = p.deployment_id
  LEFT JOIN lti_resource r ON r.id = p.resource_id
 WHERE p.hint_hash = $1;

-- name: lti_pending_by_data
SELECT p.hint_hash, p.kind, p.person_id, p.session_id, p.login_hash,
       p.browser_hash, p.deployment_id, p.resource_id, p.facts, p.created_at,
       p.used_at, p.answered_at, d.tool_id, d.state AS deployment_state,
       r.context_kind, r.context_id, r.title, r.custom
  FROM lti_pending p
  JOIN lti_tool_deployment d ON d.id = p.deployment_id
  LEFT JOIN lti_resource r ON r.id = p.resource_id
 WHERE p.data_hash = $1 AND p.kind = 'choice' AND p.used_at IS NOT NULL;

-- name: lti_pending_use
UPDATE lti_pending SET used_at = $2, data_hash = $3
 WHERE hint_hash = $1 AND used_at IS NULL
RETURNING hint_hash;

-- name: lti_pending_mark
UPDATE lti_pending SET browser_hash = $2
 WHERE hint_hash = $1 AND browser_hash = '' AND used_at IS NULL
RETURNING hint_hash;

-- name: lti_pending_answer
UPDATE lti_pending SET answered_at = $2
 WHERE hint_hash = $1 AND answered_at IS NULL
RETURNING hint_hash;

-- name: lti_pending_items
-- The line items of a place: two are as many as one needs to know of.
SELECT id
  FROM lti_line_item
 WHERE lti_resource_id = $1 AND removed_at IS NULL
 LIMIT 2;

-- name: lti_pending_module
SELECT title, '' AS label FROM module WHERE id = $1;

-- name: lti_pending_batch
SELECT p.title, b.name AS label
  FROM batch b
  JOIN programme p ON p.id = b.programme_id
 WHERE b.id = $1;
