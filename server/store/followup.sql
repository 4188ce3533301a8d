-- name: followup_add
INSERT INTO followup (id, plan_id, day, role, recipient, due_at, epoch,
                      expires_at, letters, next_at)
VALUES ($1, $2, $3, $4, $5, $6, 1, $7, 0, $8)
    ON CONFLICT (plan_id, day, role) DO NOTHING;

-- name: followup_of_plans
SELECT id, plan_id, day, role, recipient, due_at, epoch, expires_at, letters,
       next_at, first_sent_at, answered_at, answers
  FROM followup
 WHERE plan_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
                   $14, $15, $16, $17, $18, $19, $20)
 ORDER BY plan_id, day, role;

-- name: followup_by_id
SELECT id, plan_id, day, role, recipient, due_at, epoch, expires_at, letters,
       next_at, first_sent_at, answered_at, answers
  FROM followup
 WHERE id = $1;

-- name: followup_due
-- The oldest first; $2 = 1: of learners alone, who can be told without mail.
SELECT id, plan_id, day, role, recipient, due_at, epoch, expires_at, letters,
       next_at, first_sent_at, answered_at, answers
  FROM followup
 WHERE next_at <= $1 AND ($2 = 0 OR role = 'learner' OR expires_at <= $1)
 ORDER BY next_at, id
 LIMIT $3;

-- name: followup_written
-- Of several that would write the letter, one does.
UPDATE followup
   SET letters = letters + 1, next_at = $4,
       first_sent_at = coalesce(first_sent_at, $5)
 WHERE id = $1 AND epoch = $2 AND letters = $3 AND answered_at IS NULL
RETURNING id;

-- name: followup_answer
UPDATE followup
   SET answered_at = $3, answers = $4, gist = $5, next_at = NULL
 WHERE id = $1 AND epoch = $2 AND answered_at IS NULL
RETURNING id;

-- name: followup_set
-- To whom, and when the next letter is due: links of before are worth nothing.
UPDATE followup
   SET recipient = $2, epoch = epoch + 1, letters = $3, next_at = $4
 WHERE id = $1 AND answered_at IS NULL;

-- name: followup_set_next
UPDATE followup SET next_at = $2 WHERE id = $1 AND answered_at IS NULL;

-- name: followup_quiet
UPDATE followup SET next_at = NULL
 WHERE plan_id = $1 AND next_at IS NOT NULL;

-- name: followup_quiet_before
-- Another plan for the same thing: nobody is reminded of both.
UPDATE followup SET next_at = NULL
 WHERE next_at IS NOT NULL
   AND plan_id IN (SELECT p.id FROM action_plan p
                    WHERE p.person_id = $1 AND p.source = $2
                      AND p.source_id = $3 AND p.id <> $4);

-- name: followup_rates_source
-- How many were asked and answered, by day and role.
SELECT f.day, f.role, count(f.first_sent_at) AS asked,
       count(f.answered_at) AS answered
  FROM action_plan p
  JOIN followup f ON f.plan_id = p.id
 WHERE p.source = $1 AND p.source_id = $2
 GROUP BY f.day, f.role;

-- name: followup_rates_batch
SELECT f.day, f.role, count(f.first_sent_at) AS asked,
       count(f.answered_at) AS answered
  FROM action_plan p
  JOIN followup f ON f.plan_id = p.id
 WHERE p.batch_id = $1
 GROUP BY f.day, f.role;

-- name: followup_rates_agency
SELECT f.day, f.role, count(f.first_sent_at) AS asked,
       count(f.answered_at) AS answered
  FROM action_plan p
  JOIN followup f ON f.plan_id = p.id
 WHERE p.agency_id = $1
 GROUP BY f.day, f.role;

-- name: followup_told_source
-- What they answered: told in fives. Of one source, version, batch, day and role
-- the answers count as soon as five more have come, in the order they came, so
-- that all sums are of such fives and no difference of two tells of fewer.
SELECT day, role, gist, count(*) AS n
  FROM (SELECT f.day, f.role, f.gist,
               row_number() OVER (PARTITION BY p.version_id, p.batch_id, f.day,
                                               f.role
                                  ORDER BY f.answered_at, f.id) AS nth,
               count(*) OVER (PARTITION BY p.version_id, p.batch_id, f.day,
                                           f.role) AS answered
          FROM action_plan p
          JOIN followup f ON f.plan_id = p.id AND f.answered_at IS NOT NULL
         WHERE p.source = $1 AND p.source_id = $2
           AND ($3 = '' OR p.version_id = $3)) AS t
 WHERE nth <= answered / $4 * $4
 GROUP BY day, role, gist;

-- name: followup_told_batch
SELECT day, role, gist, count(*) AS n
  FROM (SELECT f.day, f.role, f.gist,
               row_number() OVER (PARTITION BY f.day, f.role
                                  ORDER BY f.answered_at, f.id) AS nth,
               count(*) OVER (PARTITION BY f.day, f.role) AS answered
          FROM action_plan p
          JOIN followup f ON f.plan_id = p.id AND f.answered_at IS NOT NULL
         WHERE p.batch_id = $1) AS t
 WHERE nth <= answered / $2 * $2
 GROUP BY day, role, gist;

-- name: followup_told_agency
SELECT day, role, gist, count(*) AS n
  FROM (SELECT f.day, f.role, f.gist,
               row_number() OVER (PARTITION BY p.source, p.source_id,
                                               p.version_id, p.batch_id, f.day,
                                               f.role
                                  ORDER BY f.answered_at, f.id) AS nth,
               count(*) OVER (PARTITION BY p.source, p.source_id, p.version_id,
                                           p.batch_id, f.day,
                                           f.role) AS answered
          FROM action_plan p
          JOIN followup f ON f.plan_id = p.id AND f.answered_at IS NOT NULL
         WHERE p.agency_id = $1) AS t
 WHERE nth <= answered / $2 * $2
 GROUP BY day, role, gist;
