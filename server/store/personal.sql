-- All that is stored about a person, for the copy they may have: $1 is the
-- person, $2 how many rows, $3 from which on. The columns' names are the copy's.

-- name: copy_roles
SELECT role FROM person_role WHERE person_id = $1
 ORDER BY role LIMIT $2 OFFSET $3;

-- name: copy_supervisions
SELECT u.id AS "unitId", u.name AS unit
  FROM supervision s JOIN org_unit u ON u.id = s.unit_id
 WHERE s.person_id = $1
 ORDER BY u.id LIMIT $2 OFFSET $3;

-- name: copy_memberships
SELECT u.name AS unit, j.name AS job, m.from_day AS "fromDay",
       m.until_day AS "untilDay", m.created_at AS "createdAt"
  FROM membership m
  JOIN org_unit u ON u.id = m.unit_id
  LEFT JOIN job j ON j.id = m.job_id
 WHERE m.person_id = $1
 ORDER BY m.from_day, m.id LIMIT $2 OFFSET $3;

-- name: copy_guest
SELECT nip, email, agency, created_at AS "createdAt" FROM guest
 WHERE person_id = $1
 ORDER BY created_at LIMIT $2 OFFSET $3;

-- name: copy_changes
SELECT e.kind, e.words, e.at, b.name AS by
  FROM person_event e LEFT JOIN person b ON b.id = e.by_id
 WHERE e.person_id = $1
 ORDER BY e.at, e.id LIMIT $2 OFFSET $3;

-- name: copy_name_wish
SELECT name, at FROM name_wish WHERE person_id = $1
 ORDER BY at LIMIT $2 OFFSET $3;

-- name: copy_privacy
SELECT version, at FROM privacy_ack WHERE person_id = $1
 ORDER BY version LIMIT $2 OFFSET $3;

-- name: copy_sessions
SELECT created_at AS "createdAt", seen_at AS "seenAt",
       expires_at AS "expiresAt", ended_at AS "endedAt",
       user_agent AS "userAgent", address
  FROM session
 WHERE person_id = $1
 ORDER BY created_at, id LIMIT $2 OFFSET $3;

-- name: copy_notices
SELECT kind, detail, href, at, seen_at AS "seenAt" FROM notice
 WHERE person_id = $1
 ORDER BY at, id LIMIT $2 OFFSET $3;

-- name: copy_letters
SELECT kind, recipient, subject, created_at AS "createdAt", sent_at AS "sentAt"
  FROM mail
 WHERE person_id = $1
 ORDER BY created_at, id LIMIT $2 OFFSET $3;

-- name: copy_attempts
SELECT a.id, a.module_id AS "moduleId", m.title AS module, v.number AS version,
       a.number, a.completion, a.success, a.scaled, a.units_done AS "unitsDone",
       a.started_at AS "startedAt", a.last_at AS "lastAt"
  FROM attempt a
  JOIN module m ON m.id = a.module_id
  JOIN version v ON v.id = a.version_id
 WHERE a.person_id = $1
 ORDER BY a.last_at, a.id LIMIT $2 OFFSET $3;

-- name: copy_progress
SELECT p.attempt_id AS attempt, u.title AS lesson, p.completion, p.success,
       p.scaled, p.raw, p.score_min AS "scoreMin", p.score_max AS "scoreMax",
       p.measure, p.location, p.time_ms AS "timeMs", p.source,
       p.saved_at AS "savedAt"
  FROM attempt a
  JOIN progress p ON p.attempt_id = a.id
  JOIN unit u ON u.id = p.unit_id
 WHERE a.person_id = $1
 ORDER BY p.attempt_id, p.unit_id LIMIT $2 OFFSET $3;

-- name: copy_runs
-- With what the package saved last, as it came.
SELECT r.attempt_id AS attempt, u.title AS lesson, r.started_at AS "startedAt",
       r.saved_at AS "savedAt", r.time_ms AS "timeMs", r.ended, r.item
  FROM attempt a
  JOIN run r ON r.attempt_id = a.id
  JOIN unit u ON u.id = r.unit_id
 WHERE a.person_id = $1
 ORDER BY r.id LIMIT $2 OFFSET $3;

