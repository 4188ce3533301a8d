-- What becomes of everything that names a person when $1 turns out to be $2: see
-- store/personal.h. A query that needs only one of the two says which.

-- name: merge_modules
-- Modules in which $1 has attempts, with how far each of the two came.
SELECT a.module_id,
       coalesce(max(CASE WHEN a.person_id = $1 AND a.number > 0
                         THEN a.number END), 0) AS from_most,
       coalesce(max(CASE WHEN a.person_id = $2 AND a.number > 0
                         THEN a.number END), 0) AS to_most,
       coalesce(min(CASE WHEN a.person_id = $2 AND a.number < 0
                         THEN a.number END), 0) AS to_least,
       max(CASE WHEN a.person_id = $1 AND a.number > 0
                THEN CASE a.success WHEN 'passed' THEN 2 ELSE 0 END +
                     CASE a.completion WHEN 'completed' THEN 1 ELSE 0 END
                ELSE 0 END) AS from_reached,
       max(CASE WHEN a.person_id = $2 AND a.number > 0
                THEN CASE a.success WHEN 'passed' THEN 2 ELSE 0 END +
                     CASE a.completion WHEN 'completed' THEN 1 ELSE 0 END
                ELSE 0 END) AS to_reached,
       coalesce(max(CASE WHEN a.person_id = $1 AND a.number > 0
                         THEN a.last_at END), 0) AS from_last,
       coalesce(max(CASE WHEN a.person_id = $2 AND a.number > 0
                         THEN a.last_at END), 0) AS to_last
  FROM attempt a
 WHERE a.person_id IN ($1, $2)
 GROUP BY a.module_id
HAVING sum(CASE WHEN a.person_id = $1 THEN 1 ELSE 0 END) > 0;

-- name: merge_attempt_shift
UPDATE attempt SET number = number + $3
 WHERE person_id = $1 AND module_id = $2 AND number > 0;

-- name: merge_attempt_shift_looks
UPDATE attempt SET number = number + $3
 WHERE person_id = $1 AND module_id = $2 AND number < 0;

-- name: merge_attempt
UPDATE attempt SET person_id = $2 WHERE person_id = $1;

-- name: merge_sitting
UPDATE sitting SET person_id = $2 WHERE person_id = $1;

-- name: merge_sitting_order
-- Numbered anew in the order they began, out of the way of those there are.
UPDATE sitting
   SET number = 1000000 +
       (SELECT count(*) FROM sitting o
         WHERE o.person_id = sitting.person_id
           AND o.module_id = sitting.module_id
           AND o.unit_ident = sitting.unit_ident AND o.preview = 0
           AND (o.began_at < sitting.began_at
                OR (o.began_at = sitting.began_at AND o.id <= sitting.id)))
 WHERE person_id = $1 AND preview = 0;

-- name: merge_sitting_settle
UPDATE sitting SET number = number - 1000000
 WHERE person_id = $1 AND preview = 0;

-- name: merge_statement
UPDATE statement SET person_id = $2 WHERE person_id = $1;

-- name: merge_usage
INSERT INTO usage (person_id, module_id, bytes)
SELECT CAST($2 AS TEXT), u.module_id, u.bytes FROM usage u
 WHERE u.person_id = $1
    ON CONFLICT (person_id, module_id)
    DO UPDATE SET bytes = usage.bytes + excluded.bytes;

-- name: merge_usage_drop
DELETE FROM usage WHERE person_id = $1;

-- name: merge_quiz_leave
UPDATE quiz_leave SET person_id = $2 WHERE person_id = $1;

-- name: merge_error_report
UPDATE error_report SET person_id = $2 WHERE person_id = $1;

-- name: merge_score_look
UPDATE score_look SET person_id = $2 WHERE person_id = $1;

-- name: merge_module_owner
UPDATE module SET owner_id = $2 WHERE owner_id = $1;

-- name: merge_event_owner
UPDATE event SET owner_id = $2 WHERE owner_id = $1;

-- name: merge_programme_owner
UPDATE programme SET owner_id = $2 WHERE owner_id = $1;

