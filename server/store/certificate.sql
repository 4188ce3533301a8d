-- name: certificate_key_now
SELECT id, public, secret, created_at, ended_at
  FROM certificate_key
 WHERE ended_at IS NULL
 ORDER BY created_at DESC, id
 LIMIT 1;

-- name: certificate_key_list
SELECT id, public, secret, created_at, ended_at
  FROM certificate_key
 ORDER BY created_at DESC, id;

-- name: certificate_key_add
INSERT INTO certificate_key (id, public, secret, created_at, ended_at)
VALUES ($1, $2, $3, $4, NULL);

-- name: certificate_key_end
-- All but that one.
UPDATE certificate_key SET ended_at = $2 WHERE ended_at IS NULL AND id <> $1;

-- name: certificate_design_now
SELECT id, agency_id, design, code, '' AS logo, logo_type, logo_at, at
  FROM certificate_design
 WHERE agency_id = $1
 ORDER BY at DESC, id DESC
 LIMIT 1;

-- name: certificate_design_by_id
SELECT id, agency_id, design, code, logo, logo_type, logo_at, at
  FROM certificate_design
 WHERE id = $1;

-- name: certificate_design_add
-- With the agency's logo as it is now.
INSERT INTO certificate_design (id, agency_id, design, code, logo, logo_type,
                                logo_at, by_id, at)
SELECT CAST($1 AS TEXT), g.id, CAST($3 AS TEXT), CAST($4 AS TEXT),
       COALESCE(l.bytes, ''), COALESCE(l.media_type, ''),
       COALESCE(l.changed_at, 0), CAST($5 AS TEXT), CAST($6 AS BIGINT)
  FROM agency g
  LEFT JOIN agency_logo l ON l.agency_id = g.id
 WHERE g.id = $2;

-- name: certificate_code_taken
SELECT agency_id
  FROM certificate_design
 WHERE code = $1 AND agency_id <> $2
 LIMIT 1;

-- name: certificate_series_next
INSERT INTO certificate_series (agency_id, kind, year, next)
VALUES ($1, $2, $3, 2)
    ON CONFLICT (agency_id, kind, year) DO UPDATE
   SET next = certificate_series.next + 1
RETURNING next;

-- name: certificate_person
-- Whom a paper is for, as they are now.
SELECT p.id, p.name, p.guest, g.name AS agency_name,
       CASE WHEN p.guest = 1 THEN t.nip ELSE p.nip END AS nip,
       COALESCE(t.agency, '') AS claimed_agency,
       COALESCE(j.name, '') AS job, COALESCE(u.name, '') AS unit
  FROM person p
  JOIN agency g ON g.id = p.agency_id
  LEFT JOIN guest t ON t.person_id = p.id
  LEFT JOIN membership m ON m.person_id = p.id AND m.until_day IS NULL
  LEFT JOIN org_unit u ON u.id = m.unit_id
  LEFT JOIN job j ON j.id = m.job_id
 WHERE p.id = $1;

-- name: certificate_add
-- Nothing is returned when its number is taken.
INSERT INTO certificate (id, number, kind, person_id, agency_id, design_id,
                         source, source_id, evidence, facts, seal, key_id,
                         issued_at, replaces, revoked_why, once)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', $15)
    ON CONFLICT (number) DO NOTHING
RETURNING id;

-- name: certificate_by_id
SELECT c.id, c.number, c.kind, c.person_id, c.agency_id, c.design_id, c.source,
       c.source_id, c.evidence, c.facts, c.seal, c.key_id, c.issued_at,
       c.replaces, c.revoked_at, c.revoked_why, n.id AS replaced_by,
       n.number AS replaced_number, p.name AS person_name,
       s.at AS signed_at, s.bytes AS signed_bytes
  FROM certificate c
  JOIN person p ON p.id = c.person_id
  LEFT JOIN certificate n ON n.replaces = c.id
  LEFT JOIN certificate_signed s ON s.certificate_id = c.id
 WHERE c.id = $1;

-- name: certificate_by_once
SELECT c.id, c.number, c.kind, c.person_id, c.agency_id, c.design_id, c.source,
       c.source_id, c.evidence, c.facts, c.seal, c.key_id, c.issued_at,
       c.replaces, c.revoked_at, c.revoked_why, n.id AS replaced_by,
       n.number AS replaced_number, p.name AS person_name,
       s.at AS signed_at, s.bytes AS signed_bytes
  FROM certificate c
  JOIN person p ON p.id = c.person_id
  LEFT JOIN certificate n ON n.replaces = c.id
  LEFT JOIN certificate_signed s ON s.certificate_id = c.id
 WHERE c.once = $1;

