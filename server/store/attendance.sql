-- name: attendance_file_add
INSERT INTO attendance_file (id, event_id, format, name, digest, state, by_id,
                             at)
VALUES ($1, $2, $3, $4, $5, 'dropped', $6, $7);

-- name: attendance_file_turn
UPDATE attendance_file SET state = $2 WHERE id = $1;

-- name: attendance_file_by_id
SELECT f.id, f.format, f.name, f.digest, f.state, f.at, p.name AS by_name
  FROM attendance_file f
  LEFT JOIN person p ON p.id = f.by_id
 WHERE f.event_id = $1 AND f.id = $2;

-- name: attendance_file_list
SELECT f.id, f.format, f.name, f.digest, f.state, f.at, p.name AS by_name
  FROM attendance_file f
  LEFT JOIN person p ON p.id = f.by_id
 WHERE f.event_id = $1 AND f.state <> 'dropped'
 ORDER BY f.at DESC, f.id DESC
 LIMIT $2;

-- name: attendance_line_add
INSERT INTO attendance_line (file_id, place, name, email, minutes, joined_at,
                             left_at, person_id, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: attendance_lines
SELECT l.place, l.name, l.email, l.minutes, l.joined_at, l.left_at,
       l.person_id, l.state, p.name AS person_name
  FROM attendance_line l
  LEFT JOIN person p ON p.id = l.person_id
 WHERE l.file_id = $1 AND l.place >= $2 AND l.place < $3
 ORDER BY l.place;

-- name: attendance_line_set
UPDATE attendance_line SET state = $3, person_id = $4
 WHERE file_id = $1 AND place = $2
RETURNING place;
