-- name: caption_list
-- The path has the blob in it: what is replaced has another address, since
-- browsers keep files for ever.
SELECT c.lang, c.blob, c.size, c.cues, c.at,
       '~captions/' || substr(c.blob, 1, 16) || '.' || c.lang || '.vtt' AS path
  FROM caption c
 WHERE c.unit_id = $1
 ORDER BY c.lang;

-- name: caption_put
INSERT INTO caption (unit_id, lang, blob, size, cues, person_id, at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (unit_id, lang) DO UPDATE
   SET blob = excluded.blob, size = excluded.size, cues = excluded.cues,
       person_id = excluded.person_id, at = excluded.at;

-- name: caption_remove
DELETE FROM caption WHERE unit_id = $1 AND lang = $2 RETURNING lang;

-- name: caption_before
SELECT u.id AS unit_id, v.number
  FROM version v
  JOIN unit u ON u.version_id = v.id
 WHERE v.module_id = $1 AND v.number < $2
   AND EXISTS (SELECT 1 FROM caption c WHERE c.unit_id = u.id)
 ORDER BY v.number DESC
 LIMIT 1;

-- name: caption_carry
INSERT INTO caption (unit_id, lang, blob, size, cues, person_id, at)
SELECT CAST($2 AS TEXT), c.lang, c.blob, c.size, c.cues, CAST($3 AS TEXT),
       CAST($4 AS BIGINT)
  FROM caption c
 WHERE c.unit_id = $1
ON CONFLICT (unit_id, lang) DO NOTHING;

-- name: form_list
SELECT f.unit_id, f.name, f.state, f.reason, f.tries, f.blob, f.size,
       f.media_type, f.at,
       '~forms/' || substr(f.blob, 1, 16) || '.' || f.name ||
       CASE f.media_type WHEN 'video/mp4' THEN '.mp4' ELSE '.m4a' END AS path
  FROM media_form f
 WHERE f.unit_id = $1
 ORDER BY f.name;

-- name: form_add
INSERT INTO media_form (unit_id, name, state, reason, tries, blob, size,
                        media_type, at)
VALUES ($1, $2, 'waiting', '', 0, NULL, 0, '', $3)
ON CONFLICT (unit_id, name) DO NOTHING;

-- name: form_retry
UPDATE media_form
   SET state = 'waiting', reason = '', tries = 0, at = $2
 WHERE unit_id = $1 AND state = 'failed';

-- name: form_next
-- A version of one file has that and perhaps captions.
SELECT f.unit_id, f.name, f.state, f.reason, f.tries, NULL AS blob, f.size,
       f.media_type, f.at, NULL AS path, v.module_id, x.blob AS original,
       x.media_type AS type, x.size AS bytes, u.launch
  FROM media_form f
  JOIN unit u ON u.id = f.unit_id
  JOIN version v ON v.id = u.version_id
  JOIN version_file x ON x.version_id = v.id
   AND (x.media_type LIKE 'video/%' OR x.media_type LIKE 'audio/%')
 WHERE f.state = 'waiting'
 ORDER BY f.at, f.unit_id, f.name
 LIMIT 1;

-- name: form_tried
UPDATE media_form SET tries = tries + $3 WHERE unit_id = $1 AND name = $2;

-- name: form_settle
UPDATE media_form
   SET state = $3, reason = $4, blob = $5, size = $6, media_type = $7, at = $8
 WHERE unit_id = $1 AND name = $2;
