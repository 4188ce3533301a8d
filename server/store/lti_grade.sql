-- name: lti_told_links
SELECT l.id, l.unit_ident
  FROM lti_member m
  JOIN lti_link l ON l.id = m.link_id
 WHERE m.person_id = $1 AND m.role = 'learner' AND l.module_id = $2;

-- name: lti_told_link_get
SELECT l.id, l.unit_ident, l.module_id
  FROM lti_member m
  JOIN lti_link l ON l.id = m.link_id
 WHERE m.link_id = $1 AND m.person_id = $2 AND m.role = 'learner';

-- name: lti_told_modules
SELECT DISTINCT l.module_id
  FROM lti_member m
  JOIN lti_link l ON l.id = m.link_id
 WHERE m.person_id = $1 AND m.role = 'learner';

-- name: lti_standing_module
-- A second attempt takes nothing away from a gradebook.
SELECT a.completion, a.success, a.scaled, a.started_at, a.last_at,
       (SELECT count(*) FROM sitting s
         WHERE s.person_id = a.person_id AND s.module_id = a.module_id
           AND s.preview = 0 AND s.state = 'waiting') AS waiting
  FROM attempt a
 WHERE a.person_id = $1 AND a.module_id = $2 AND a.number > 0
 ORDER BY CASE WHEN a.completion = 'completed' THEN 0 ELSE 1 END,
          COALESCE(a.scaled, -2) DESC, a.number DESC
 LIMIT 1;

-- name: lti_standing_unit
SELECT p.completion, p.success, p.scaled, a.started_at, p.saved_at AS last_at,
       (SELECT count(*) FROM sitting s
         WHERE s.person_id = a.person_id AND s.module_id = a.module_id
           AND s.unit_ident = u.ident
           AND s.preview = 0 AND s.state = 'waiting') AS waiting
  FROM attempt a
  JOIN progress p ON p.attempt_id = a.id
  JOIN unit u ON u.id = p.unit_id
 WHERE a.person_id = $1 AND a.module_id = $2 AND a.number > 0
   AND u.ident = $3
 ORDER BY CASE WHEN p.completion = 'completed' OR p.success = 'passed' THEN 0
               ELSE 1 END,
          COALESCE(p.scaled, -2) DESC, a.number DESC
 LIMIT 1;

-- name: lti_grade_get
SELECT id, link_id, person_id, scaled, activity, grading, started_at,
       submitted_at, at_us, revision, sent, there, found, state, attempts,
       next_at, asked_at, code, said, sent_at, updated_at
  FROM lti_grade
 WHERE link_id = $1 AND person_id = $2;

-- name: lti_grade_put
INSERT INTO lti_grade (id, link_id, person_id, scaled, activity, grading,
                       started_at, submitted_at, at_us, revision, sent, state,
                       attempts, next_at, asked_at, code, said, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, 0, 'waiting', 0, $10, $10, '',
        '', $11)
    ON CONFLICT (link_id, person_id) DO UPDATE
   SET scaled = excluded.scaled, activity = excluded.activity,
       grading = excluded.grading, started_at = excluded.started_at,
       submitted_at = excluded.submitted_at, at_us = excluded.at_us,
       revision = lti_grade.revision + 1, state = 'waiting', attempts = 0,
       next_at = excluded.next_at, asked_at = excluded.asked_at, code = '',
       said = '', updated_at = excluded.updated_at;

-- name: lti_grade_platforms
SELECT l.platform_id, min(g.next_at) AS next_at
  FROM lti_grade g
  JOIN lti_link l ON l.id = g.link_id
  JOIN lti_platform p ON p.id = l.platform_id AND p.state = 'active'
  JOIN lti_deployment d ON d.platform_id = l.platform_id
                       AND d.deployment = l.deployment AND d.state = 'active'
 WHERE g.next_at <= $1
 GROUP BY l.platform_id
 ORDER BY min(g.next_at), l.platform_id
 LIMIT $2;

-- name: lti_grade_due
SELECT g.id
  FROM lti_grade g
  JOIN lti_link l ON l.id = g.link_id
  JOIN lti_deployment d ON d.platform_id = l.platform_id
                       AND d.deployment = l.deployment AND d.state = 'active'
 WHERE g.next_at <= $1 AND l.platform_id = $2
 ORDER BY g.at_us, g.id
 LIMIT $3;

