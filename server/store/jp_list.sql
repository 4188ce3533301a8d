-- name: jp_line_mine
-- A person's year; year 0 is all of them.
SELECT e.id, e.person_id, e.agency_id, e.unit_id, e.kind, e.year, e.day,
       e.first_day, e.jp, e.source, e.source_id, e.version_id, e.title,
       e.organiser, e.form, e.competency, e.training_kind, e.rule_id,
       e.evidence, e.certificate_id, e.reverses, e.reason, e.by_id, e.at,
       e.once, r.id AS reversed_by, p.name AS person_name, p.nip, p.siasn,
       u.name AS unit_name, b.name AS by_name, c.number AS certificate_number,
       d.why AS doubt, d.at AS doubt_at, s.state AS status,
       s.words AS status_words, s.at AS status_at
  FROM jp_entry e
  JOIN person p ON p.id = e.person_id
  LEFT JOIN jp_entry r ON r.reverses = e.id
  LEFT JOIN org_unit u ON u.id = e.unit_id
  LEFT JOIN person b ON b.id = e.by_id
  LEFT JOIN certificate c ON c.id = e.certificate_id
  LEFT JOIN jp_doubt d ON d.entry_id = e.id AND d.settled_at IS NULL
  LEFT JOIN jp_status s ON s.id = (SELECT x.id FROM jp_status x
                                    WHERE x.entry_id = e.id
                                    ORDER BY x.at DESC, x.id DESC
                                    LIMIT 1)
 WHERE e.person_id = $1 AND (e.year = $2 OR $2 = 0)
 ORDER BY e.day DESC, e.id DESC;

-- name: jp_line_one
SELECT e.id, e.person_id, e.agency_id, e.unit_id, e.kind, e.year, e.day,
       e.first_day, e.jp, e.source, e.source_id, e.version_id, e.title,
       e.organiser, e.form, e.competency, e.training_kind, e.rule_id,
       e.evidence, e.certificate_id, e.reverses, e.reason, e.by_id, e.at,
       e.once, r.id AS reversed_by, p.name AS person_name, p.nip, p.siasn,
       u.name AS unit_name, b.name AS by_name, c.number AS certificate_number,
       d.why AS doubt, d.at AS doubt_at, s.state AS status,
       s.words AS status_words, s.at AS status_at
  FROM jp_entry e
  JOIN person p ON p.id = e.person_id
  LEFT JOIN jp_entry r ON r.reverses = e.id
  LEFT JOIN org_unit u ON u.id = e.unit_id
  LEFT JOIN person b ON b.id = e.by_id
  LEFT JOIN certificate c ON c.id = e.certificate_id
  LEFT JOIN jp_doubt d ON d.entry_id = e.id AND d.settled_at IS NULL
  LEFT JOIN jp_status s ON s.id = (SELECT x.id FROM jp_status x
                                    WHERE x.entry_id = e.id
                                    ORDER BY x.at DESC, x.id DESC
                                    LIMIT 1)
 WHERE e.id = $1;