-- name: certificate_of_person
SELECT c.id, c.number, c.kind, c.person_id, c.agency_id, c.design_id, c.source,
       c.source_id, c.evidence, c.facts, c.seal, c.key_id, c.issued_at,
       c.replaces, c.revoked_at, c.revoked_why, n.id AS replaced_by,
       n.number AS replaced_number, p.name AS person_name,
       s.at AS signed_at, s.bytes AS signed_bytes
  FROM certificate c
  JOIN person p ON p.id = c.person_id
  LEFT JOIN certificate n ON n.replaces = c.id
  LEFT JOIN certificate_signed s ON s.certificate_id = c.id
 WHERE c.person_id = $1
 ORDER BY c.issued_at DESC, c.id DESC
 LIMIT 500;

-- name: certificate_page
-- Of one agency, the newest first; '' is whatever there is.
SELECT c.id, c.number, c.kind, c.person_id, c.agency_id, c.design_id, c.source,
       c.source_id, c.evidence, c.facts, c.seal, c.key_id, c.issued_at,
       c.replaces, c.revoked_at, c.revoked_why, n.id AS replaced_by,
       n.number AS replaced_number, p.name AS person_name,
       s.at AS signed_at, s.bytes AS signed_bytes
  FROM certificate c
  JOIN person p ON p.id = c.person_id
  LEFT JOIN certificate n ON n.replaces = c.id
  LEFT JOIN certificate_signed s ON s.certificate_id = c.id
 WHERE c.agency_id = $1
   AND c.issued_at >= $2 AND c.issued_at < $3
   AND ($4 = '' OR c.kind = $4)
   AND ($5 = '' OR ($5 = 'good' AND c.revoked_at IS NULL)
        OR ($5 = 'replaced' AND n.id IS NOT NULL)
        OR ($5 = 'revoked' AND c.revoked_at IS NOT NULL AND n.id IS NULL))
   AND (substr(p.search, 1, length(p.name)) LIKE $6 ESCAPE '!'
        OR lower(c.number) LIKE $6 ESCAPE '!')
   AND ($7 = '' OR c.source_id = $7)
 ORDER BY c.issued_at DESC, c.id DESC
 LIMIT $8 OFFSET $9;

-- name: certificate_count
SELECT count(*) AS n
  FROM certificate c
  JOIN person p ON p.id = c.person_id
  LEFT JOIN certificate n ON n.replaces = c.id
 WHERE c.agency_id = $1
   AND c.issued_at >= $2 AND c.issued_at < $3
   AND ($4 = '' OR c.kind = $4)
   AND ($5 = '' OR ($5 = 'good' AND c.revoked_at IS NULL)
        OR ($5 = 'replaced' AND n.id IS NOT NULL)
        OR ($5 = 'revoked' AND c.revoked_at IS NOT NULL AND n.id IS NULL))
   AND (substr(p.search, 1, length(p.name)) LIKE $6 ESCAPE '!'
        OR lower(c.number) LIKE $6 ESCAPE '!')
   AND ($7 = '' OR c.source_id = $7);

-- name: certificate_end
UPDATE certificate
   SET revoked_at = $2, revoked_by = $3, revoked_why = $4
 WHERE id = $1 AND revoked_at IS NULL
RETURNING id;

-- name: certificate_revoked
SELECT c.number, c.revoked_at, COALESCE(n.number, '') AS replaced_number
  FROM certificate c
  LEFT JOIN certificate n ON n.replaces = c.id
 WHERE c.revoked_at IS NOT NULL
 ORDER BY c.revoked_at, c.number;

-- name: certificate_signed_put
INSERT INTO certificate_signed (certificate_id, blob, bytes, by_id, at)
VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (certificate_id) DO UPDATE
   SET blob = excluded.blob, bytes = excluded.bytes, by_id = excluded.by_id,
       at = excluded.at;

-- name: certificate_signed_get
SELECT blob, bytes, at FROM certificate_signed WHERE certificate_id = $1;

-- name: certificate_signed_drop
DELETE FROM certificate_signed WHERE certificate_id = $1;