-- name: lti_grade_job
-- Who became a teacher there meanwhile has no grade.
SELECT g.id, g.link_id, g.person_id, g.scaled, g.activity, g.grading,
       g.started_at, g.submitted_at, g.at_us, g.revision, g.sent, g.there,
       g.found, g.state, g.attempts, g.next_at, g.asked_at, g.code, g.said,
       g.sent_at, g.updated_at, m.sub, l.resource_link, l.module_id,
       l.unit_ident, CASE WHEN l.title = '' THEN o.title ELSE l.title END
       AS title, l.line_item, l.line_items, l.scopes, l.most,
       COALESCE(l.context_id, '') AS context_id, l.platform_id, l.deployment,
       p.issuer, p.client_id, p.token_url, p.token_audience
  FROM lti_grade g
  JOIN lti_link l ON l.id = g.link_id
  JOIN lti_platform p ON p.id = l.platform_id
  JOIN lti_member m ON m.link_id = g.link_id AND m.person_id = g.person_id
                   AND m.role = 'learner'
  JOIN module o ON o.id = l.module_id
 WHERE g.id = $1 AND g.next_at <= $2;

-- name: lti_grade_idle
-- It is due and they are no learner there any more: until they are again.
UPDATE lti_grade SET next_at = NULL WHERE id = $1 AND next_at <= $2;

-- name: lti_grade_arrived
-- What came about meanwhile is still to be sent.
UPDATE lti_grade
   SET sent = $2, there = $3, sent_at = $5,
       at_us = CASE WHEN at_us < $4 THEN $4 ELSE at_us END,
       state = CASE WHEN revision = $2 THEN 'sent' ELSE state END,
       attempts = CASE WHEN revision = $2 THEN 0 ELSE attempts END,
       next_at = CASE WHEN revision = $2 THEN CAST($8 AS BIGINT)
                      ELSE next_at END,
       found = CASE WHEN revision = $2 THEN CAST($6 AS DOUBLE PRECISION) END,
       code = CASE WHEN revision = $2 THEN $7 ELSE code END,
       said = CASE WHEN revision = $2 THEN '' ELSE said END
 WHERE id = $1;

-- name: lti_grade_looked
-- Unless something is to be sent by now.
UPDATE lti_grade SET found = $3, code = $4, next_at = NULL
 WHERE id = $1 AND revision = $2 AND state = 'sent';

-- name: lti_grade_failed
UPDATE lti_grade
   SET state = $3, attempts = attempts + 1, next_at = $4, code = $5, said = $6,
       found = $7
 WHERE id = $1 AND revision = $2;

-- name: lti_grade_defer
-- What arrived stays so: it was only to be looked at once more.
UPDATE lti_grade
   SET state = CASE WHEN state = 'waiting' AND asked_at <= $4 THEN 'attention'
                    ELSE state END,
       next_at = CASE WHEN state = 'sent' OR asked_at <= $4 THEN NULL
                      ELSE CAST($3 AS BIGINT) END,
       code = CASE WHEN state = 'sent' THEN code ELSE $5 END
 WHERE next_at <= $2
   AND link_id IN (SELECT l.id FROM lti_link l WHERE l.platform_id = $1);

-- name: lti_link_set_line_item
UPDATE lti_link SET line_item = $3, most = $4
 WHERE id = $1 AND line_item = $2;

-- name: lti_line_item_taken
SELECT count(*) AS n FROM lti_link
 WHERE platform_id = $1 AND line_item = $2 AND id <> $3;

-- name: lti_link_there
SELECT count(*) AS n FROM lti_link
 WHERE platform_id = $1 AND deployment = $2
   AND COALESCE(context_id, '') = $3 AND resource_link = $4;

-- name: lti_grade_page
SELECT g.id, g.link_id, g.person_id, g.scaled, g.activity, g.grading,
       g.started_at, g.submitted_at, g.at_us, g.revision, g.sent, g.there,
       g.found, g.state, g.attempts, g.next_at, g.asked_at, g.code, g.said,
       g.sent_at, g.updated_at, p.name
  FROM lti_grade g
  JOIN person p ON p.id = g.person_id
 WHERE g.link_id = $1
 ORDER BY CASE g.state WHEN 'attention' THEN 0 WHEN 'waiting' THEN 1 ELSE 2
          END, p.search, g.id
 LIMIT $2 OFFSET $3;

-- name: lti_grade_failed_page
-- What did not arrive anywhere at a platform, and why.
SELECT g.id, g.link_id, g.person_id, g.scaled, g.activity, g.grading,
       g.started_at, g.submitted_at, g.at_us, g.revision, g.sent, g.there,
       g.found, g.state, g.attempts, g.next_at, g.asked_at, g.code, g.said,
       g.sent_at, g.updated_at, p.name,
       CASE WHEN l.title = '' THEN o.title ELSE l.title END AS title,
       COALESCE(c.title, '') AS context_title
  FROM lti_link l
  JOIN lti_grade g ON g.link_id = l.id
  JOIN person p ON p.id = g.person_id
  JOIN module o ON o.id = l.module_id
  LEFT JOIN lti_context c ON c.id = l.context_id
 WHERE l.platform_id = $1 AND g.state <> 'sent' AND g.code <> ''
 ORDER BY CASE g.state WHEN 'attention' THEN 0 ELSE 1 END, g.updated_at DESC,
          g.id
 LIMIT $2 OFFSET $3;

