-- name: memberships_of
SELECT m.id, m.person_id, m.unit_id, u.name AS unit_name, m.job_id,
       j.name AS job_name, m.from_day, m.until_day
  FROM membership m
  JOIN org_unit u ON u.id = m.unit_id
  LEFT JOIN job j ON j.id = m.job_id
 WHERE m.person_id = $1
 ORDER BY m.from_day DESC, m.created_at DESC, m.id DESC;

-- name: membership_last
SELECT m.id, m.person_id, m.unit_id, u.name AS unit_name, m.job_id,
       j.name AS job_name, m.from_day, m.until_day
  FROM membership m
  JOIN org_unit u ON u.id = m.unit_id
  LEFT JOIN job j ON j.id = m.job_id
 WHERE m.person_id = $1
 ORDER BY m.from_day DESC, m.created_at DESC, m.id DESC
 LIMIT 1;

-- name: membership_add
INSERT INTO membership (id, person_id, unit_id, job_id, from_day, until_day,
                        created_by, created_at)
VALUES ($1, $2, $3, $4, $5, NULL, $6, $7);

-- name: membership_end
UPDATE membership SET until_day = $2 WHERE id = $1;

-- name: membership_correct
UPDATE membership SET unit_id = $2, job_id = $3 WHERE id = $1;

-- name: membership_undo
DELETE FROM membership WHERE id = $1;