-- name: jp_line_page
-- An agency's year: $3 words, $4 source, $5 form, $6 state, $7 a person. CROSS
-- JOIN: SQLite goes by the index that has their order, and stops at the page.
SELECT e.id, e.person_id, e.agency_id, e.unit_id, e.kind, e.year, e.day,
       e.first_day, e.jp, e.source, e.source_id, e.version_id, e.title,
       e.organiser, e.form, e.competency, e.training_kind, e.rule_id,
       e.evidence, e.certificate_id, e.reverses, e.reason, e.by_id, e.at,
       e.once, r.id AS reversed_by, p.name AS person_name, p.nip, p.siasn,
       u.name AS unit_name, b.name AS by_name, c.number AS certificate_number,
       d.why AS doubt, d.at AS doubt_at, s.state AS status,
       s.words AS status_words, s.at AS status_at
  FROM jp_entry e
  CROSS JOIN person p
  LEFT JOIN jp_entry r ON r.reverses = e.id
  LEFT JOIN org_unit u ON u.id = e.unit_id
  LEFT JOIN person b ON b.id = e.by_id
  LEFT JOIN certificate c ON c.id = e.certificate_id
  LEFT JOIN jp_doubt d ON d.entry_id = e.id AND d.settled_at IS NULL
  LEFT JOIN jp_status s ON s.id = (SELECT x.id FROM jp_status x
                                    WHERE x.entry_id = e.id
                                    ORDER BY x.at DESC, x.id DESC
                                    LIMIT 1)
 WHERE e.agency_id = $1 AND e.year = $2
   AND p.id = e.person_id AND p.guest = 0
   AND (lower(p.name) LIKE $3 ESCAPE '!' OR lower(e.title) LIKE $3 ESCAPE '!')
   AND ($4 = '' OR e.source = $4) AND ($5 = '' OR e.form = $5)
   AND ($7 = '' OR e.person_id = $7)
   AND CASE $6
       WHEN '' THEN 1
       WHEN 'reversed' THEN CASE WHEN r.id IS NOT NULL
                                   OR e.reverses IS NOT NULL
                            THEN 1 ELSE 0 END
       WHEN 'doubt' THEN CASE WHEN d.why IS NOT NULL THEN 1 ELSE 0 END
       ELSE CASE WHEN r.id IS NULL AND e.reverses IS NULL
                  AND coalesce(s.state, 'earned') = $6
            THEN 1 ELSE 0 END
       END = 1
 ORDER BY e.day DESC, e.id DESC
 LIMIT $8 OFFSET $9;

-- name: jp_line_count
-- The same, counted up to $8.
SELECT count(*) AS total
  FROM (SELECT e.id
  FROM jp_entry e
  CROSS JOIN person p
  LEFT JOIN jp_entry r ON r.reverses = e.id
  LEFT JOIN jp_doubt d ON d.entry_id = e.id AND d.settled_at IS NULL
  LEFT JOIN jp_status s ON s.id = (SELECT x.id FROM jp_status x
                                    WHERE x.entry_id = e.id
                                    ORDER BY x.at DESC, x.id DESC
                                    LIMIT 1)
 WHERE e.agency_id = $1 AND e.year = $2
   AND p.id = e.person_id AND p.guest = 0
   AND (lower(p.name) LIKE $3 ESCAPE '!' OR lower(e.title) LIKE $3 ESCAPE '!')
   AND ($4 = '' OR e.source = $4) AND ($5 = '' OR e.form = $5)
   AND ($7 = '' OR e.person_id = $7)
   AND CASE $6
       WHEN '' THEN 1
       WHEN 'reversed' THEN CASE WHEN r.id IS NOT NULL
                                   OR e.reverses IS NOT NULL
                            THEN 1 ELSE 0 END
       WHEN 'doubt' THEN CASE WHEN d.why IS NOT NULL THEN 1 ELSE 0 END
       ELSE CASE WHEN r.id IS NULL AND e.reverses IS NULL
                  AND coalesce(s.state, 'earned') = $6
            THEN 1 ELSE 0 END
       END = 1
 LIMIT $8) found;

-- name: jp_line_doubts
SELECT e.id, e.person_id, e.agency_id, e.unit_id, e.kind, e.year, e.day,
       e.first_day, e.jp, e.source, e.source_id, e.version_id, e.title,
       e.organiser, e.form, e.competency, e.training_kind, e.rule_id,
       e.evidence, e.certificate_id, e.reverses, e.reason, e.by_id, e.at,
       e.once, r.id AS reversed_by, p.name AS person_name, p.nip, p.siasn,
       u.name AS unit_name, b.name AS by_name, c.number AS certificate_number,
       d.why AS doubt, d.at AS doubt_at, s.state AS status,
       s.words AS status_words, s.at AS status_at,
       count(*) OVER () AS total
  FROM jp_doubt q
  CROSS JOIN jp_entry e
  JOIN person p ON p.id = e.person_id
  LEFT JOIN jp_entry r ON r.reverses = e.id
  LEFT JOIN org_unit u ON u.id = e.unit_id
  LEFT JOIN person b ON b.id = e.by_id
  LEFT JOIN certificate c ON c.id = e.certificate_id
  LEFT JOIN jp_doubt d ON d.entry_id = e.id AND d.settled_at IS NULL
  LEFT JOIN jp_status s ON s.id = (SELECT x.id FROM jp_status x
                                    WHERE x.entry_id = e.id
                                    ORDER BY x.at DESC, x.id DESC
                                    LIMIT 1)
 WHERE q.settled_at IS NULL AND e.id = q.entry_id AND e.agency_id = $1
 ORDER BY q.at DESC, e.id DESC
 LIMIT $2;

