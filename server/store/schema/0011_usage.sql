-- How many bytes a package has stored for a learner by xAPI: of a person in a
-- module; of a module for everybody, person_id ''; of a person wherever they
-- learn, module_id ''. A sum that is kept, since counting would read it all.
CREATE TABLE usage (
	person_id TEXT NOT NULL,
	module_id TEXT NOT NULL,
	bytes     BIGINT NOT NULL,
	PRIMARY KEY (person_id, module_id)
);

-- As counted in usage; what was there before is counted in characters.
ALTER TABLE document ADD COLUMN size BIGINT NOT NULL DEFAULT 0;
UPDATE document SET size = length(content);

INSERT INTO usage (person_id, module_id, bytes)
SELECT person_id, module_id, sum(bytes)
  FROM (SELECT coalesce(person_id, '') AS person_id,
               coalesce(module_id, '') AS module_id, size AS bytes
          FROM document
         UNION ALL
        SELECT person_id, module_id, length(body) FROM statement) AS all_of_it
 GROUP BY person_id, module_id;
