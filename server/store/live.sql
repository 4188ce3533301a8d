-- name: live_questions
-- Those that most want answered first; 500 are asked for at most.
SELECT q.id, q.person_id, p.name, q.words, q.votes, q.at, q.answered_at,
       q.hidden_at
  FROM event_question q
  JOIN person p ON p.id = q.person_id
 WHERE q.event_id = $1
 ORDER BY q.votes DESC, q.at, q.id
 LIMIT $2;

-- name: live_question_by_id
SELECT q.id, q.person_id, p.name, q.words, q.votes, q.at, q.answered_at,
       q.hidden_at
  FROM event_question q
  JOIN person p ON p.id = q.person_id
 WHERE q.event_id = $1 AND q.id = $2;

-- name: live_question_count
-- Of all, and of one person those that were neither answered nor hidden.
SELECT (SELECT count(*) FROM event_question a WHERE a.event_id = $1) AS n,
       (SELECT count(*) FROM event_question b
         WHERE b.event_id = $1 AND b.person_id = $2
           AND b.answered_at IS NULL AND b.hidden_at IS NULL) AS waiting;

-- name: live_question_add
INSERT INTO event_question (id, event_id, person_id, words, votes, at)
VALUES ($1, $2, $3, $4, 0, $5);

-- name: live_question_mark
UPDATE event_question SET answered_at = $2, hidden_at = $3 WHERE id = $1;

-- name: live_vote_add
INSERT INTO event_vote (question_id, person_id) VALUES ($1, $2)
ON CONFLICT (question_id, person_id) DO NOTHING
RETURNING question_id;

-- name: live_vote_drop
DELETE FROM event_vote WHERE question_id = $1 AND person_id = $2
RETURNING question_id;

-- name: live_vote_count
UPDATE event_question SET votes = votes + $2 WHERE id = $1;

-- name: live_votes_of
SELECT v.question_id
  FROM event_question q
  JOIN event_vote v ON v.question_id = q.id AND v.person_id = $2
 WHERE q.event_id = $1;

-- name: live_seats
SELECT person_id FROM seat
 WHERE event_id = $1 AND state = 'registered'
 LIMIT $2;

-- name: live_present
-- Who was seen so far: by a code, by the host, in a file.
SELECT count(*) AS n FROM seat
 WHERE event_id = $1 AND state = 'registered'
   AND (checks > 0 OR host_word = 1 OR minutes > 0);

-- name: live_survey_mark
UPDATE seat SET survey_at = $3
 WHERE event_id = $1 AND person_id = $2 AND state = 'registered'
   AND survey_at IS NULL
RETURNING person_id;
