-- Answers are told five at a time: each that came in alone would show between
-- two looks what the one learner said who was done in between.
ALTER TABLE survey_answer ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
UPDATE survey_answer SET told = 1
 WHERE unit_id IN (SELECT unit_id FROM survey_answer
                    GROUP BY unit_id HAVING count(*) >= 5);
CREATE INDEX survey_answer_waiting ON survey_answer (unit_id) WHERE told = 0;
