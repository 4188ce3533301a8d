-- name: setup_counts
SELECT (SELECT count(*) FROM person) AS people,
       (SELECT count(*) FROM module WHERE state = 'published') AS modules;
