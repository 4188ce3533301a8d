-- name: event_add
INSERT INTO event (id, agency_id, owner_id, code, kind, title, about, place, join_url,
                   starts_at, ends_at, zone, capacity, audience, state,
                   cancel_why, least_percent, least_checks, jp, paper,
                   paper_survey, paper_module, competency, secret, registered,
                   waiting, numbers, revision, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'draft',
        '', $15, $16, $17, $18, $19, $20, $21, $22, 0, 0, 0, 1, $23, $23);

-- name: event_by_id
SELECT ev.id, ev.agency_id, a.name AS agency_name, ev.owner_id,
       p.name AS owner_name, ev.code, ev.kind, ev.title, ev.about, ev.place,
       ev.join_url, ev.starts_at, ev.ends_at, ev.zone, ev.capacity,
       ev.audience, ev.state, ev.cancel_why, ev.least_percent,
       ev.least_checks, ev.jp, ev.paper, ev.paper_survey, ev.paper_module,
       ev.competency, ev.secret, ev.registered, ev.waiting, ev.numbers,
       ev.revision, ev.created_at, ev.updated_at, ev.closed_at
  FROM event ev
  JOIN agency a ON a.id = ev.agency_id
  LEFT JOIN person p ON p.id = ev.owner_id
 WHERE ev.id = $1;

-- name: event_change
UPDATE event
   SET kind = $3, title = $4, about = $5, place = $6, join_url = $7,
       starts_at = $8, ends_at = $9, zone = $10, capacity = $11,
       audience = $12, least_percent = $13, least_checks = $14, jp = $15,
       paper = $16, paper_survey = $17, paper_module = $18, competency = $19,
       revision = revision + 1, updated_at = $20
 WHERE id = $1 AND revision = $2
RETURNING revision;

-- name: event_turn
UPDATE event
   SET state = $2, cancel_why = $3, closed_at = $4, revision = revision + 1,
       updated_at = $5
 WHERE id = $1
RETURNING revision;

-- name: event_touch
UPDATE event SET revision = revision + 1, updated_at = $2 WHERE id = $1
RETURNING revision;

-- name: event_coming
SELECT ev.id, ev.agency_id, a.name AS agency_name, ev.owner_id,
       p.name AS owner_name, ev.code, ev.kind, ev.title, ev.about, ev.place,
       ev.join_url, ev.starts_at, ev.ends_at, ev.zone, ev.capacity,
       ev.audience, ev.state, ev.cancel_why, ev.least_percent,
       ev.least_checks, ev.jp, ev.paper, ev.paper_survey, ev.paper_module,
       ev.competency, ev.secret, ev.registered, ev.waiting, ev.numbers,
       ev.revision, ev.created_at, ev.updated_at, ev.closed_at
  FROM event ev
  JOIN agency a ON a.id = ev.agency_id
  LEFT JOIN person p ON p.id = ev.owner_id
 WHERE ev.ends_at > $1 AND ev.state = 'published'
   AND (ev.audience = 'public'
        OR (ev.audience = 'agency' AND ev.agency_id = $2))
   AND lower(ev.title) LIKE $3 ESCAPE '!'
 ORDER BY ev.ends_at, ev.id
 LIMIT $4 OFFSET $5;

-- name: event_past
SELECT ev.id, ev.agency_id, a.name AS agency_name, ev.owner_id,
       p.name AS owner_name, ev.code, ev.kind, ev.title, ev.about, ev.place,
       ev.join_url, ev.starts_at, ev.ends_at, ev.zone, ev.capacity,
       ev.audience, ev.state, ev.cancel_why, ev.least_percent,
       ev.least_checks, ev.jp, ev.paper, ev.paper_survey, ev.paper_module,
       ev.competency, ev.secret, ev.registered, ev.waiting, ev.numbers,
       ev.revision, ev.created_at, ev.updated_at, ev.closed_at
  FROM event ev
  JOIN agency a ON a.id = ev.agency_id
  LEFT JOIN person p ON p.id = ev.owner_id
 WHERE ev.ends_at <= $1 AND ev.state IN ('published', 'closed')
   AND (ev.audience = 'public'
        OR (ev.audience = 'agency' AND ev.agency_id = $2))
   AND lower(ev.title) LIKE $3 ESCAPE '!'
 ORDER BY ev.ends_at DESC, ev.id DESC
 LIMIT $4 OFFSET $5;

-- name: event_mine
SELECT ev.id, ev.agency_id, a.name AS agency_name, ev.owner_id,
       p.name AS owner_name, ev.code, ev.kind, ev.title, ev.about, ev.place,
       ev.join_url, ev.starts_at, ev.ends_at, ev.zone, ev.capacity,
       ev.audience, ev.state, ev.cancel_why, ev.least_percent,
       ev.least_checks, ev.jp, ev.paper, ev.paper_survey, ev.paper_module,
       ev.competency, ev.secret, ev.registered, ev.waiting, ev.numbers,
       ev.revision, ev.created_at, ev.updated_at, ev.closed_at
  FROM seat s
  JOIN event ev ON ev.id = s.event_id
  JOIN agency a ON a.id = ev.agency_id
  LEFT JOIN person p ON p.id = ev.owner_id
 WHERE s.person_id = $1 AND s.state <> 'cancelled' AND ev.state <> 'draft'
 ORDER BY ev.starts_at DESC, ev.id DESC
 LIMIT $2 OFFSET $3;

-- name: event_managed
SELECT ev.id, ev.agency_id, a.name AS agency_name, ev.owner_id,
       p.name AS owner_name, ev.code, ev.kind, ev.title, ev.about, ev.place,
       ev.join_url, ev.starts_at, ev.ends_at, ev.zone, ev.capacity,
       ev.audience, ev.state, ev.cancel_why, ev.least_percent,
       ev.least_checks, ev.jp, ev.paper, ev.paper_survey, ev.paper_module,
       ev.competency, ev.secret, ev.registered, ev.waiting, ev.numbers,
       ev.revision, ev.created_at, ev.updated_at, ev.closed_at
  FROM event ev
  JOIN agency a ON a.id = ev.agency_id
  LEFT JOIN person p ON p.id = ev.owner_id
 WHERE ev.agency_id = $1 AND lower(ev.title) LIKE $2 ESCAPE '!'
 ORDER BY ev.starts_at DESC, ev.id DESC
 LIMIT $3 OFFSET $4;

-- name: event_managed_all
SELECT ev.id, ev.agency_id, a.name AS agency_name, ev.owner_id,
       p.name AS owner_name, ev.code, ev.kind, ev.title, ev.about, ev.place,
       ev.join_url, ev.starts_at, ev.ends_at, ev.zone, ev.capacity,
       ev.audience, ev.state, ev.cancel_why, ev.least_percent,
       ev.least_checks, ev.jp, ev.paper, ev.paper_survey, ev.paper_module,
       ev.competency, ev.secret, ev.registered, ev.waiting, ev.numbers,
       ev.revision, ev.created_at, ev.updated_at, ev.closed_at
  FROM event ev
  JOIN agency a ON a.id = ev.agency_id
  LEFT JOIN person p ON p.id = ev.owner_id
 WHERE lower(ev.title) LIKE $1 ESCAPE '!'
 ORDER BY ev.ends_at DESC, ev.id DESC
 LIMIT $2 OFFSET $3;
