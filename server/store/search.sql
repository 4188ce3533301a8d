-- name: search_due
-- Modules whose words are not those that are kept, the oldest change first.
SELECT m.id, m.updated_at, m.version_id, d.version_id AS text_of
  FROM module m
  LEFT JOIN search_doc d ON d.module_id = m.id
 WHERE m.version_id IS NOT NULL
   AND (d.doc IS NULL OR d.updated_at <> m.updated_at
        OR d.version_id <> m.version_id)
 ORDER BY m.updated_at, m.id
 LIMIT $1;

-- name: search_doc_add
INSERT INTO search_doc (doc, module_id, updated_at, version_id)
SELECT coalesce(max(doc), 0) + 1, $1, 0, ''
  FROM search_doc
 WHERE TRUE
    ON CONFLICT (module_id) DO NOTHING;

-- name: search_doc_of
SELECT doc FROM search_doc WHERE module_id = $1;

-- name: search_doc_done
-- Unless they became due again meanwhile.
UPDATE search_doc SET updated_at = $2, version_id = $3
 WHERE doc = $1 AND version_id = $4;

-- name: search_doc_stale
UPDATE search_doc SET version_id = $2 WHERE module_id = $1;

-- name: search_docs_forget
UPDATE search_doc SET updated_at = 0, version_id = '';

-- name: search_words_forget
DELETE FROM search_word;

-- name: search_term_clear
DELETE FROM search_term WHERE doc = $1 AND source = $2;

-- name: search_term_put
INSERT INTO search_term (term, doc, source, weight)
VALUES ($1, $2, $3, $4)
    ON CONFLICT (term, doc, source) DO UPDATE SET weight = excluded.weight;

-- name: search_word_put
INSERT INTO search_word (word, stem, head, tail)
VALUES ($1, $2, $3, $4)
    ON CONFLICT (word) DO NOTHING;

-- name: search_hits
SELECT d.module_id, sum(t.weight) AS weight
  FROM search_term t
  JOIN search_doc d ON d.doc = t.doc
 WHERE t.term = $1
 GROUP BY d.module_id;

-- name: search_likely
-- Words among which the one that was meant must be: see domain/search.h.
SELECT word, stem FROM search_word WHERE head = $1
 UNION
SELECT word, stem FROM search_word WHERE tail = $2
 LIMIT $3;

-- name: search_catalogue
-- Every module that person $1 of agency $3 may see: published ones of their own
-- agency or shared with it; drafts for the authors of agency $2 and, with $2 =
-- '*', for administrators; others for those who have begun.
SELECT m.id, m.title, m.agency_id, m.topic, m.state, m.jp, m.minutes,
       m.created_at, m.updated_at, a.completion, a.success,
       CASE WHEN m.owner_id = $1 THEN 1 ELSE 0 END AS own
  FROM module m
  LEFT JOIN attempt a ON a.person_id = $1 AND a.module_id = m.id
   AND a.number = (SELECT max(b.number) FROM attempt b
                    WHERE b.person_id = $1 AND b.module_id = m.id)
   AND a.number > 0
 WHERE m.version_id IS NOT NULL
   AND ((m.state = 'published' AND m.withdrawn_at IS NULL
         AND (m.shared = 1 OR m.agency_id = $3
              OR EXISTS (SELECT 1 FROM module_share h
                          WHERE h.module_id = m.id AND h.agency_id = $3)))
        OR $2 = '*' OR m.agency_id = $2
        OR (m.state <> 'draft' AND a.id IS NOT NULL));
