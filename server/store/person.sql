-- Roles are summed to the bits of enum role (domain/person.h).

-- name: person_by_id
SELECT p.id, p.agency_id, g.name AS agency_name, p.name, p.login, p.nip,
       p.email, p.password, p.must_set_password, p.epoch, p.disabled_at,
       p.created_at, p.kind, p.guest,
       (SELECT coalesce(sum(CASE r.role WHEN 'author' THEN 1 WHEN 'host' THEN 2
                            WHEN 'supervisor' THEN 4 WHEN 'admin' THEN 8
                            WHEN 'organiser' THEN 16
                            WHEN 'leader' THEN 32 END), 0)
          FROM person_role r
         WHERE r.person_id = p.id) AS roles,
       (SELECT coalesce(max(a.version), 0)
          FROM privacy_ack a
         WHERE a.person_id = p.id) AS privacy
  FROM person p
  JOIN agency g ON g.id = p.agency_id
 WHERE p.id = $1;

-- name: person_by_login
-- One text for all that a person may type: the login, the e-mail (both in lower
-- case) or the 18 digits of the NIP.
SELECT p.id, p.agency_id, g.name AS agency_name, p.name, p.login, p.nip,
       p.email, p.password, p.must_set_password, p.epoch, p.disabled_at,
       p.created_at, p.kind, p.guest,
       (SELECT coalesce(sum(CASE r.role WHEN 'author' THEN 1 WHEN 'host' THEN 2
                            WHEN 'supervisor' THEN 4 WHEN 'admin' THEN 8
                            WHEN 'organiser' THEN 16
                            WHEN 'leader' THEN 32 END), 0)
          FROM person_role r
         WHERE r.person_id = p.id) AS roles,
       (SELECT coalesce(max(a.version), 0)
          FROM privacy_ack a
         WHERE a.person_id = p.id) AS privacy
  FROM person p
  JOIN agency g ON g.id = p.agency_id
 WHERE p.login = $1 OR p.email = $1 OR p.nip = $2
 ORDER BY CASE WHEN p.login = $1 THEN 0 ELSE 1 END
 LIMIT 1;

-- name: person_page
-- Everybody's, an agency's, a unit's: each by an index of its own.
SELECT p.id, p.agency_id, g.name AS agency_name, p.name, p.login, p.nip,
       p.email, p.password, p.must_set_password, p.epoch, p.disabled_at,
       p.created_at, p.kind, p.guest,
       (SELECT coalesce(sum(CASE r.role WHEN 'author' THEN 1 WHEN 'host' THEN 2
                            WHEN 'supervisor' THEN 4 WHEN 'admin' THEN 8
                            WHEN 'organiser' THEN 16
                            WHEN 'leader' THEN 32 END), 0)
          FROM person_role r
         WHERE r.person_id = p.id) AS roles,
       (SELECT coalesce(max(a.version), 0)
          FROM privacy_ack a
         WHERE a.person_id = p.id) AS privacy,
       m.unit_id, u.name AS unit_name, m.job_id, j.name AS job_name
  FROM person p
  JOIN agency g ON g.id = p.agency_id
  LEFT JOIN membership m ON m.person_id = p.id AND m.until_day IS NULL
  LEFT JOIN org_unit u ON u.id = m.unit_id
  LEFT JOIN job j ON j.id = m.job_id
 WHERE p.guest = 0
   AND p.search LIKE $1 ESCAPE '!'
   AND ($2 = '' OR EXISTS (SELECT 1 FROM person_role r
                            WHERE r.person_id = p.id AND r.role = $2))
   AND ($3 = '' OR $3 = CASE WHEN p.disabled_at IS NOT NULL THEN 'disabled'
                             WHEN p.password IS NULL THEN 'waiting'
                             ELSE 'active' END)
   AND ($4 = '' OR p.kind = $4)
   AND ($5 = '' OR m.job_id = $5)
 ORDER BY p.search, p.id
 LIMIT $6 OFFSET $7;

