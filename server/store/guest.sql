-- name: guest_person_add
INSERT INTO person (id, agency_id, name, login, search, must_set_password,
                    epoch, created_at, guest)
VALUES ($1, $2, $3, $4, '', 0, 1, $5, 1);

-- name: guest_add
INSERT INTO guest (person_id, nip, email, agency, epoch, once, origin,
                   created_at)
VALUES ($1, $2, $3, $4, 0, $5, $6, $7);

-- name: guest_by_person
SELECT g.person_id, p.name, p.agency_id, g.nip, g.email, g.agency, g.epoch,
       g.once, g.origin, g.created_at
  FROM guest g
  JOIN person p ON p.id = g.person_id
 WHERE g.person_id = $1 AND p.guest = 1 AND p.disabled_at IS NULL;

-- name: guest_by_once
SELECT g.person_id, p.name, p.agency_id, g.nip, g.email, g.agency, g.epoch,
       g.once, g.origin, g.created_at
  FROM guest g
  JOIN person p ON p.id = g.person_id
 WHERE g.once = $1 AND p.guest = 1 AND p.disabled_at IS NULL;

-- name: guest_by_email
SELECT g.person_id, p.name, p.agency_id, g.nip, g.email, g.agency, g.epoch,
       g.once, g.origin, g.created_at
  FROM guest g
  JOIN person p ON p.id = g.person_id
  JOIN seat s ON s.person_id = g.person_id AND s.event_id = $1
 WHERE g.email = $2 AND s.state <> 'cancelled' AND p.guest = 1
   AND p.disabled_at IS NULL
 ORDER BY g.created_at
 LIMIT 1;

-- name: guest_revoke
UPDATE guest SET epoch = epoch + 1 WHERE person_id = $1;

-- name: guest_recent_origin
SELECT count(*) AS n FROM guest WHERE origin = $1 AND created_at > $2;

-- name: guest_recent_email
SELECT count(*) AS n FROM guest WHERE email = $1 AND created_at > $2;