-- name: merge_activation_drop
DELETE FROM activation WHERE person_id = $1;

-- name: merge_role_drop
DELETE FROM person_role WHERE person_id = $1;

-- name: merge_supervision_drop
DELETE FROM supervision WHERE person_id = $1;

-- name: merge_mail_drop
-- What was not sent yet would lead to an account that is no more.
DELETE FROM mail WHERE person_id = $1 AND sent_at IS NULL;

-- name: merge_membership
-- Where somebody works is said once: what is said of $2 stays.
UPDATE membership SET person_id = $2
 WHERE person_id = $1
   AND NOT EXISTS (SELECT 1 FROM membership k WHERE k.person_id = $2);

-- name: merge_membership_end
UPDATE membership SET until_day = $2
 WHERE person_id = $1 AND until_day IS NULL;

-- name: merge_seat_best
-- Of two seats at one event the better of each.
UPDATE seat
   SET state = CASE WHEN 'registered' IN (seat.state, g.state)
                    THEN 'registered'
                    WHEN 'waiting' IN (seat.state, g.state) THEN 'waiting'
                    ELSE 'cancelled' END,
       cancelled_at = CASE WHEN seat.state = 'cancelled'
                            AND g.state = 'cancelled'
                           THEN seat.cancelled_at END,
       number = CASE WHEN g.state <> 'cancelled'
                      AND (seat.state = 'cancelled' OR g.number < seat.number)
                     THEN g.number ELSE seat.number END,
       registered_at = CASE WHEN g.registered_at < seat.registered_at
                            THEN g.registered_at ELSE seat.registered_at END,
       joined_at = CASE WHEN seat.joined_at IS NULL
                          OR g.joined_at < seat.joined_at
                        THEN g.joined_at ELSE seat.joined_at END,
       present = CASE WHEN g.present > seat.present THEN g.present
                      ELSE seat.present END,
       minutes = CASE WHEN seat.minutes IS NULL OR g.minutes > seat.minutes
                      THEN g.minutes ELSE seat.minutes END,
       checks = CASE WHEN g.checks > seat.checks THEN g.checks
                     ELSE seat.checks END,
       host_word = coalesce(seat.host_word, g.host_word),
       survey_at = coalesce(seat.survey_at, g.survey_at)
  FROM seat g
 WHERE g.person_id = $1 AND seat.person_id = $2
   AND g.event_id = seat.event_id;

-- name: merge_seat_drop
DELETE FROM seat
 WHERE person_id = $1
   AND event_id IN (SELECT k.event_id FROM seat k WHERE k.person_id = $2);

-- name: merge_seat
UPDATE seat SET person_id = $2 WHERE person_id = $1;

-- name: merge_seat_count
UPDATE event
   SET registered = (SELECT count(*) FROM seat s
                      WHERE s.event_id = event.id AND s.state = 'registered'),
       waiting = (SELECT count(*) FROM seat s
                   WHERE s.event_id = event.id AND s.state = 'waiting')
 WHERE id IN (SELECT k.event_id FROM seat k WHERE k.person_id = $1);

-- name: merge_seats
SELECT event_id FROM seat WHERE person_id = $1 ORDER BY event_id;

-- name: merge_presence
UPDATE presence SET person_id = $2 WHERE person_id = $1;

-- name: merge_attendance_line
UPDATE attendance_line SET person_id = $2 WHERE person_id = $1;

-- name: merge_event_question
UPDATE event_question SET person_id = $2 WHERE person_id = $1;

-- name: merge_vote_count
-- Who voted twice for a question has voted once.
UPDATE event_question SET votes = votes - 1
 WHERE id IN (SELECT g.question_id FROM event_vote g WHERE g.person_id = $1)
   AND id IN (SELECT k.question_id FROM event_vote k WHERE k.person_id = $2);

-- name: merge_vote_drop
DELETE FROM event_vote
 WHERE person_id = $1
   AND question_id IN (SELECT k.question_id FROM event_vote k
                        WHERE k.person_id = $2);

-- name: merge_vote
UPDATE event_vote SET person_id = $2 WHERE person_id = $1;

