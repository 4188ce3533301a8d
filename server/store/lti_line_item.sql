-- name: lti_place_of
-- Where a tool may act in a context: its places there; $4 '' is any of them, $5
-- '' of any of its deployments.
SELECT r.id, r.deployment_id, r.ref, r.title, r.url, r.custom, d.tool_id
  FROM lti_tool_deployment d
  JOIN lti_resource r ON r.deployment_id = d.id
 WHERE d.tool_id = $1 AND d.state = 'active'
   AND r.context_kind = $2 AND r.context_id = $3
   AND (CAST($4 AS TEXT) = '' OR r.id = $4)
   AND (CAST($5 AS TEXT) = '' OR d.id = $5)
 ORDER BY r.created_at, r.id
 LIMIT 1;

-- name: lti_line_item_of
-- As a tool may see it.
SELECT i.id, i.deployment_id, i.context_kind, i.context_id, i.lti_resource_id,
       i.counts, i.their_id, i.tag, i.label, i.most, i.starts_at, i.ends_at,
       i.created_at, d.tool_id, r.ref
  FROM lti_line_item i
  JOIN lti_tool_deployment d ON d.id = i.deployment_id
  LEFT JOIN lti_resource r ON r.id = i.lti_resource_id
 WHERE i.id = $1 AND d.tool_id = $2 AND d.state = 'active'
   AND i.context_kind = $3 AND i.context_id = $4
   AND (CAST($5 AS TEXT) = '' OR d.id = $5)
   AND i.removed_at IS NULL;

-- name: lti_line_item_by_id
SELECT i.id, i.deployment_id, i.context_kind, i.context_id, i.lti_resource_id,
       i.counts, i.their_id, i.tag, i.label, i.most, i.starts_at, i.ends_at,
       i.created_at, d.tool_id, r.ref
  FROM lti_line_item i
  JOIN lti_tool_deployment d ON d.id = i.deployment_id
  LEFT JOIN lti_resource r ON r.id = i.lti_resource_id
 WHERE i.id = $1 AND i.removed_at IS NULL;

-- name: lti_line_item_counting
SELECT i.id, i.deployment_id, i.context_kind, i.context_id, i.lti_resource_id,
       i.counts, i.their_id, i.tag, i.label, i.most, i.starts_at, i.ends_at,
       i.created_at, d.tool_id, r.ref
  FROM lti_line_item i
  JOIN lti_tool_deployment d ON d.id = i.deployment_id
  JOIN lti_resource r ON r.id = i.lti_resource_id
 WHERE i.lti_resource_id = $1 AND i.counts = 1 AND i.removed_at IS NULL
 ORDER BY i.id
 LIMIT 1;

-- name: lti_line_item_page
-- Of a tool, in the order of their making, after $7; '' is any of each, but
-- what is '' itself is asked for by nobody.
SELECT i.id, i.deployment_id, i.context_kind, i.context_id, i.lti_resource_id,
       i.counts, i.their_id, i.tag, i.label, i.most, i.starts_at, i.ends_at,
       i.created_at, d.tool_id, r.ref
  FROM lti_line_item i
  JOIN lti_tool_deployment d ON d.id = i.deployment_id
  LEFT JOIN lti_resource r ON r.id = i.lti_resource_id
 WHERE i.context_kind = $2 AND i.context_id = $3
   AND d.tool_id = $1 AND d.state = 'active'
   AND (CAST($4 AS TEXT) = '' OR i.lti_resource_id = $4)
   AND (CAST($5 AS TEXT) = '' OR i.their_id = $5)
   AND (CAST($6 AS TEXT) = '' OR i.tag = $6)
   AND i.id > $7 AND i.removed_at IS NULL
   AND (CAST($9 AS TEXT) = '' OR d.id = $9)
 ORDER BY i.id
 LIMIT $8;

-- name: lti_line_item_shown
-- Of whatever tool, for who is responsible for the context.
SELECT i.id, i.deployment_id, i.context_kind, i.context_id, i.lti_resource_id,
       i.counts, i.their_id, i.tag, i.label, i.most, i.starts_at, i.ends_at,
       i.created_at, d.tool_id, r.ref, t.name AS tool_name,
       (SELECT count(*) FROM lti_result x WHERE x.line_item_id = i.id)
           AS results
  FROM lti_line_item i
  JOIN lti_tool_deployment d ON d.id = i.deployment_id
  JOIN lti_tool t ON t.id = d.tool_id
  LEFT JOIN lti_resource r ON r.id = i.lti_resource_id
 WHERE i.context_kind = $1 AND i.context_id = $2 AND i.removed_at IS NULL
 ORDER BY i.id
 LIMIT $3;

-- name: lti_line_item_count
SELECT count(*) AS n
  FROM lti_line_item i
  JOIN lti_tool_deployment d ON d.id = i.deployment_id
 WHERE i.context_kind = $2 AND i.context_id = $3 AND d.tool_id = $1
   AND (CAST($4 AS TEXT) = '' OR d.id = $4)
   AND i.removed_at IS NULL;

-- name: lti_line_item_add
INSERT INTO lti_line_item (id, deployment_id, context_kind, context_id,
                           lti_resource_id, counts, their_id, tag, label, most,
                           starts_at, ends_at, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: lti_line_item_change
UPDATE lti_line_item
   SET their_id = $2, tag = $3, label = $4, most = $5, starts_at = $6,
       ends_at = $7
 WHERE id = $1;

-- name: lti_line_item_remove
UPDATE lti_line_item SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL;
