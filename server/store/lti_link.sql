-- name: lti_context_by_place
SELECT id, platform_id, deployment, context, title, label, members_url,
       updated_at
  FROM lti_context
 WHERE platform_id = $1 AND deployment = $2 AND context = $3;

-- name: lti_context_keep
INSERT INTO lti_context (id, platform_id, deployment, context, title, label,
                         members_url, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (platform_id, deployment, context) DO UPDATE
   SET title = excluded.title, label = excluded.label,
       members_url = CASE WHEN excluded.members_url = ''
                          THEN lti_context.members_url
                          ELSE excluded.members_url END,
       updated_at = excluded.updated_at
RETURNING id;

-- name: lti_context_by_id
SELECT id, platform_id, deployment, context, title, label, members_url,
       updated_at
  FROM lti_context
 WHERE id = $1;

-- name: lti_link_by_id
SELECT id, platform_id, deployment, resource_link, context_id, module_id,
       unit_ident, title, line_item, line_items, scopes, most, created_at,
       updated_at
  FROM lti_link
 WHERE id = $1;

-- name: lti_link_by_place
SELECT id, platform_id, deployment, resource_link, context_id, module_id,
       unit_ident, title, line_item, line_items, scopes, most, created_at,
       updated_at
  FROM lti_link
 WHERE platform_id = $1 AND deployment = $2 AND resource_link = $3;

-- name: lti_link_before
-- Copies come out of other courses of the same platform.
SELECT id, platform_id, deployment, resource_link, context_id, module_id,
       unit_ident, title, line_item, line_items, scopes, most, created_at,
       updated_at
  FROM lti_link
 WHERE platform_id = $1 AND resource_link = $2
 ORDER BY updated_at DESC, id
 LIMIT 1;

-- name: lti_link_add
INSERT INTO lti_link (id, platform_id, deployment, resource_link, context_id,
                      module_id, unit_ident, title, line_item, line_items,
                      scopes, most, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13);

-- name: lti_link_change
UPDATE lti_link
   SET context_id = $2, module_id = $3, unit_ident = $4, title = $5,
       line_item = $6, line_items = $7, scopes = $8, most = $9,
       updated_at = $10
 WHERE id = $1;

-- name: lti_member_keep
INSERT INTO lti_member (link_id, person_id, sub, role, seen_at)
VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (link_id, person_id) DO UPDATE
   SET sub = excluded.sub, role = excluded.role, seen_at = excluded.seen_at;

-- name: lti_member_role
SELECT role FROM lti_member WHERE link_id = $1 AND person_id = $2;
