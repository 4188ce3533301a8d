-- name: overview_programmes
-- Those with a batch between two moments, the latest first: what was planned of
-- them, and what became of it.
SELECT p.id, p.title, p.jp, count(*) AS batches,
       sum(CASE WHEN b.state = 'closed' OR b.ends_at <= $4 THEN 1 ELSE 0 END)
           AS ended,
       sum(coalesce(b.capacity, 0)) AS seats,
       sum(CASE WHEN b.capacity IS NULL THEN 1 ELSE 0 END) AS boundless,
       sum(b.enrolled) AS enrolled, sum(b.begun) AS begun,
       sum(b.completed) AS completed
  FROM batch b
  JOIN programme p ON p.id = b.programme_id
 WHERE b.agency_id = $1 AND b.state IN ('open', 'closed') AND b.ends_at >= $2
   AND b.starts_at < $3
 GROUP BY p.id, p.title, p.jp
 ORDER BY max(b.ends_at) DESC, p.id
 LIMIT 60;

-- name: overview_indicators
-- Every figure that counts, together by indicator.
SELECT p.title, i.id, i.name, i.measure, i.better, v.phase, v.day, v.value
  FROM programme p
  JOIN indicator i ON i.programme_id = p.id AND i.removed_at IS NULL
  JOIN indicator_value v ON v.indicator_id = i.id AND v.taken_back_at IS NULL
 WHERE p.agency_id = $1
 ORDER BY p.title, p.id, i.created_at, i.id, v.day, v.id
 LIMIT 4000;

-- name: overview_needs
-- Open ones, and how many of them nothing answers.
SELECT count(*) AS waiting,
       sum(CASE WHEN EXISTS (SELECT 1 FROM need_answer a
                              WHERE a.need_id = n.id) THEN 0 ELSE 1 END) AS gaps
  FROM need n
 WHERE n.agency_id = $1 AND n.state IN ('open', 'planned');

-- name: overview_gaps
-- $2 is not counted: their own support moves nothing that they see.
SELECT t.id, t.title, t.topic, t.supporters, t.unit_name
  FROM (SELECT n.id, n.title, n.topic, u.name AS unit_name, n.created_at,
               n.supporters - CASE WHEN EXISTS (
                   SELECT 1 FROM need_support s
                    WHERE s.need_id = n.id AND s.person_id = $2)
               THEN 1 ELSE 0 END AS supporters
          FROM need n
          LEFT JOIN org_unit u ON u.id = n.unit_id
         WHERE n.agency_id = $1 AND n.state IN ('open', 'planned')
           AND NOT EXISTS (SELECT 1 FROM need_answer a
                            WHERE a.need_id = n.id)) AS t
 ORDER BY t.supporters - t.supporters %
              CASE WHEN t.supporters < 100 THEN 5
                   WHEN t.supporters < 1000 THEN 10
                   WHEN t.supporters < 10000 THEN 50 ELSE 500 END DESC,
          t.created_at DESC, t.id
 LIMIT 10;

-- name: overview_revision_count
SELECT count(*) AS n
  FROM revision_task t
  JOIN module m ON m.id = t.module_id
 WHERE t.state = 'open' AND m.agency_id = $1;

-- name: overview_revisions
-- Those that wait longest.
SELECT m.id, m.title, t.cause, t.opened_at
  FROM revision_task t
  JOIN module m ON m.id = t.module_id
 WHERE t.state = 'open' AND m.agency_id = $1
 ORDER BY t.opened_at, t.id
 LIMIT 10;

-- name: overview_gains
SELECT m.id, m.title, g.people, g.before, g.after
  FROM module m
  JOIN module_gain g ON g.module_id = m.id AND g.people > 0
 WHERE m.agency_id = $1
 ORDER BY m.title, m.id
 LIMIT 500;

-- name: module_gain_next
-- Modules behind $1 with the version that those who start now get.
SELECT id, version_id FROM module
 WHERE id > $1 AND version_id IS NOT NULL
 ORDER BY id
 LIMIT $2;

