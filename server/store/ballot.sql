-- name: ballot_box_get
SELECT waiting FROM ballot_box WHERE source = $1 AND source_id = $2;

-- name: ballot_box_put
INSERT INTO ballot_box (source, source_id, waiting) VALUES ($1, $2, $3)
    ON CONFLICT (source, source_id) DO UPDATE SET waiting = excluded.waiting;

-- name: ballot_box_page
-- All boxes, behind the one named.
SELECT source, source_id
  FROM ballot_box
 WHERE (source, source_id) > ($1, $2)
 ORDER BY source, source_id
 LIMIT $3;

-- name: ballot_box_any
SELECT count(*) AS n FROM (SELECT 1 AS one FROM ballot_box LIMIT 1) boxes;

-- name: ballot_block_add
INSERT INTO ballot_block (id, source, source_id, batch_id, unit_id, size, tally)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: ballot_text_add
INSERT INTO ballot_text (id, block_id, question, words)
VALUES ($1, $2, $3, $4);

-- name: ballot_blocks
SELECT b.id, b.batch_id, b.unit_id, b.size, b.tally, u.name AS unit,
       COALESCE(t.agency_id, '') AS batch_agency,
       COALESCE(u.agency_id, '') AS unit_agency, t.name AS batch,
       p.title AS programme
  FROM ballot_block b
  LEFT JOIN org_unit u ON u.id = b.unit_id
  LEFT JOIN batch t ON t.id = b.batch_id
  LEFT JOIN programme p ON p.id = t.programme_id
 WHERE b.source = $1 AND b.source_id = $2
 ORDER BY b.id
 LIMIT $3;

-- name: ballot_texts
-- In the order of their ids, which is none.
SELECT t.question, t.words
  FROM ballot_block b
  JOIN ballot_text t ON t.block_id = b.id
 WHERE b.source = $1 AND b.source_id = $2
 ORDER BY t.id
 LIMIT $3;

-- name: ballot_unit_of
SELECT unit_id FROM membership WHERE person_id = $1 AND until_day IS NULL;

-- name: ballot_batch_module
-- The newest of the person's batches that has this module among its steps.
SELECT e.batch_id
  FROM enrolment e
  JOIN batch b ON b.id = e.batch_id
 WHERE e.person_id = $1 AND e.state <> 'withdrawn'
   AND EXISTS (SELECT 1 FROM activity a
                WHERE a.programme_id = b.programme_id AND a.module_id = $2
                  AND a.removed_at IS NULL)
 ORDER BY e.at DESC, e.id DESC
 LIMIT 1;

-- name: ballot_batch_event
SELECT e.batch_id
  FROM batch_event v
  JOIN enrolment e ON e.batch_id = v.batch_id AND e.person_id = $1
 WHERE v.event_id = $2 AND e.state <> 'withdrawn'
 ORDER BY e.at DESC, e.id DESC
 LIMIT 1;

-- name: ballot_batch_survey
-- By what the survey is attached to.
SELECT e.batch_id
  FROM enrolment e
  JOIN batch b ON b.id = e.batch_id
 WHERE e.person_id = $1 AND e.state <> 'withdrawn'
   AND EXISTS (SELECT 1 FROM survey_target t
                WHERE t.survey_id = $2
                  AND ((t.kind = 'programme' AND t.ref = b.programme_id)
                    OR (t.kind = 'module' AND EXISTS (
                        SELECT 1 FROM activity a
                         WHERE a.programme_id = b.programme_id
                           AND a.module_id = t.ref AND a.removed_at IS NULL))
                    OR (t.kind = 'event' AND EXISTS (
                        SELECT 1 FROM batch_event v
                         WHERE v.batch_id = b.id AND v.event_id = t.ref))))
 ORDER BY e.at DESC, e.id DESC
 LIMIT 1;

-- name: ballot_old_units
-- What was kept before there were boxes: told answers together.
SELECT unit_id AS source_id, told FROM survey_answer
 GROUP BY unit_id, told
 ORDER BY unit_id, told
 LIMIT 1;

-- name: ballot_old_unit
SELECT id, answers FROM survey_answer
 WHERE unit_id = $1 AND told = $2
 ORDER BY id
 LIMIT $3;

-- name: ballot_old_unit_drop
DELETE FROM survey_answer WHERE id = $1;

-- name: ballot_old_events
SELECT event_id AS source_id, told FROM event_answer
 GROUP BY event_id, told
 ORDER BY event_id, told
 LIMIT 1;

-- name: ballot_old_event
SELECT id, answers FROM event_answer
 WHERE event_id = $1 AND told = $2
 ORDER BY id
 LIMIT $3;

-- name: ballot_old_event_drop
DELETE FROM event_answer WHERE id = $1;
