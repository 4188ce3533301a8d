-- name: check_blob_count
SELECT count(*) AS n
  FROM (SELECT blob FROM version_file
        UNION
        SELECT blob FROM version_source
        UNION
        SELECT blob FROM caption
        UNION
        SELECT blob FROM media_form WHERE blob IS NOT NULL
        UNION
        SELECT blob FROM draft_file WHERE blob IS NOT NULL
        UNION
        SELECT blob FROM certificate_signed
        UNION
        SELECT blob FROM material WHERE blob IS NOT NULL
        UNION
        SELECT blob FROM submission_file
        UNION
        SELECT picture FROM module WHERE picture IS NOT NULL
        UNION
        SELECT picture FROM wish
         WHERE picture IS NOT NULL AND state = 'waiting') used;

-- name: check_blob_uses
-- Where a blob is needed; number 0: it is the module's picture, or would be;
-- -1: a draft's file; -2: a paper that was signed elsewhere; -3: a file beside
-- an event; -4: one that was handed in.
SELECT m.title, v.number, f.path
  FROM version_file f
  JOIN version v ON v.id = f.version_id
  JOIN module m ON m.id = v.module_id
 WHERE f.blob = $1
UNION ALL
SELECT m.title, v.number, s.path
  FROM version_source s
  JOIN version v ON v.id = s.version_id
  JOIN module m ON m.id = v.module_id
 WHERE s.blob = $1
UNION ALL
SELECT m.title, v.number, '~captions/' || c.lang
  FROM caption c
  JOIN unit u ON u.id = c.unit_id
  JOIN version v ON v.id = u.version_id
  JOIN module m ON m.id = v.module_id
 WHERE c.blob = $1
UNION ALL
SELECT m.title, v.number, '~forms/' || f.name
  FROM media_form f
  JOIN unit u ON u.id = f.unit_id
  JOIN version v ON v.id = u.version_id
  JOIN module m ON m.id = v.module_id
 WHERE f.blob = $1
UNION ALL
SELECT d.title, -1, f.path
  FROM draft_file f
  JOIN draft d ON d.id = f.draft_id
 WHERE f.blob = $1
UNION ALL
SELECT c.number, -2, ''
  FROM certificate_signed s
  JOIN certificate c ON c.id = s.certificate_id
 WHERE s.blob = $1
UNION ALL
SELECT v.title, -3, t.file_name
  FROM material t
  JOIN event v ON v.id = t.event_id
 WHERE t.blob = $1
UNION ALL
SELECT a.title, -4, f.name
  FROM submission_file f
  JOIN submission s ON s.id = f.submission_id
  JOIN activity a ON a.id = s.activity_id
 WHERE f.blob = $1
UNION ALL
SELECT title, 0, '' FROM module WHERE picture = $1
UNION ALL
SELECT m.title, 0, ''
  FROM wish w
  JOIN module m ON m.id = w.module_id
 WHERE w.picture = $1 AND w.state = 'waiting'
 ORDER BY 1, 2, 3
 LIMIT 5;

-- name: check_rows
-- Rows that are each in order but do not fit together, as a torn transaction
-- would leave them. `what` is a name of CHECK_… in store/check.h.
SELECT 'version' AS what, v.id
  FROM version v
 WHERE (v.removed_at IS NULL
        AND (v.files <> (SELECT count(*) FROM version_file f
                          WHERE f.version_id = v.id)
             OR v.units <> (SELECT count(*) FROM unit u
                             WHERE u.version_id = v.id)))
    OR NOT EXISTS (SELECT 1 FROM module_event e WHERE e.version_id = v.id)
UNION ALL
SELECT 'module', m.id
  FROM module m
 WHERE (m.version_id IS NULL AND m.state = 'published')
    OR (m.version_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM version v
                         WHERE v.id = m.version_id AND v.module_id = m.id
                           AND v.removed_at IS NULL))
UNION ALL
SELECT 'attempt', a.id
  FROM attempt a
 WHERE NOT EXISTS (SELECT 1 FROM version v
                    WHERE v.id = a.version_id AND v.module_id = a.module_id)
UNION ALL
SELECT 'run', r.id
  FROM run r
 WHERE (r.sequence > 0 AND r.saved_at IS NULL)
    OR (r.sequence > 0 AND NOT EXISTS (SELECT 1 FROM progress p
                                        WHERE p.attempt_id = r.attempt_id))
UNION ALL
SELECT 'progress', p.attempt_id
  FROM progress p
 WHERE NOT EXISTS (SELECT 1 FROM run r
                    WHERE r.id = p.run_id AND r.attempt_id = p.attempt_id)
UNION ALL
SELECT 'sitting', s.id
  FROM sitting s
 WHERE (s.state IN ('waiting', 'graded')
        AND NOT EXISTS (SELECT 1 FROM sitting_mark m
                         WHERE m.sitting_id = s.id))
    OR (s.state <> 'open' AND s.ended_at IS NULL)
    OR NOT EXISTS (SELECT 1 FROM progress p
                    WHERE p.attempt_id = s.attempt_id)
UNION ALL
SELECT 'import', i.id
  FROM import i
 WHERE i.state = 'done' AND (i.module_id IS NULL OR i.version_id IS NULL)
UNION ALL
SELECT 'import', u.id
  FROM upload u
 WHERE u.received = u.bytes
   AND NOT EXISTS (SELECT 1 FROM import i WHERE i.id = u.id)
UNION ALL
SELECT 'ballots', b.id
  FROM ballot_block b
 WHERE (b.size < 5 AND b.size <> 0)
    OR EXISTS (SELECT 1 FROM ballot_text t WHERE t.block_id = b.id
                GROUP BY t.question
               HAVING CASE WHEN b.size = 0 THEN count(*) < 5
                           ELSE count(*) > b.size END)
 ORDER BY 1, 2
 LIMIT 100;

-- name: check_items
SELECT id, sequence, item
  FROM run
 WHERE id > $1 AND item IS NOT NULL
 ORDER BY id
 LIMIT 20;

-- name: check_versions
SELECT id, tree, report FROM version WHERE id > $1 ORDER BY id LIMIT 20;

-- name: check_sittings
SELECT id, paper, responses FROM sitting WHERE id > $1 ORDER BY id LIMIT 20;

-- name: check_forms
SELECT id, form FROM survey_version WHERE id > $1 ORDER BY id LIMIT 20;

-- name: check_tallies
SELECT id, tally FROM ballot_block WHERE id > $1 ORDER BY id LIMIT 20;

-- name: check_files
-- Files that the rows promise: bytes that were acknowledged, packages that wait
-- to be read. '' asks for all of them.
SELECT id, received AS bytes
  FROM upload
 WHERE received < bytes AND received > 0 AND (id = $1 OR $1 = '')
UNION ALL
SELECT id, bytes
  FROM import
 WHERE state NOT IN ('done', 'failed') AND (id = $1 OR $1 = '')
 ORDER BY 1;
