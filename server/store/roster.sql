-- The places of store/several.h; one that is NULL matches nobody.

-- name: known_by_nip
SELECT p.id, p.agency_id, p.name, p.login, p.nip, p.email, p.epoch,
       p.disabled_at, p.kind,
       (SELECT coalesce(sum(CASE r.role WHEN 'author' THEN 1 WHEN 'host' THEN 2
                            WHEN 'supervisor' THEN 4 WHEN 'admin' THEN 8
                            WHEN 'organiser' THEN 16
                            WHEN 'leader' THEN 32 END), 0)
          FROM person_role r
         WHERE r.person_id = p.id) AS roles,
       m.id AS stay_id, m.unit_id, u.name AS unit_name, m.job_id,
       j.name AS job_name, m.from_day, m.until_day
  FROM person p
  LEFT JOIN membership m ON m.id =
       (SELECT l.id FROM membership l
         WHERE l.person_id = p.id
         ORDER BY l.from_day DESC, l.created_at DESC, l.id DESC
         LIMIT 1)
  LEFT JOIN org_unit u ON u.id = m.unit_id
  LEFT JOIN job j ON j.id = m.job_id
 WHERE p.nip IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
                 $11, $12, $13, $14, $15, $16, $17, $18, $19, $20);

-- name: known_by_login
SELECT p.id, p.agency_id, p.name, p.login, p.nip, p.email, p.epoch,
       p.disabled_at, p.kind,
       (SELECT coalesce(sum(CASE r.role WHEN 'author' THEN 1 WHEN 'host' THEN 2
                            WHEN 'supervisor' THEN 4 WHEN 'admin' THEN 8
                            WHEN 'organiser' THEN 16
                            WHEN 'leader' THEN 32 END), 0)
          FROM person_role r
         WHERE r.person_id = p.id) AS roles,
       m.id AS stay_id, m.unit_id, u.name AS unit_name, m.job_id,
       j.name AS job_name, m.from_day, m.until_day
  FROM person p
  LEFT JOIN membership m ON m.id =
       (SELECT l.id FROM membership l
         WHERE l.person_id = p.id
         ORDER BY l.from_day DESC, l.created_at DESC, l.id DESC
         LIMIT 1)
  LEFT JOIN org_unit u ON u.id = m.unit_id
  LEFT JOIN job j ON j.id = m.job_id
 WHERE p.login IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
                   $11, $12, $13, $14, $15, $16, $17, $18, $19, $20);

-- name: known_by_email
SELECT p.id, p.agency_id, p.name, p.login, p.nip, p.email, p.epoch,
       p.disabled_at, p.kind,
       (SELECT coalesce(sum(CASE r.role WHEN 'author' THEN 1 WHEN 'host' THEN 2
                            WHEN 'supervisor' THEN 4 WHEN 'admin' THEN 8
                            WHEN 'organiser' THEN 16
                            WHEN 'leader' THEN 32 END), 0)
          FROM person_role r
         WHERE r.person_id = p.id) AS roles,
       m.id AS stay_id, m.unit_id, u.name AS unit_name, m.job_id,
       j.name AS job_name, m.from_day, m.until_day
  FROM person p
  LEFT JOIN membership m ON m.id =
       (SELECT l.id FROM membership l
         WHERE l.person_id = p.id
         ORDER BY l.from_day DESC, l.created_at DESC, l.id DESC
         LIMIT 1)
  LEFT JOIN org_unit u ON u.id = m.unit_id
  LEFT JOIN job j ON j.id = m.job_id
 WHERE p.email IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
                   $11, $12, $13, $14, $15, $16, $17, $18, $19, $20);