-- name: lti_grade_failed_count
SELECT count(*) AS n
  FROM lti_link l
  JOIN lti_grade g ON g.link_id = l.id
 WHERE l.platform_id = $1 AND g.state <> 'sent' AND g.code <> '';

-- name: lti_grade_count
SELECT state, count(*) AS n FROM lti_grade WHERE link_id = $1 GROUP BY state;

-- name: lti_grade_link
SELECT link_id FROM lti_grade WHERE id = $1;

-- name: lti_grade_again
-- Whoever asks has seen why it did not arrive. What waits for its turn goes on
-- as it is, only sooner.
UPDATE lti_grade
   SET next_at = $2, asked_at = $2, pressed_at = $2,
       attempts = CASE WHEN state = 'waiting' THEN attempts ELSE 0 END,
       there = CASE WHEN code IN ('overridden', 'teacher_keeps') THEN found
                    ELSE there END,
       found = CASE WHEN state = 'waiting'
                      OR code IN ('overridden', 'teacher_keeps') THEN found
               END,
       revision = CASE WHEN state = 'waiting' THEN revision
                       ELSE revision + 1 END,
       at_us = CASE WHEN state = 'waiting' THEN at_us
                    WHEN at_us < CAST($2 AS BIGINT) * 1000
                    THEN CAST($2 AS BIGINT) * 1000
                    ELSE at_us + 1000 END,
       state = 'waiting', code = '', said = ''
 WHERE id = $1 AND (pressed_at IS NULL OR pressed_at <= $3)
RETURNING link_id;

-- name: lti_grade_again_all
UPDATE lti_grade
   SET state = 'waiting', attempts = 0, next_at = $2, asked_at = $2,
       pressed_at = $2,
       there = CASE WHEN code = 'overridden' THEN found ELSE there END,
       found = CASE WHEN code = 'overridden' THEN found END,
       revision = revision + 1,
       at_us = CASE WHEN at_us < CAST($2 AS BIGINT) * 1000
                    THEN CAST($2 AS BIGINT) * 1000
                    ELSE at_us + 1000 END,
       code = '', said = ''
 WHERE link_id = $1 AND state = 'attention'
   AND (pressed_at IS NULL OR pressed_at <= $3)
RETURNING id;

-- name: lti_link_forget_line_item
-- Of a link some of whose grades are to be sent again after it was gone.
UPDATE lti_link SET line_item = '', most = 0
 WHERE id = $1
   AND EXISTS (SELECT 1 FROM lti_grade g
                WHERE g.link_id = lti_link.id AND g.code = 'line_item_gone');

-- name: lti_grade_reopen
UPDATE lti_grade
   SET state = 'waiting', attempts = 0, next_at = $2, asked_at = $2, code = '',
       said = ''
 WHERE link_id = $1
   AND (code IN ('grades_off', 'line_item_missing', 'line_item_gone',
                 'scope_refused', 'scope_narrowed', 'address_refused')
        OR (state = 'waiting' AND next_at IS NULL));

-- name: lti_link_about
SELECT l.id, p.agency_id, l.module_id,
       CASE WHEN l.title = '' THEN o.title ELSE l.title END AS title,
       COALESCE(c.title, '') AS context_title,
       COALESCE(c.members_url, '') AS members_url, l.resource_link,
       COALESCE(m.role, '') AS role, l.platform_id, l.deployment, p.issuer,
       p.client_id, p.token_url, p.token_audience,
       CASE WHEN p.state = 'active' AND d.state = 'active' THEN 1 ELSE 0 END
       AS active
  FROM lti_link l
  JOIN lti_platform p ON p.id = l.platform_id
  JOIN module o ON o.id = l.module_id
  LEFT JOIN lti_deployment d ON d.platform_id = l.platform_id
                            AND d.deployment = l.deployment
  LEFT JOIN lti_context c ON c.id = l.context_id
  LEFT JOIN lti_member m ON m.link_id = l.id AND m.person_id = $2
 WHERE l.id = $1;

-- name: lti_known_of_link
-- All of that platform who have opened the link, by the name it has for them.
SELECT m.sub, m.person_id,
       CASE WHEN a.completion IS NULL OR a.completion = 'not attempted' THEN 0
            ELSE 1 END AS begun,
       CASE WHEN a.completion = 'completed' THEN 1 ELSE 0 END AS completed
  FROM lti_member m
  JOIN lti_link l ON l.id = m.link_id
  LEFT JOIN attempt a ON a.person_id = m.person_id
                     AND a.module_id = l.module_id AND a.number > 0
                     AND a.number = (SELECT max(b.number) FROM attempt b
                                      WHERE b.person_id = a.person_id
                                        AND b.module_id = a.module_id)
 WHERE m.link_id = $1
 ORDER BY m.sub;