-- name: module_gain_put
INSERT INTO module_gain (module_id, people, before, after, at)
VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (module_id) DO UPDATE
   SET people = excluded.people, before = excluded.before,
       after = excluded.after, at = excluded.at;

-- name: overview_modules
-- An agency's modules and how many people, of whatever agency, have had them.
SELECT m.id, m.title, m.state, m.withdrawn_at, v.number,
       count(DISTINCT a.person_id) AS learners,
       count(DISTINCT CASE WHEN a.completion = 'completed' THEN a.person_id
                           END) AS completed,
       count(DISTINCT CASE WHEN a.success = 'passed' THEN a.person_id END)
           AS passed
  FROM module m
  LEFT JOIN version v ON v.id = m.version_id
  LEFT JOIN attempt a ON a.module_id = m.id AND a.number > 0
 WHERE m.agency_id = $1
 GROUP BY m.id, m.title, m.state, m.withdrawn_at, v.number
 ORDER BY count(DISTINCT a.person_id) DESC, m.title, m.id
 LIMIT $2 OFFSET $3;

-- name: overview_hints
SELECT h.module_id, count(*) AS n
  FROM module m
  JOIN hint h ON h.module_id = m.id AND h.state = 'open'
 WHERE m.agency_id = $1
 GROUP BY h.module_id;

-- name: overview_surveys
-- What was told of its modules' surveys, in blocks of five and more.
SELECT v.module_id, b.size, b.tally
  FROM module m
  JOIN version v ON v.module_id = m.id
  JOIN unit u ON u.version_id = v.id AND u.kind = 'survey'
  JOIN ballot_block b ON b.source = 'unit' AND b.source_id = u.id
 WHERE m.agency_id = $1;

-- name: public_figure_next
-- The next agency whose figures are for everybody.
SELECT id FROM agency WHERE figures_public = 1 AND id > $1 ORDER BY id LIMIT 1;

-- name: public_figure_counts
-- What an agency offers, who learned it, and the JP of its own people.
SELECT (SELECT count(*) FROM module m
         WHERE m.agency_id = $1 AND m.state = 'published'
           AND m.withdrawn_at IS NULL AND m.version_id IS NOT NULL) AS modules,
       (SELECT count(DISTINCT a.person_id)
          FROM module m
          JOIN attempt a ON a.module_id = m.id AND a.number > 0
         WHERE m.agency_id = $1) AS learners,
       (SELECT count(DISTINCT j.person_id) FROM jp_entry j
         WHERE j.agency_id = $1 AND j.year = $2) AS earners,
       (SELECT coalesce(sum(j.jp), 0) FROM jp_entry j
         WHERE j.agency_id = $1 AND j.year = $2) AS jp;

-- name: public_figure_completion
-- Each person counts once a module, whatever how often they began it.
SELECT count(*) AS begun, coalesce(sum(t.done), 0) AS completed
  FROM (SELECT max(CASE WHEN a.completion = 'completed' THEN 1 ELSE 0 END)
                   AS done
          FROM module m
          JOIN attempt a ON a.module_id = m.id AND a.number > 0
         WHERE m.agency_id = $1
         GROUP BY a.module_id, a.person_id) AS t;

-- name: public_figure_put
INSERT INTO agency_figure (agency_id, figures, at)
VALUES ($1, $2, $3)
    ON CONFLICT (agency_id) DO UPDATE
   SET figures = excluded.figures, at = excluded.at;

-- name: public_figure_list
SELECT g.id, g.name, g.kind, f.figures, f.at
  FROM agency g
  LEFT JOIN agency_figure f ON f.agency_id = g.id
 WHERE g.figures_public = 1
 ORDER BY g.name, g.id;

-- name: public_figure_any
SELECT 1 AS yes FROM agency WHERE figures_public = 1 LIMIT 1;
