-- name: post_threads
-- Those that answer no other, the newest first.
SELECT p.id, p.activity_id, p.batch_id, p.person_id, w.name AS person_name,
       p.parent_id, p.words, p.at, p.changed_at, p.hidden_at, p.hidden_why
  FROM post p
  JOIN person w ON w.id = p.person_id
 WHERE p.batch_id = $1 AND p.activity_id = $2 AND p.parent_id IS NULL
 ORDER BY p.at DESC, p.id DESC
 LIMIT $3 OFFSET $4;

-- name: post_answers
-- Of the threads among those, the oldest first.
SELECT p.id, p.activity_id, p.batch_id, p.person_id, w.name AS person_name,
       p.parent_id, p.words, p.at, p.changed_at, p.hidden_at, p.hidden_why
  FROM post p
  JOIN person w ON w.id = p.person_id
 WHERE p.parent_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
                       $14, $15, $16, $17, $18, $19, $20)
 ORDER BY p.at, p.id;

-- name: post_by_id
SELECT p.id, p.activity_id, p.batch_id, p.person_id, w.name AS person_name,
       p.parent_id, p.words, p.at, p.changed_at, p.hidden_at, p.hidden_why
  FROM post p
  JOIN person w ON w.id = p.person_id
 WHERE p.id = $1 AND p.batch_id = $2 AND p.activity_id = $3;

-- name: post_add
INSERT INTO post (id, activity_id, batch_id, person_id, parent_id, words, at,
                  hidden_why)
VALUES ($1, $2, $3, $4, $5, $6, $7, '');

-- name: post_change
UPDATE post SET words = $2, changed_at = $3 WHERE id = $1;

-- name: post_hide
UPDATE post SET hidden_at = $2, hidden_by = $3, hidden_why = $4 WHERE id = $1;

-- name: post_counts
-- Of one discussion: all, threads, and what one person wrote that is not hidden.
SELECT count(*) AS posts,
       COALESCE(sum(CASE WHEN parent_id IS NULL THEN 1 ELSE 0 END), 0)
           AS threads,
       COALESCE(sum(CASE WHEN person_id = $3 AND hidden_at IS NULL
                         THEN 1 ELSE 0 END), 0) AS own
  FROM post
 WHERE batch_id = $1 AND activity_id = $2;

-- name: post_lately
SELECT count(*) AS n FROM post WHERE person_id = $1 AND at > $2;

-- name: discussion_stand
SELECT revision, closed_at FROM discussion
 WHERE batch_id = $1 AND activity_id = $2;

-- name: discussion_move
INSERT INTO discussion (batch_id, activity_id, revision)
VALUES ($1, $2, 1)
    ON CONFLICT (batch_id, activity_id)
    DO UPDATE SET revision = discussion.revision + 1;

-- name: discussion_shut
UPDATE discussion SET closed_at = $3, closed_by = $4
 WHERE batch_id = $1 AND activity_id = $2;
