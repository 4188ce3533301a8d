-- name: storage_modules
-- What each module's versions take, a file that they share counted once; the
-- biggest first.
SELECT m.id, m.title, m.state, g.name AS agency_name, b.bytes
  FROM (SELECT module_id, sum(size) AS bytes
          FROM (SELECT DISTINCT v.module_id, f.blob, f.size
                  FROM (SELECT version_id, blob, size FROM version_file
                        UNION
                        SELECT version_id, blob, size FROM version_source) f
                  JOIN version v ON v.id = f.version_id) files
         GROUP BY module_id) b
  JOIN module m ON m.id = b.module_id
  JOIN agency g ON g.id = m.agency_id
 ORDER BY b.bytes DESC, m.id
 LIMIT $1;

-- name: storage_versions
-- `own` is what no other version, draft or picture has: removing it frees that.
SELECT v.id, v.module_id, v.number, v.bytes, v.files, v.created_at,
       CASE WHEN m.version_id = v.id THEN 1 ELSE 0 END AS current,
       (SELECT count(*) FROM attempt a
         WHERE a.version_id = v.id AND a.number > 0) AS attempts,
       (SELECT count(*) FROM wish w
         WHERE w.version_id = v.id AND w.state = 'waiting') AS asked,
       coalesce(o.own, 0) AS own
  FROM version v
  JOIN module m ON m.id = v.module_id
  LEFT JOIN (SELECT version_id, sum(size) AS own
               FROM (SELECT min(version_id) AS version_id, blob,
                            max(size) AS size
                       FROM (SELECT version_id, blob, size FROM version_file
                             UNION
                             SELECT version_id, blob, size
                               FROM version_source) used
                      GROUP BY blob
                     HAVING min(version_id) = max(version_id)) single
              WHERE NOT EXISTS (SELECT 1 FROM module p
                                 WHERE p.picture = single.blob)
                AND NOT EXISTS (SELECT 1 FROM draft_file d
                                 WHERE d.blob = single.blob)
                AND NOT EXISTS (SELECT 1 FROM certificate_signed d
                                 WHERE d.blob = single.blob)
                AND NOT EXISTS (SELECT 1 FROM material d
                                 WHERE d.blob = single.blob)
                AND NOT EXISTS (SELECT 1 FROM submission_file d
                                 WHERE d.blob = single.blob)
              GROUP BY version_id) o ON o.version_id = v.id
 WHERE v.removed_at IS NULL
 ORDER BY v.module_id, v.number DESC;

-- name: storage_version
-- What decides whether this one may go.
SELECT CASE WHEN m.version_id = v.id THEN 1 ELSE 0 END AS current,
       -- Attempts that a minor change took along leave their sittings here.
       (SELECT count(*) FROM attempt a
         WHERE a.version_id = v.id AND a.number > 0) +
       (SELECT count(*) FROM sitting s JOIN unit u ON u.id = s.unit_id
         WHERE u.version_id = v.id AND s.preview = 0) AS attempts,
       (SELECT count(*) FROM wish w
         WHERE w.version_id = v.id AND w.state = 'waiting') AS asked
  FROM version v
  JOIN module m ON m.id = v.module_id
 WHERE v.id = $1 AND v.module_id = $2 AND v.removed_at IS NULL;

-- name: storage_blobs
-- All that the version and its units have.
SELECT blob FROM version_file WHERE version_id = $1
UNION
SELECT blob FROM version_source WHERE version_id = $1
UNION
SELECT c.blob FROM caption c JOIN unit u ON u.id = c.unit_id
 WHERE u.version_id = $1
UNION
SELECT f.blob FROM media_form f JOIN unit u ON u.id = f.unit_id
 WHERE u.version_id = $1 AND f.blob IS NOT NULL;

