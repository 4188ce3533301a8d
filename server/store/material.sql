-- name: material_list
SELECT t.id, t.event_id, t.place, t.phase, t.kind, t.title, t.module_id,
       m.title AS module_title,
       CASE WHEN m.state = 'published' AND m.withdrawn_at IS NULL
            THEN 1 ELSE 0 END AS module_published,
       t.unit_ident, t.url, t.blob, t.file_name, t.media_type, t.bytes, t.open
  FROM material t
  LEFT JOIN module m ON m.id = t.module_id
 WHERE t.event_id = $1
 ORDER BY t.place, t.id;

-- name: material_by_id
SELECT t.id, t.event_id, t.place, t.phase, t.kind, t.title, t.module_id,
       m.title AS module_title,
       CASE WHEN m.state = 'published' AND m.withdrawn_at IS NULL
            THEN 1 ELSE 0 END AS module_published,
       t.unit_ident, t.url, t.blob, t.file_name, t.media_type, t.bytes, t.open
  FROM material t
  LEFT JOIN module m ON m.id = t.module_id
 WHERE t.id = $1 AND t.event_id = $2;

-- name: material_add
INSERT INTO material (id, event_id, place, phase, kind, title, module_id,
                      unit_ident, url, blob, file_name, media_type, bytes,
                      open, created_at)
SELECT $1, $2, COALESCE(max(t.place), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10,
       $11, $12, $13, $14
  FROM material t
 WHERE t.event_id = $2
RETURNING place;

-- name: material_change
UPDATE material SET place = $3, phase = $4, title = $5, url = $6, open = $7
 WHERE id = $1 AND event_id = $2;

-- name: material_remove
DELETE FROM material WHERE id = $1 AND event_id = $2;