-- name: copy_sittings
-- Without the paper, which is the author's.
SELECT s.id, s.attempt_id AS attempt, u.title AS quiz, s.number, s.state,
       s.preview, s.responses, s.began_at AS "beganAt", s.deadline,
       s.ended_at AS "endedAt", s.seen_at AS "seenAt", s.points, s.most,
       s.scaled, s.passed
  FROM sitting s
  JOIN unit u ON u.id = s.unit_id
 WHERE s.person_id = $1
 ORDER BY s.began_at, s.id LIMIT $2 OFFSET $3;

-- name: copy_sitting_marks
-- Once the learner has been told what came of it.
SELECT m.sitting_id AS sitting, m.question, m.points, m.most, m.state,
       m.time_ms AS "timeMs", m.comment, m.marked_at AS "markedAt"
  FROM sitting s
  JOIN sitting_mark m ON m.sitting_id = s.id
 WHERE s.person_id = $1 AND s.seen_at IS NOT NULL
 ORDER BY m.sitting_id, m.place LIMIT $2 OFFSET $3;

-- name: copy_quiz_leave
SELECT l.module_id AS "moduleId", l.unit_ident AS quiz,
       l.extra_minutes AS "extraMinutes", l.extra_attempts AS "extraAttempts",
       l.reason, l.at
  FROM quiz_leave l
 WHERE l.person_id = $1
 ORDER BY l.at, l.id LIMIT $2 OFFSET $3;

-- name: copy_statements
SELECT s.id, s.module_id AS "moduleId", s.voided, s.stored_at AS "storedAt",
       s.body
  FROM statement s
 WHERE s.person_id = $1
 ORDER BY s.module_id, s.stored_at, s.place, s.id LIMIT $2 OFFSET $3;

-- name: copy_reports
SELECT r.module_id AS "moduleId", m.title AS module, r.unit_title AS lesson,
       r.kind, r.words, r.at, r.state, r.answer, r.answered_at AS "answeredAt"
  FROM error_report r
  JOIN module m ON m.id = r.module_id
 WHERE r.person_id = $1
 ORDER BY r.at, r.id LIMIT $2 OFFSET $3;

-- name: copy_looks
SELECT m.title AS module, b.name AS by, l.kind, l.at
  FROM score_look l
  JOIN module m ON m.id = l.module_id
  JOIN person b ON b.id = l.looked_by
 WHERE l.person_id = $1
 ORDER BY l.at, l.id LIMIT $2 OFFSET $3;

-- name: copy_seats
SELECT v.title AS event, v.starts_at AS "startsAt", s.state,
       s.registered_at AS "registeredAt", s.cancelled_at AS "cancelledAt",
       s.joined_at AS "joinedAt", s.present, s.minutes, s.checks,
       s.host_word AS "hostWord", s.survey_at AS "surveyAt"
  FROM seat s
  JOIN event v ON v.id = s.event_id
 WHERE s.person_id = $1
 ORDER BY s.event_id LIMIT $2 OFFSET $3;

-- name: copy_presence
SELECT v.title AS event, p.source, p.minutes, p.reason, p.at
  FROM presence p
  JOIN event v ON v.id = p.event_id
 WHERE p.person_id = $1
 ORDER BY p.at, p.id LIMIT $2 OFFSET $3;

-- name: copy_attendance_lines
SELECT v.title AS event, f.format, l.name, l.email, l.minutes,
       l.joined_at AS "joinedAt", l.left_at AS "leftAt", l.state
  FROM attendance_line l
  JOIN attendance_file f ON f.id = l.file_id
  JOIN event v ON v.id = f.event_id
 WHERE l.person_id = $1
 ORDER BY l.file_id, l.place LIMIT $2 OFFSET $3;

-- name: copy_event_questions
SELECT v.title AS event, q.words, q.votes, q.at, q.answered_at AS "answeredAt",
       q.hidden_at AS "hiddenAt"
  FROM event_question q
  JOIN event v ON v.id = q.event_id
 WHERE q.person_id = $1
 ORDER BY q.at, q.id LIMIT $2 OFFSET $3;

-- name: copy_event_votes
SELECT q.words AS question
  FROM event_vote v
  JOIN event_question q ON q.id = v.question_id
 WHERE v.person_id = $1
 ORDER BY v.question_id LIMIT $2 OFFSET $3;