-- name: merge_guest_drop
DELETE FROM guest WHERE person_id = $1;

-- name: merge_competency
UPDATE person_competency SET person_id = $2 WHERE person_id = $1;

-- name: merge_enrolment_twice
-- Both are in one batch: $1 withdraws, and what was done counts for $2.
UPDATE enrolment SET state = 'withdrawn', withdrawn_at = $3
 WHERE person_id = $1 AND state <> 'withdrawn'
   AND batch_id IN (SELECT k.batch_id FROM enrolment k
                     WHERE k.person_id = $2);

-- name: merge_enrolment_again
-- Who withdrew as one of the two, and goes on as the other, goes on.
UPDATE enrolment SET state = 'active', withdrawn_at = NULL
 WHERE person_id = $2 AND state = 'withdrawn'
   AND batch_id IN (SELECT g.batch_id FROM enrolment g
                     WHERE g.person_id = $1 AND g.state <> 'withdrawn');

-- name: merge_enrolment_steps
-- What was done as one is done.
INSERT INTO activity_state (enrolment_id, activity_id, state, share, scaled,
                            at)
SELECT k.id, s.activity_id, s.state, s.share, s.scaled, s.at
  FROM enrolment g
  JOIN enrolment k ON k.batch_id = g.batch_id AND k.person_id = $2
  JOIN activity_state s ON s.enrolment_id = g.id
 WHERE g.person_id = $1
    ON CONFLICT (enrolment_id, activity_id)
    DO UPDATE SET state = excluded.state, share = excluded.share,
                  scaled = excluded.scaled, at = excluded.at
     WHERE excluded.state = 'done' AND activity_state.state <> 'done';

-- name: merge_enrolment_due
UPDATE enrolment SET due = 1 WHERE person_id = $1 AND state = 'active';

-- name: merge_enrolment
UPDATE enrolment SET person_id = $2
 WHERE person_id = $1
   AND batch_id NOT IN (SELECT k.batch_id FROM enrolment k
                         WHERE k.person_id = $2);

-- name: merge_enrolment_count
UPDATE batch
   SET enrolled = (SELECT count(*) FROM enrolment e
                    WHERE e.batch_id = batch.id AND e.state <> 'withdrawn'),
       begun = (SELECT count(*) FROM enrolment e
                 WHERE e.batch_id = batch.id AND e.state <> 'withdrawn'
                   AND e.begun_at IS NOT NULL),
       completed = (SELECT count(*) FROM enrolment e
                     WHERE e.batch_id = batch.id AND e.state = 'completed')
 WHERE id IN (SELECT k.batch_id FROM enrolment k WHERE k.person_id = $1);

-- name: merge_submission
UPDATE submission SET person_id = $2 WHERE person_id = $1;

-- name: merge_submission_by
UPDATE submission SET by_id = $2 WHERE by_id = $1;

-- name: merge_submission_order
-- The newest counts: numbered in the order they were written.
UPDATE submission
   SET number = (SELECT count(*) FROM submission o
                  WHERE o.person_id = submission.person_id
                    AND o.activity_id = submission.activity_id
                    AND o.batch_id = submission.batch_id
                    AND (o.updated_at < submission.updated_at
                         OR (o.updated_at = submission.updated_at
                             AND o.id <= submission.id)))
 WHERE person_id = $1;

-- name: merge_team_drop
DELETE FROM team_member
 WHERE person_id = $1
   AND team_id IN (SELECT k.team_id FROM team_member k WHERE k.person_id = $2);

-- name: merge_team
UPDATE team_member SET person_id = $2 WHERE person_id = $1;

-- name: merge_post
UPDATE post SET person_id = $2 WHERE person_id = $1;

-- name: merge_certificate
UPDATE certificate
   SET person_id = $2, once = replace(once, $1, $2)
 WHERE person_id = $1
   AND NOT EXISTS (SELECT 1 FROM certificate o
                    WHERE o.once = replace(certificate.once, $1, $2));

