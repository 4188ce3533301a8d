-- name: jp_rules_for
SELECT id, agency_id, source, form, from_day, until_day, needs, graded, factor,
       most, renew_months, paper, created_by, created_at, ended_at
  FROM jp_rule
 WHERE source = $1 AND form = $2 AND (agency_id IS NULL OR agency_id = $3);

-- name: jp_rule_list
SELECT r.id, r.agency_id, r.source, r.form, r.from_day, r.until_day, r.needs,
       r.graded, r.factor, r.most, r.renew_months, r.paper,
       p.name AS created_by, r.created_at, r.ended_at
  FROM jp_rule r
  LEFT JOIN person p ON p.id = r.created_by
 WHERE r.agency_id IS NULL OR r.agency_id = $1 OR CAST($1 AS TEXT) IS NULL
 ORDER BY r.source, r.form, r.from_day DESC, r.id DESC;

-- name: jp_rule_by_id
SELECT id, agency_id, source, form, from_day, until_day, needs, graded, factor,
       most, renew_months, paper, created_by, created_at, ended_at
  FROM jp_rule
 WHERE id = $1;

-- name: jp_rule_add
INSERT INTO jp_rule (id, agency_id, source, form, from_day, until_day, needs,
                     graded, factor, most, renew_months, paper, created_by,
                     created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- name: jp_rule_end
UPDATE jp_rule SET until_day = $2, ended_at = $3 WHERE id = $1;

-- name: jp_owner_of
SELECT p.agency_id, p.kind, m.unit_id
  FROM person p
  LEFT JOIN membership m ON m.person_id = p.id AND m.until_day IS NULL
 WHERE p.id = $1;

-- name: jp_entries_of
-- Said so that SQLite does not look for the one row whose unique key is NULL:
-- nearly all are.
SELECT e.id, e.person_id, e.agency_id, e.unit_id, e.kind, e.year, e.day,
       e.first_day, e.jp, e.source, e.source_id, e.version_id, e.title,
       e.organiser, e.form, e.competency, e.training_kind, e.rule_id,
       e.evidence, e.certificate_id, e.reverses, e.reason, e.by_id, e.at,
       e.once, r.id AS reversed_by
  FROM jp_entry e
  LEFT JOIN jp_entry r ON r.reverses = e.id
 WHERE e.source = $2 AND e.source_id = $3 AND e.person_id = $1
   AND COALESCE(e.reverses, '') = ''
 ORDER BY e.at, e.id;

-- name: jp_entry_by_id
SELECT e.id, e.person_id, e.agency_id, e.unit_id, e.kind, e.year, e.day,
       e.first_day, e.jp, e.source, e.source_id, e.version_id, e.title,
       e.organiser, e.form, e.competency, e.training_kind, e.rule_id,
       e.evidence, e.certificate_id, e.reverses, e.reason, e.by_id, e.at,
       e.once, r.id AS reversed_by
  FROM jp_entry e
  LEFT JOIN jp_entry r ON r.reverses = e.id
 WHERE e.id = $1;

-- name: jp_entry_add
INSERT INTO jp_entry (id, person_id, agency_id, unit_id, kind, year, day,
                      first_day, jp, source, source_id, version_id, title,
                      organiser, form, competency, training_kind, rule_id,
                      evidence, certificate_id, reverses, reason, by_id, at,
                      once)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
        $17, $18, $19, $20, $21, $22, $23, $24, $25)
    ON CONFLICT DO NOTHING
RETURNING id;

-- name: jp_entry_certificate
UPDATE jp_entry SET certificate_id = $2
 WHERE id = $1 AND certificate_id IS NULL;

-- name: jp_entries_move
UPDATE jp_entry SET person_id = $2 WHERE person_id = $1;

-- name: jp_entries_double
SELECT e.id, e.person_id, e.agency_id, e.unit_id, e.kind, e.year, e.day,
       e.first_day, e.jp, e.source, e.source_id, e.version_id, e.title,
       e.organiser, e.form, e.competency, e.training_kind, e.rule_id,
       e.evidence, e.certificate_id, e.reverses, e.reason, e.by_id, e.at,
       e.once, CAST(NULL AS TEXT) AS reversed_by
  FROM jp_entry e
 WHERE e.person_id = $1 AND COALESCE(e.reverses, '') = ''
   AND e.source <> 'manual'
   AND NOT EXISTS (SELECT 1 FROM jp_entry r WHERE r.reverses = e.id)
   AND EXISTS (SELECT 1 FROM jp_entry o
                WHERE o.source = e.source AND o.source_id = e.source_id
                  AND o.person_id = $2 AND COALESCE(o.reverses, '') = ''
                  AND NOT EXISTS (SELECT 1 FROM jp_entry r
                                   WHERE r.reverses = o.id))
 ORDER BY e.id;

