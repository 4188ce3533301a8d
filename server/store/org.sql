-- name: org_units
SELECT u.id, u.agency_id, u.parent_id, u.name, u.created_at, u.closed_at,
       (SELECT count(*) FROM membership m
         WHERE m.unit_id = u.id AND m.until_day IS NULL) AS people
  FROM org_unit u
 WHERE u.agency_id = $1
 ORDER BY u.name, u.id;

-- name: org_unit_by_id
SELECT u.id, u.agency_id, u.parent_id, u.name, u.created_at, u.closed_at,
       (SELECT count(*) FROM membership m
         WHERE m.unit_id = u.id AND m.until_day IS NULL) AS people
  FROM org_unit u
 WHERE u.id = $1;

-- name: org_unit_add
INSERT INTO org_unit (id, agency_id, parent_id, name, created_at, closed_at)
VALUES ($1, $2, $3, $4, $5, NULL);

-- name: org_unit_change
UPDATE org_unit SET parent_id = $2, name = $3, closed_at = $4 WHERE id = $1;

-- name: jobs_of
SELECT j.id, j.agency_id, j.name, j.kind, j.created_at, j.closed_at,
       (SELECT count(*)
          FROM membership m
          JOIN org_unit u ON u.id = m.unit_id
         WHERE m.job_id = j.id AND m.until_day IS NULL
           AND u.agency_id = $1) AS people
  FROM job j
 WHERE j.agency_id = $1 OR j.agency_id IS NULL
 ORDER BY j.name, j.id;

-- name: job_by_id
SELECT j.id, j.agency_id, j.name, j.kind, j.created_at, j.closed_at,
       (SELECT count(*) FROM membership m
         WHERE m.job_id = j.id AND m.until_day IS NULL) AS people
  FROM job j
 WHERE j.id = $1;

-- name: job_add
INSERT INTO job (id, agency_id, name, kind, created_at, closed_at)
VALUES ($1, $2, $3, $4, $5, NULL);

-- name: job_change
UPDATE job SET name = $2, kind = $3, closed_at = $4 WHERE id = $1;

-- name: supervisions_of
SELECT u.id, u.agency_id, u.parent_id, u.name, u.created_at, u.closed_at,
       (SELECT count(*) FROM membership m
         WHERE m.unit_id = u.id AND m.until_day IS NULL) AS people
  FROM supervision s
  JOIN org_unit u ON u.id = s.unit_id
 WHERE s.person_id = $1
 ORDER BY u.name, u.id;

-- name: supervision_add
INSERT INTO supervision (person_id, unit_id) VALUES ($1, $2)
    ON CONFLICT DO NOTHING;

-- name: supervisions_clear
DELETE FROM supervision WHERE person_id = $1;