-- name: person_page_agency
SELECT p.id, p.agency_id, g.name AS agency_name, p.name, p.login, p.nip,
       p.email, p.password, p.must_set_password, p.epoch, p.disabled_at,
       p.created_at, p.kind, p.guest,
       (SELECT coalesce(sum(CASE r.role WHEN 'author' THEN 1 WHEN 'host' THEN 2
                            WHEN 'supervisor' THEN 4 WHEN 'admin' THEN 8
                            WHEN 'organiser' THEN 16
                            WHEN 'leader' THEN 32 END), 0)
          FROM person_role r
         WHERE r.person_id = p.id) AS roles,
       (SELECT coalesce(max(a.version), 0)
          FROM privacy_ack a
         WHERE a.person_id = p.id) AS privacy,
       m.unit_id, u.name AS unit_name, m.job_id, j.name AS job_name
  FROM person p
  JOIN agency g ON g.id = p.agency_id
  LEFT JOIN membership m ON m.person_id = p.id AND m.until_day IS NULL
  LEFT JOIN org_unit u ON u.id = m.unit_id
  LEFT JOIN job j ON j.id = m.job_id
 WHERE p.guest = 0 AND p.agency_id = $6
   AND p.search LIKE $1 ESCAPE '!'
   AND ($2 = '' OR EXISTS (SELECT 1 FROM person_role r
                            WHERE r.person_id = p.id AND r.role = $2))
   AND ($3 = '' OR $3 = CASE WHEN p.disabled_at IS NOT NULL THEN 'disabled'
                             WHEN p.password IS NULL THEN 'waiting'
                             ELSE 'active' END)
   AND ($4 = '' OR p.kind = $4)
   AND ($5 = '' OR m.job_id = $5)
 ORDER BY p.search, p.id
 LIMIT $7 OFFSET $8;

-- name: person_page_unit
-- CROSS JOIN keeps SQLite from beginning with everybody by name.
  WITH RECURSIVE below (id) AS (
        SELECT CAST($7 AS TEXT)
         UNION
        SELECT c.id FROM org_unit c JOIN below b ON c.parent_id = b.id
       )
SELECT p.id, p.agency_id, g.name AS agency_name, p.name, p.login, p.nip,
       p.email, p.password, p.must_set_password, p.epoch, p.disabled_at,
       p.created_at, p.kind, p.guest,
       (SELECT coalesce(sum(CASE r.role WHEN 'author' THEN 1 WHEN 'host' THEN 2
                            WHEN 'supervisor' THEN 4 WHEN 'admin' THEN 8
                            WHEN 'organiser' THEN 16
                            WHEN 'leader' THEN 32 END), 0)
          FROM person_role r
         WHERE r.person_id = p.id) AS roles,
       (SELECT coalesce(max(a.version), 0)
          FROM privacy_ack a
         WHERE a.person_id = p.id) AS privacy,
       m.unit_id, u.name AS unit_name, m.job_id, j.name AS job_name
  FROM below b
 CROSS JOIN membership m
 CROSS JOIN person p
  JOIN agency g ON g.id = p.agency_id
  JOIN org_unit u ON u.id = m.unit_id
  LEFT JOIN job j ON j.id = m.job_id
 WHERE m.unit_id = b.id AND m.until_day IS NULL
   AND p.id = m.person_id AND p.guest = 0 AND ($6 = '' OR p.agency_id = $6)
   AND p.search LIKE $1 ESCAPE '!'
   AND ($2 = '' OR EXISTS (SELECT 1 FROM person_role r
                            WHERE r.person_id = p.id AND r.role = $2))
   AND ($3 = '' OR $3 = CASE WHEN p.disabled_at IS NOT NULL THEN 'disabled'
                             WHEN p.password IS NULL THEN 'waiting'
                             ELSE 'active' END)
   AND ($4 = '' OR p.kind = $4)
   AND ($5 = '' OR m.job_id = $5)
 ORDER BY p.search, p.id
 LIMIT $8 OFFSET $9;

-- name: person_count
SELECT count(*) AS n
  FROM person p
 WHERE p.guest = 0
   AND p.search LIKE $1 ESCAPE '!'
   AND ($2 = '' OR EXISTS (SELECT 1 FROM person_role r
                            WHERE r.person_id = p.id AND r.role = $2))
   AND ($3 = '' OR $3 = CASE WHEN p.disabled_at IS NOT NULL THEN 'disabled'
                             WHEN p.password IS NULL THEN 'waiting'
                             ELSE 'active' END)
   AND ($4 = '' OR p.kind = $4)
   AND ($5 = '' OR EXISTS (SELECT 1 FROM membership m
                            WHERE m.person_id = p.id AND m.job_id = $5
                              AND m.until_day IS NULL));