-- name: jp_entries_by_attempt
-- What rests on a pass of this attempt's module: its own entry, and those of
-- events and programmes that asked for it.
SELECT e.id, e.person_id, e.agency_id, e.unit_id, e.kind, e.year, e.day,
       e.first_day, e.jp, e.source, e.source_id, e.version_id, e.title,
       e.organiser, e.form, e.competency, e.training_kind, e.rule_id,
       e.evidence, e.certificate_id, e.reverses, e.reason, e.by_id, e.at,
       e.once, CAST(NULL AS TEXT) AS reversed_by
  FROM attempt a
  JOIN jp_entry e ON e.person_id = a.person_id
 WHERE a.id = $1 AND COALESCE(e.reverses, '') = ''
   AND ((e.source = 'module' AND e.source_id = a.module_id)
        OR (e.source = 'event' AND EXISTS (
                SELECT 1 FROM event v
                 WHERE v.id = e.source_id AND v.paper_module = a.module_id))
        OR (e.source = 'programme' AND EXISTS (
                SELECT 1 FROM activity c
                 WHERE c.programme_id = e.source_id
                   AND c.module_id = a.module_id AND c.must_pass = 1)))
   AND NOT EXISTS (SELECT 1 FROM jp_entry r WHERE r.reverses = e.id)
 ORDER BY e.id;

-- name: jp_doubt_add
INSERT INTO jp_doubt (entry_id, why, at) VALUES ($1, $2, $3)
    ON CONFLICT (entry_id) DO UPDATE
   SET why = excluded.why, at = excluded.at, settled_at = NULL,
       settled_by = NULL;

-- name: jp_doubt_settle
UPDATE jp_doubt SET settled_at = $3, settled_by = $2
 WHERE entry_id = $1 AND settled_at IS NULL;

-- name: jp_attempt_get
SELECT a.person_id, a.module_id, a.version_id, a.number, a.completion,
       a.success, a.started_at, a.last_at, m.agency_id, g.name AS agency_name,
       m.title, m.topic, m.jp
  FROM attempt a
  JOIN module m ON m.id = a.module_id
  JOIN agency g ON g.id = m.agency_id
 WHERE a.id = $1;

-- name: jp_module_competency
SELECT c.kind
  FROM module_competency m
  JOIN competency c ON c.id = m.competency_id
 WHERE m.module_id = $1
 GROUP BY c.kind
 ORDER BY count(*) DESC, c.kind
 LIMIT 1;

-- name: jp_module_in_programme
SELECT e.id
  FROM enrolment e
  JOIN batch b ON b.id = e.batch_id
  JOIN programme p ON p.id = b.programme_id
  JOIN activity a ON a.programme_id = p.id
 WHERE e.person_id = $1 AND e.state IN ('active', 'completed')
   AND b.state <> 'cancelled' AND p.jp > 0
   AND a.module_id = $2 AND a.kind = 'module' AND a.removed_at IS NULL
 LIMIT 1;

-- name: jp_parts_of_enrolment
SELECT j.id
  FROM enrolment n
  JOIN batch b ON b.id = n.batch_id
  JOIN activity a ON a.programme_id = b.programme_id AND a.removed_at IS NULL
  LEFT JOIN batch_event v ON v.batch_id = b.id AND v.activity_id = a.id
  JOIN jp_entry j ON j.person_id = n.person_id
 WHERE n.id = $1 AND COALESCE(j.reverses, '') = ''
   AND ((j.source = 'module' AND a.kind = 'module'
         AND j.source_id = a.module_id)
        OR (j.source = 'event' AND j.source_id = v.event_id))
   AND NOT EXISTS (SELECT 1 FROM jp_entry r WHERE r.reverses = j.id)
 LIMIT 1;

-- name: jp_event_in_programme
SELECT e.id
  FROM batch_event v
  JOIN batch b ON b.id = v.batch_id
  JOIN programme p ON p.id = b.programme_id
  JOIN activity a ON a.id = v.activity_id
  JOIN enrolment e ON e.batch_id = b.id
 WHERE v.event_id = $2 AND e.person_id = $1
   AND e.state IN ('active', 'completed') AND b.state <> 'cancelled'
   AND p.jp > 0 AND a.removed_at IS NULL
 LIMIT 1;

-- name: jp_seat_get
SELECT v.agency_id, g.name AS agency_name, v.title, v.place, v.kind,
       v.competency, v.paper, v.paper_module, v.jp, v.starts_at, v.ends_at,
       v.state AS event_state, v.paper_survey, s.state, s.present,
       s.survey_at
  FROM seat s
  JOIN event v ON v.id = s.event_id
  JOIN agency g ON g.id = v.agency_id
 WHERE s.event_id = $1 AND s.person_id = $2;

-- name: jp_module_passed
-- The best of a person's attempts at a module: passed, and by whose score.
SELECT a.id, a.success
  FROM attempt a
 WHERE a.person_id = $1 AND a.module_id = $2 AND a.number > 0
   AND a.success = 'passed'
 ORDER BY a.number
 LIMIT 1;

-- name: jp_events_waiting
SELECT s.event_id
  FROM seat s
  JOIN event v ON v.id = s.event_id
 WHERE s.person_id = $1 AND s.state = 'registered' AND s.present = 1
   AND v.paper_module = $2;

-- name: jp_enrolment_get
SELECT e.person_id, e.state, e.passed, e.begun_at, e.completed_at, e.at,
       p.id AS programme_id, p.agency_id, g.name AS agency_name, p.title,
       p.mode, p.competency, p.paper, p.training_kind, p.jp
  FROM enrolment e
  JOIN batch b ON b.id = e.batch_id
  JOIN programme p ON p.id = b.programme_id
  JOIN agency g ON g.id = p.agency_id
 WHERE e.id = $1;