-- name: merge_certificate_twice
-- Both hold one for the same thing; each goes on verifying.
UPDATE certificate SET person_id = $2 WHERE person_id = $1;

-- name: merge_notice
UPDATE notice SET person_id = $2 WHERE person_id = $1;

-- name: merge_ticket_drop
DELETE FROM survey_ticket
 WHERE person_id = $1
   AND survey_id IN (SELECT o.survey_id FROM survey_ticket o
                      WHERE o.person_id = $2);

-- name: merge_ticket
UPDATE survey_ticket SET person_id = $2 WHERE person_id = $1;

-- name: merge_named_drop
DELETE FROM survey_named
 WHERE person_id = $1
   AND version_id IN (SELECT o.version_id FROM survey_named o
                       WHERE o.person_id = $2);

-- name: merge_named
UPDATE survey_named SET person_id = $2 WHERE person_id = $1;

-- name: merge_need
UPDATE need SET created_by = $2 WHERE created_by = $1;

-- name: merge_support_count
-- Both supported it: that is one.
UPDATE need SET supporters = supporters - 1
 WHERE id IN (SELECT a.need_id FROM need_support a
                JOIN need_support b ON b.need_id = a.need_id
               WHERE a.person_id = $1 AND b.person_id = $2);

-- name: merge_support_drop
DELETE FROM need_support
 WHERE person_id = $1
   AND need_id IN (SELECT o.need_id FROM need_support o
                    WHERE o.person_id = $2);

-- name: merge_support
UPDATE need_support SET person_id = $2 WHERE person_id = $1;

-- name: merge_plan
UPDATE action_plan SET person_id = $2 WHERE person_id = $1;

-- name: merge_mentor
UPDATE mentoring SET mentor_id = $2 WHERE mentor_id = $1;

-- name: merge_mentee
UPDATE mentoring SET mentee_id = $2 WHERE mentee_id = $1;

-- name: merge_mentoring_end
-- Nobody goes on accompanying themselves.
UPDATE mentoring SET ended_at = $2
 WHERE mentor_id = $1 AND mentee_id = $1 AND ended_at IS NULL;

-- name: merge_mentoring_note
UPDATE mentoring_note SET by_id = $2 WHERE by_id = $1;

-- name: merge_lti_account
UPDATE lti_account SET person_id = $2 WHERE person_id = $1;

-- name: merge_lti_member_drop
DELETE FROM lti_member
 WHERE person_id = $1
   AND link_id IN (SELECT k.link_id FROM lti_member k WHERE k.person_id = $2);

-- name: merge_lti_member
UPDATE lti_member SET person_id = $2 WHERE person_id = $1;

-- name: merge_lti_grade_drop
DELETE FROM lti_grade
 WHERE person_id = $1
   AND link_id IN (SELECT k.link_id FROM lti_grade k WHERE k.person_id = $2);

-- name: merge_lti_grade
UPDATE lti_grade SET person_id = $2 WHERE person_id = $1;

-- name: merge_lti_pending_drop
DELETE FROM lti_pending WHERE person_id = $1;

-- name: merge_lti_joining_drop
DELETE FROM lti_joining WHERE person_id = $1;

-- name: merge_lti_subject
UPDATE lti_subject SET person_id = $2 WHERE person_id = $1;

-- name: merge_lti_result_drop
DELETE FROM lti_result
 WHERE person_id = $1
   AND line_item_id IN (SELECT k.line_item_id FROM lti_result k
                         WHERE k.person_id = $2);

-- name: merge_lti_result
UPDATE lti_result SET person_id = $2 WHERE person_id = $1;

-- name: merge_merged
UPDATE person SET merged_into = $2 WHERE merged_into = $1;

-- name: merge_name_wish_drop
DELETE FROM name_wish WHERE person_id = $1;

-- name: merge_proof_drop
DELETE FROM guest_proof WHERE person_id = $1;

