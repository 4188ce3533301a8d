-- name: revision_add
INSERT INTO revision_task (id, module_id, cause, cause_id, regulation, words,
                           state, from_id, opened_by, opened_at, outcome)
VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, '');

-- name: revision_by_id
SELECT r.id, r.module_id, m.title, m.agency_id, m.owner_id, r.cause,
       r.cause_id, r.regulation, r.words, r.state, r.from_id,
       f.number AS from_number, r.version_id, v.number, r.opened_by,
       o.name AS opened_name, r.opened_at, r.closed_by,
       c.name AS closed_name, r.closed_at, r.outcome, h.kind, h.unit_ident,
       h.question, h.facts, n.title AS need_title
  FROM revision_task r
  JOIN module m ON m.id = r.module_id
  LEFT JOIN version f ON f.id = r.from_id
  LEFT JOIN version v ON v.id = r.version_id
  LEFT JOIN person o ON o.id = r.opened_by
  LEFT JOIN person c ON c.id = r.closed_by
  LEFT JOIN hint h ON h.id = r.cause_id
  LEFT JOIN need n ON n.id = r.cause_id
 WHERE r.id = $1;

-- name: revision_of_module
SELECT r.id, r.module_id, m.title, m.agency_id, m.owner_id, r.cause,
       r.cause_id, r.regulation, r.words, r.state, r.from_id,
       f.number AS from_number, r.version_id, v.number, r.opened_by,
       o.name AS opened_name, r.opened_at, r.closed_by,
       c.name AS closed_name, r.closed_at, r.outcome, h.kind, h.unit_ident,
       h.question, h.facts, n.title AS need_title
  FROM revision_task r
  JOIN module m ON m.id = r.module_id
  LEFT JOIN version f ON f.id = r.from_id
  LEFT JOIN version v ON v.id = r.version_id
  LEFT JOIN person o ON o.id = r.opened_by
  LEFT JOIN person c ON c.id = r.closed_by
  LEFT JOIN hint h ON h.id = r.cause_id
  LEFT JOIN need n ON n.id = r.cause_id
 WHERE r.module_id = $1 AND ($2 = '' OR r.state = $2)
 ORDER BY CASE WHEN r.state = 'open' THEN 0 ELSE 1 END, r.opened_at DESC,
          r.id DESC
 LIMIT $3;

-- name: revision_page
SELECT r.id, r.module_id, m.title, m.agency_id, m.owner_id, r.cause,
       r.cause_id, r.regulation, r.words, r.state, r.from_id,
       f.number AS from_number, r.version_id, v.number, r.opened_by,
       o.name AS opened_name, r.opened_at, r.closed_by,
       c.name AS closed_name, r.closed_at, r.outcome, h.kind, h.unit_ident,
       h.question, h.facts, n.title AS need_title
  FROM revision_task r
  JOIN module m ON m.id = r.module_id
  LEFT JOIN version f ON f.id = r.from_id
  LEFT JOIN version v ON v.id = r.version_id
  LEFT JOIN person o ON o.id = r.opened_by
  LEFT JOIN person c ON c.id = r.closed_by
  LEFT JOIN hint h ON h.id = r.cause_id
  LEFT JOIN need n ON n.id = r.cause_id
 WHERE ($1 = '' OR m.agency_id = $1) AND r.state = $2
 ORDER BY r.opened_at DESC, r.id DESC
 LIMIT $3 OFFSET $4;

-- name: revision_page_all
SELECT r.id, r.module_id, m.title, m.agency_id, m.owner_id, r.cause,
       r.cause_id, r.regulation, r.words, r.state, r.from_id,
       f.number AS from_number, r.version_id, v.number, r.opened_by,
       o.name AS opened_name, r.opened_at, r.closed_by,
       c.name AS closed_name, r.closed_at, r.outcome, h.kind, h.unit_ident,
       h.question, h.facts, n.title AS need_title
  FROM revision_task r
  JOIN module m ON m.id = r.module_id
  LEFT JOIN version f ON f.id = r.from_id
  LEFT JOIN version v ON v.id = r.version_id
  LEFT JOIN person o ON o.id = r.opened_by
  LEFT JOIN person c ON c.id = r.closed_by
  LEFT JOIN hint h ON h.id = r.cause_id
  LEFT JOIN need n ON n.id = r.cause_id
 WHERE ($1 = '' OR m.agency_id = $1)
 ORDER BY r.opened_at DESC, r.id DESC
 LIMIT $2 OFFSET $3;

-- name: revision_open
SELECT count(*) AS n FROM revision_task WHERE module_id = $1 AND state = 'open';

-- name: revision_close
UPDATE revision_task
   SET state = $2, version_id = $3, closed_by = $4, closed_at = $5,
       outcome = $6
 WHERE id = $1 AND state = 'open'
RETURNING id;

-- name: revision_need
SELECT agency_id FROM need WHERE id = $1 AND state <> 'merged';

-- name: version_change_put
INSERT INTO version_change (version_id, changed, why, by_id, at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (version_id)
DO UPDATE SET changed = excluded.changed, why = excluded.why,
              by_id = excluded.by_id, at = excluded.at;

-- name: version_change_get
SELECT changed, why, by_id, at FROM version_change WHERE version_id = $1;