-- name: jp_years
SELECT DISTINCT year FROM jp_entry WHERE person_id = $1 ORDER BY year DESC;

-- name: jp_of_thing
-- What a person has of a thing: the newest that was not taken back.
SELECT e.id, e.jp, e.day, e.year, e.certificate_id
  FROM jp_entry e
 WHERE e.person_id = $1 AND e.source = $2 AND e.source_id = $3
   AND COALESCE(e.reverses, '') = ''
   AND NOT EXISTS (SELECT 1 FROM jp_entry r WHERE r.reverses = e.id)
 ORDER BY e.at DESC, e.id DESC
 LIMIT 1;

-- name: jp_target_list
SELECT t.id, t.agency_id, t.kind, t.from_year, t.least, t.most, t.basis,
       p.name AS created_by, t.created_at
  FROM jp_target t
  LEFT JOIN person p ON p.id = t.created_by
 WHERE t.agency_id IS NULL OR t.agency_id = $1
 ORDER BY t.kind, t.from_year DESC, t.id DESC;

-- name: jp_target_add
INSERT INTO jp_target (id, agency_id, kind, from_year, least, most, basis,
                       created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: jp_kind_list
SELECT id, name, code, component FROM jp_training_kind ORDER BY id;

-- name: jp_kind_put
INSERT INTO jp_training_kind (id, name, code, component)
VALUES ($1, $2, $3, $4)
    ON CONFLICT (id) DO UPDATE
   SET name = excluded.name, code = excluded.code,
       component = excluded.component;

-- name: jp_status_add
INSERT INTO jp_status (id, entry_id, state, words, by_id, at)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: jp_siasn_get
SELECT instansi_id, lokasi_id FROM jp_siasn WHERE agency_id = $1;

-- name: jp_siasn_put
INSERT INTO jp_siasn (agency_id, instansi_id, lokasi_id) VALUES ($1, $2, $3)
    ON CONFLICT (agency_id) DO UPDATE
   SET instansi_id = excluded.instansi_id, lokasi_id = excluded.lokasi_id;

-- name: jp_person_siasn
UPDATE person SET siasn = $3 WHERE nip = $1 AND agency_id = $2
RETURNING id;

-- name: jp_look_add
INSERT INTO jp_look (id, agency_id, year, by_id, at)
VALUES ($1, $2, $3, $4, $5);

-- name: jp_look_list
SELECT l.year, l.at, p.name AS by_name
  FROM jp_look l
  JOIN person p ON p.id = l.by_id
 WHERE l.agency_id = $1
 ORDER BY l.at DESC, l.id DESC
 LIMIT 20;

-- name: jp_person_page
-- The people of an agency: $4 words, $5 a state, $6 to $10 the least and $11 to
-- $15 the most of each kind, -1 where nothing is asked.
WITH sums AS (
	SELECT p.id, p.name, p.kind, u.id AS unit_id, u.name AS unit_name,
	       j.name AS job_name,
	       (SELECT coalesce(sum(e.jp), 0) FROM jp_entry e
	         WHERE e.person_id = p.id AND e.year = $2) AS jp,
	       CASE p.kind WHEN 'pns' THEN CAST($6 AS BIGINT)
	                   WHEN 'cpns' THEN CAST($7 AS BIGINT)
	                   WHEN 'pppk' THEN CAST($8 AS BIGINT)
	                   WHEN 'pppk-part' THEN CAST($9 AS BIGINT)
	                   WHEN 'other' THEN CAST($10 AS BIGINT)
	                   ELSE -1 END AS least,
	       CASE p.kind WHEN 'pns' THEN CAST($11 AS BIGINT)
	                   WHEN 'cpns' THEN CAST($12 AS BIGINT)
	                   WHEN 'pppk' THEN CAST($13 AS BIGINT)
	                   WHEN 'pppk-part' THEN CAST($14 AS BIGINT)
	                   WHEN 'other' THEN CAST($15 AS BIGINT)
	                   ELSE -1 END AS most
	  FROM person p
	  LEFT JOIN membership m ON m.person_id = p.id AND m.until_day IS NULL
	  LEFT JOIN org_unit u ON u.id = m.unit_id
	  LEFT JOIN job j ON j.id = m.job_id
	 WHERE p.guest = 0 AND p.agency_id = $1 AND p.disabled_at IS NULL
	   AND lower(p.name) LIKE $4 ESCAPE '!' AND ($3 = '' OR m.unit_id = $3)
)
SELECT id, name, kind, unit_id, unit_name, job_name, jp, least, most
  FROM sums
 WHERE $5 = '' OR ($5 = 'below' AND least >= 0 AND jp < least)
    OR ($5 = 'above' AND most >= 0 AND jp > most)
 ORDER BY name, id
 LIMIT $16 OFFSET $17;

-- name: jp_person_team
-- As above, of those for whom $1 answers. CROSS JOIN: from the units to their
-- people, and not the other way round.
WITH RECURSIVE scope (id, agency_id) AS (
	SELECT u.id, u.agency_id
	  FROM supervision v
	  JOIN org_unit u ON u.id = v.unit_id
	 WHERE v.person_id = $1
	UNION
	SELECT u.id, u.agency_id
	  FROM org_unit u
	  JOIN scope s ON u.agency_id = s.agency_id AND u.parent_id = s.id
), sums AS (
	SELECT p.id, p.name, p.kind, u.id AS unit_id, u.name AS unit_name,
	       j.name AS job_name,
	       (SELECT coalesce(sum(e.jp), 0) FROM jp_entry e
	         WHERE e.person_id = p.id AND e.year = $2) AS jp,
	       CASE p.kind WHEN 'pns' THEN CAST($6 AS BIGINT)
	                   WHEN 'cpns' THEN CAST($7 AS BIGINT)
	                   WHEN 'pppk' THEN CAST($8 AS BIGINT)
	                   WHEN 'pppk-part' THEN CAST($9 AS BIGINT)
	                   WHEN 'other' THEN CAST($10 AS BIGINT)
	                   ELSE -1 END AS least,
	       CASE p.kind WHEN 'pns' THEN CAST($11 AS BIGINT)
	                   WHEN 'cpns' THEN CAST($12 AS BIGINT)
	                   WHEN 'pppk' THEN CAST($13 AS BIGINT)
	                   WHEN 'pppk-part' THEN CAST($14 AS BIGINT)
	                   WHEN 'other' THEN CAST($15 AS BIGINT)
	                   ELSE -1 END AS most
	  FROM scope x
	  CROSS JOIN membership m
	  CROSS JOIN person p
	  CROSS JOIN org_unit u
	  LEFT JOIN job j ON j.id = m.job_id
	 WHERE m.unit_id = x.id AND m.until_day IS NULL AND p.id = m.person_id
	   AND u.id = m.unit_id AND p.guest = 0 AND p.disabled_at IS NULL AND p.id <> $1
	   AND lower(p.name) LIKE $4 ESCAPE '!' AND ($3 = '' OR m.unit_id = $3)
)
SELECT id, name, kind, unit_id, unit_name, job_name, jp, least, most
  FROM sums
 WHERE $5 = '' OR ($5 = 'below' AND least >= 0 AND jp < least)
    OR ($5 = 'above' AND most >= 0 AND jp > most)
 ORDER BY name, id
 LIMIT $16 OFFSET $17;