-- name: person_count_agency
SELECT count(*) AS n
  FROM person p
 WHERE p.guest = 0 AND p.agency_id = $6
   AND p.search LIKE $1 ESCAPE '!'
   AND ($2 = '' OR EXISTS (SELECT 1 FROM person_role r
                            WHERE r.person_id = p.id AND r.role = $2))
   AND ($3 = '' OR $3 = CASE WHEN p.disabled_at IS NOT NULL THEN 'disabled'
                             WHEN p.password IS NULL THEN 'waiting'
                             ELSE 'active' END)
   AND ($4 = '' OR p.kind = $4)
   AND ($5 = '' OR EXISTS (SELECT 1 FROM membership m
                            WHERE m.person_id = p.id AND m.job_id = $5
                              AND m.until_day IS NULL));

-- name: person_count_unit
  WITH RECURSIVE below (id) AS (
        SELECT CAST($7 AS TEXT)
         UNION
        SELECT c.id FROM org_unit c JOIN below b ON c.parent_id = b.id
       )
SELECT count(*) AS n
  FROM below b
 CROSS JOIN membership m
 CROSS JOIN person p
 WHERE m.unit_id = b.id AND m.until_day IS NULL
   AND p.id = m.person_id AND p.guest = 0 AND ($6 = '' OR p.agency_id = $6)
   AND p.search LIKE $1 ESCAPE '!'
   AND ($2 = '' OR EXISTS (SELECT 1 FROM person_role r
                            WHERE r.person_id = p.id AND r.role = $2))
   AND ($3 = '' OR $3 = CASE WHEN p.disabled_at IS NOT NULL THEN 'disabled'
                             WHEN p.password IS NULL THEN 'waiting'
                             ELSE 'active' END)
   AND ($4 = '' OR p.kind = $4)
   AND ($5 = '' OR m.job_id = $5);

-- name: person_add
-- A clash of login, NIP or e-mail adds nothing and returns nothing.
INSERT INTO person (id, agency_id, name, login, nip, email, search, password,
                    must_set_password, epoch, created_at, kind)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11)
    ON CONFLICT DO NOTHING
RETURNING id;

-- name: person_clash
-- What of $1 (login), $2 (NIP), $3 (e-mail) somebody other than $4 has already.
SELECT CASE WHEN login = $1 THEN 'login'
            WHEN nip = $2 THEN 'nip'
            ELSE 'email' END AS field
  FROM person
 WHERE (login = $1 OR nip = $2 OR email = $3) AND id <> $4
 ORDER BY id
 LIMIT 1;

-- name: person_change
-- A clash of NIP or e-mail must have been looked for before.
UPDATE person
   SET name = $2, nip = $3, email = $4, search = $5, agency_id = $6,
       kind = $7, login = $8
 WHERE id = $1;

-- name: person_set_password
UPDATE person
   SET password = $2, must_set_password = $3, epoch = epoch + 1
 WHERE id = $1;

-- name: person_must_set_password
UPDATE person SET must_set_password = 1 WHERE id = $1;

-- name: privacy_accept
INSERT INTO privacy_ack (person_id, version, at) VALUES ($1, $2, $3)
    ON CONFLICT DO NOTHING;

-- name: person_set_disabled
UPDATE person
   SET disabled_at = $2, epoch = epoch + 1
 WHERE id = $1;

-- name: person_role_add
INSERT INTO person_role (person_id, role) VALUES ($1, $2)
    ON CONFLICT DO NOTHING;

-- name: person_roles_clear
DELETE FROM person_role WHERE person_id = $1;

-- name: person_count_admins
SELECT count(*) AS n
  FROM person p
  JOIN person_role r ON r.person_id = p.id
 WHERE r.role = 'admin' AND p.disabled_at IS NULL AND p.password IS NOT NULL;

-- name: signin_link_add
INSERT INTO signin_link (token_hash, person_id, created_at, expires_at)
VALUES ($1, $2, $3, $4);

-- name: signin_link_use
-- Works once: the second caller gets no row.
UPDATE signin_link
   SET used_at = $2
 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
RETURNING person_id;

-- name: signin_link_end
-- Links given to a person before are worth nothing from here on.
DELETE FROM signin_link WHERE person_id = $1;

-- name: signin_link_forget
DELETE FROM signin_link WHERE expires_at < $1;