-- name: merge_names_free
-- Free for the other, where they have none.
UPDATE person
   SET nip = CASE WHEN (SELECT k.nip FROM person k WHERE k.id = $2) IS NULL
                  THEN NULL ELSE nip END,
       email = CASE WHEN (SELECT k.email FROM person k WHERE k.id = $2) IS NULL
                    THEN NULL ELSE email END,
       siasn = CASE WHEN (SELECT k.siasn FROM person k WHERE k.id = $2) = ''
                    THEN '' ELSE siasn END
 WHERE id = $1;

-- name: merge_names_take
UPDATE person
   SET nip = coalesce(nip, $2), email = coalesce(email, $3),
       siasn = CASE WHEN siasn = '' THEN $4 ELSE siasn END
 WHERE id = $1;

-- name: merge_end
UPDATE person
   SET merged_into = $2, disabled_at = $3, epoch = epoch + 1,
       must_set_password = 0
 WHERE id = $1;

-- name: merge_person
SELECT p.id, p.nip, p.email, p.siasn, p.merged_into, p.guest, p.disabled_at
  FROM person p
 WHERE p.id = $1;

-- name: merge_login
-- By which login the account is reached that this one became.
SELECT k.login FROM person p JOIN person k ON k.id = p.merged_into
 WHERE p.id = $1;

-- name: guest_proof_put
INSERT INTO guest_proof (person_id, email, code_hash, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (person_id)
    DO UPDATE SET email = excluded.email, code_hash = excluded.code_hash,
                  created_at = excluded.created_at,
                  expires_at = excluded.expires_at;

-- name: guest_proof_of
SELECT email, code_hash, created_at, expires_at FROM guest_proof
 WHERE person_id = $1;

-- name: guest_proof_use
DELETE FROM guest_proof WHERE person_id = $1 AND code_hash = $2
RETURNING email;

-- name: guests_of_email
SELECT g.person_id
  FROM guest g
  JOIN person p ON p.id = g.person_id
 WHERE g.email = $1 AND p.guest = 1 AND p.disabled_at IS NULL
 ORDER BY g.person_id
 LIMIT 200;

-- name: merge_preview
-- How much there is of each, and how often both have it.
SELECT (SELECT count(*) FROM attempt WHERE person_id = $1 AND number > 0)
           AS attempts,
       (SELECT count(*) FROM attempt g
         WHERE g.person_id = $1 AND g.number = 1
           AND EXISTS (SELECT 1 FROM attempt k
                        WHERE k.person_id = $2 AND k.module_id = g.module_id
                          AND k.number > 0)) AS attempts_both,
       (SELECT count(*) FROM sitting WHERE person_id = $1 AND preview = 0)
           AS sittings,
       (SELECT count(*) FROM seat WHERE person_id = $1) AS seats,
       (SELECT count(*) FROM seat g JOIN seat k ON k.event_id = g.event_id
         WHERE g.person_id = $1 AND k.person_id = $2) AS seats_both,
       (SELECT count(*) FROM enrolment WHERE person_id = $1) AS enrolments,
       (SELECT count(*) FROM enrolment g
          JOIN enrolment k ON k.batch_id = g.batch_id
         WHERE g.person_id = $1 AND k.person_id = $2) AS enrolments_both,
       (SELECT count(*) FROM jp_entry WHERE person_id = $1) AS jp,
       (SELECT count(DISTINCT g.source_id) FROM jp_entry g
          JOIN jp_entry k ON k.source = g.source AND k.source_id = g.source_id
         WHERE g.person_id = $1 AND k.person_id = $2) AS jp_both,
       (SELECT count(*) FROM certificate WHERE person_id = $1)
           AS certificates,
       (SELECT count(*) FROM certificate g
          JOIN certificate k ON k.source = g.source
           AND k.source_id = g.source_id AND k.kind = g.kind
         WHERE g.person_id = $1 AND k.person_id = $2) AS certificates_both,
       (SELECT count(*) FROM submission WHERE person_id = $1) AS submissions,
       (SELECT count(*) FROM module WHERE owner_id = $1) +
       (SELECT count(*) FROM event WHERE owner_id = $1) +
       (SELECT count(*) FROM programme WHERE owner_id = $1) AS owned,
       (SELECT count(*) FROM person_role WHERE person_id = $1) AS roles;