-- name: copy_enrolments
SELECT e.id, o.title AS programme, b.name AS batch, e.how, e.at, e.state,
       e.progress, e.begun_at AS "begunAt", e.completed_at AS "completedAt",
       e.passed, e.withdrawn_at AS "withdrawnAt"
  FROM enrolment e
  JOIN batch b ON b.id = e.batch_id
  JOIN programme o ON o.id = b.programme_id
 WHERE e.person_id = $1
 ORDER BY e.at, e.id LIMIT $2 OFFSET $3;

-- name: copy_steps
SELECT s.enrolment_id AS enrolment, a.title AS step, s.state, s.scaled, s.at
  FROM enrolment e
  JOIN activity_state s ON s.enrolment_id = e.id
  JOIN activity a ON a.id = s.activity_id
 WHERE e.person_id = $1
 ORDER BY s.enrolment_id, a.place, a.id LIMIT $2 OFFSET $3;

-- name: copy_teams
SELECT t.id, t.name FROM team_member m JOIN team t ON t.id = m.team_id
 WHERE m.person_id = $1
 ORDER BY t.id LIMIT $2 OFFSET $3;

-- name: copy_submissions
-- Their own, and what they wrote for a team.
SELECT s.id, a.title AS assignment, s.team_id AS team, s.number, s.state,
       s.words, s.updated_at AS "updatedAt", s.handed_at AS "handedAt",
       s.marks, s.points, s.most, s.comment, s.marked_at AS "markedAt"
  FROM submission s
  JOIN activity a ON a.id = s.activity_id
 WHERE s.person_id = $1 OR s.by_id = $1
 ORDER BY s.updated_at, s.id LIMIT $2 OFFSET $3;

-- name: copy_submission_files
SELECT f.submission_id AS submission, f.name, f.media_type AS "mediaType",
       f.bytes
  FROM submission s
  JOIN submission_file f ON f.submission_id = s.id
 WHERE s.person_id = $1
 ORDER BY f.submission_id, f.place LIMIT $2 OFFSET $3;

-- name: copy_posts
SELECT a.title AS discussion, p.words, p.at, p.changed_at AS "changedAt",
       p.hidden_at AS "hiddenAt", p.hidden_why AS "hiddenWhy"
  FROM post p
  JOIN activity a ON a.id = p.activity_id
 WHERE p.person_id = $1
 ORDER BY p.at, p.id LIMIT $2 OFFSET $3;

-- name: copy_competencies
SELECT c.code, c.name, p.level, p.source, p.reason, p.at
  FROM person_competency p
  JOIN competency c ON c.id = p.competency_id
 WHERE p.person_id = $1
 ORDER BY p.at, p.id LIMIT $2 OFFSET $3;

-- name: copy_jp
SELECT e.id, e.year, e.day, e.first_day AS "firstDay", e.jp AS hundredths,
       e.source, e.title, e.organiser, e.form, e.competency,
       e.training_kind AS "trainingKind", e.certificate_id AS certificate,
       e.reverses, e.reason, e.at
  FROM jp_entry e
 WHERE e.person_id = $1
 ORDER BY e.year, e.id LIMIT $2 OFFSET $3;

-- name: copy_certificates
SELECT c.id, c.number, c.kind, c.source, c.facts, c.seal,
       c.issued_at AS "issuedAt", c.replaces, c.revoked_at AS "revokedAt",
       c.revoked_why AS "revokedWhy"
  FROM certificate c
 WHERE c.person_id = $1
 ORDER BY c.issued_at, c.id LIMIT $2 OFFSET $3;

-- name: copy_surveys
-- That they were answered: what was said without a name nobody can look up.
SELECT s.title, s.anonymous FROM survey_ticket t
  JOIN survey s ON s.id = t.survey_id
 WHERE t.person_id = $1
 ORDER BY s.title, s.id LIMIT $2 OFFSET $3;

-- name: copy_survey_answers
SELECT s.title, v.number AS version, n.answers, n.at
  FROM survey_named n
  JOIN survey_version v ON v.id = n.version_id
  JOIN survey s ON s.id = v.survey_id
 WHERE n.person_id = $1
 ORDER BY n.at, v.id LIMIT $2 OFFSET $3;