-- name: blob_needed
SELECT blob FROM version_file WHERE blob = $1
UNION ALL
SELECT blob FROM version_source WHERE blob = $1
UNION ALL
SELECT blob FROM caption WHERE blob = $1
UNION ALL
SELECT blob FROM media_form WHERE blob = $1
UNION ALL
SELECT blob FROM draft_file WHERE blob = $1
UNION ALL
SELECT blob FROM certificate_signed WHERE blob = $1
UNION ALL
SELECT picture FROM module WHERE picture = $1
UNION ALL
SELECT picture FROM wish WHERE picture = $1 AND state = 'waiting'
UNION ALL
SELECT blob FROM material WHERE blob = $1
UNION ALL
SELECT blob FROM submission_file WHERE blob = $1
LIMIT 1;

-- name: preview_drop_names
-- From here on: what those who only looked at the version left.
DELETE FROM statement_name WHERE statement_id IN
 (SELECT s.id FROM statement s JOIN run r ON r.id = s.run_id
    JOIN attempt a ON a.id = r.attempt_id
   WHERE a.version_id = $1 AND a.number < 0);

-- name: preview_drop_statements
DELETE FROM statement WHERE run_id IN
 (SELECT r.id FROM run r JOIN attempt a ON a.id = r.attempt_id
   WHERE a.version_id = $1 AND a.number < 0);

-- name: preview_drop_au_runs
DELETE FROM au_run WHERE attempt_id IN
 (SELECT id FROM attempt WHERE version_id = $1 AND number < 0);

-- name: preview_drop_aus
DELETE FROM au WHERE attempt_id IN
 (SELECT id FROM attempt WHERE version_id = $1 AND number < 0);

-- name: preview_drop_changes
DELETE FROM mark_change WHERE sitting_id IN
 (SELECT s.id FROM sitting s JOIN attempt a ON a.id = s.attempt_id
   WHERE a.version_id = $1 AND a.number < 0);

-- name: preview_drop_marks
DELETE FROM sitting_mark WHERE sitting_id IN
 (SELECT s.id FROM sitting s JOIN attempt a ON a.id = s.attempt_id
   WHERE a.version_id = $1 AND a.number < 0);

-- name: preview_drop_sittings
DELETE FROM sitting WHERE attempt_id IN
 (SELECT id FROM attempt WHERE version_id = $1 AND number < 0);

-- name: preview_drop_progress
DELETE FROM progress WHERE attempt_id IN
 (SELECT id FROM attempt WHERE version_id = $1 AND number < 0);

-- name: preview_drop_runs
DELETE FROM run WHERE attempt_id IN
 (SELECT id FROM attempt WHERE version_id = $1 AND number < 0);

-- name: preview_drop
DELETE FROM attempt WHERE version_id = $1 AND number < 0;

-- name: version_drop_captions
DELETE FROM caption WHERE unit_id IN
 (SELECT id FROM unit WHERE version_id = $1);

-- name: version_drop_forms
DELETE FROM media_form WHERE unit_id IN
 (SELECT id FROM unit WHERE version_id = $1);

-- name: version_drop_definitions
DELETE FROM unit_definition WHERE unit_id IN
 (SELECT id FROM unit WHERE version_id = $1);

-- name: version_drop_sources
DELETE FROM version_source WHERE version_id = $1;

-- name: version_drop_units
-- But those that are named by what is never removed: they take no room.
DELETE FROM unit
 WHERE version_id = $1
   AND NOT EXISTS (SELECT 1 FROM waiver w WHERE w.unit_id = unit.id)
   AND NOT EXISTS (SELECT 1 FROM quiz_fix f WHERE f.unit_id = unit.id)
   AND NOT EXISTS (SELECT 1 FROM ballot_box b
                    WHERE b.source = 'unit' AND b.source_id = unit.id);

-- name: version_drop_files
DELETE FROM version_file WHERE version_id = $1;

-- name: version_remove
UPDATE version
   SET removed_at = $2, removed_by = $3, digest = '', tree = '{}', report = '{}'
 WHERE id = $1;