-- name: copy_needs
SELECT title, about, topic, state, outcome, created_at AS "createdAt" FROM need
 WHERE created_by = $1
 ORDER BY created_at, id LIMIT $2 OFFSET $3;

-- name: copy_need_supports
SELECT n.title, s.at FROM need_support s JOIN need n ON n.id = s.need_id
 WHERE s.person_id = $1
 ORDER BY s.at, n.id LIMIT $2 OFFSET $3;

-- name: copy_action_plans
SELECT id, source, source_id AS "sourceId", choice, words, by_day AS "byDay",
       state, completed_at AS "completedAt", superior_name AS "superiorName",
       superior_email AS "superiorEmail", colleague_name AS "colleagueName",
       colleague_email AS "colleagueEmail", created_at AS "createdAt"
  FROM action_plan
 WHERE person_id = $1
 ORDER BY created_at, id LIMIT $2 OFFSET $3;

-- name: copy_followups
SELECT p.id AS "planId", f.day, f.role, f.recipient, f.due_at AS "dueAt",
       f.answered_at AS "answeredAt", f.answers
  FROM followup f JOIN action_plan p ON p.id = f.plan_id
 WHERE p.person_id = $1
 ORDER BY f.due_at, f.id LIMIT $2 OFFSET $3;

-- name: copy_mentoring
SELECT m.id, m.kind, m.topic, a.name AS mentor, b.name AS mentee,
       m.created_at AS "createdAt", m.ended_at AS "endedAt"
  FROM mentoring m
  JOIN person a ON a.id = m.mentor_id
  JOIN person b ON b.id = m.mentee_id
 WHERE m.mentor_id = $1 OR m.mentee_id = $1
 ORDER BY m.created_at, m.id LIMIT $2 OFFSET $3;

-- name: copy_mentoring_notes
SELECT n.mentoring_id AS "mentoringId", n.day, n.minutes, n.words,
       n.next_step AS "nextStep"
  FROM mentoring_note n
  JOIN mentoring m ON m.id = n.mentoring_id
 WHERE m.mentor_id = $1 OR m.mentee_id = $1
 ORDER BY n.day, n.id LIMIT $2 OFFSET $3;

-- name: copy_lti_accounts
SELECT issuer, sub, created_at AS "createdAt", joined_at AS "joinedAt"
  FROM lti_account WHERE person_id = $1
 ORDER BY created_at, issuer, sub LIMIT $2 OFFSET $3;

-- name: copy_lti_launches
SELECT l.id, p.name AS platform, l.kind, l.role, l.created_at AS "createdAt"
  FROM lti_launch l JOIN lti_platform p ON p.id = l.platform_id
 WHERE l.person_id = $1
 ORDER BY l.created_at, l.id LIMIT $2 OFFSET $3;

-- name: copy_lti_members
SELECT m.link_id AS "linkId", l.title, m.sub, m.role, m.seen_at AS "seenAt"
  FROM lti_member m JOIN lti_link l ON l.id = m.link_id
 WHERE m.person_id = $1
 ORDER BY m.seen_at, m.link_id LIMIT $2 OFFSET $3;

-- name: copy_lti_grades
SELECT g.id, l.title, g.scaled, g.activity, g.grading, g.state,
       g.sent_at AS "sentAt", g.updated_at AS "updatedAt"
  FROM lti_grade g JOIN lti_link l ON l.id = g.link_id
 WHERE g.person_id = $1
 ORDER BY g.updated_at, g.id LIMIT $2 OFFSET $3;

-- name: copy_lti_subjects
SELECT t.name AS tool, s.sub, s.created_at AS "createdAt"
  FROM lti_subject s JOIN lti_tool t ON t.id = s.tool_id
 WHERE s.person_id = $1
 ORDER BY s.created_at, s.sub LIMIT $2 OFFSET $3;

-- name: copy_lti_results
SELECT i.label, r.given, r.most, r.activity, r.grading, r.words,
       r.updated_at AS "updatedAt"
  FROM lti_result r JOIN lti_line_item i ON i.id = r.line_item_id
 WHERE r.person_id = $1
 ORDER BY r.updated_at, r.line_item_id LIMIT $2 OFFSET $3;
