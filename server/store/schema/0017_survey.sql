-- What learners answered to a survey, and not who: a row has neither a person
-- nor a moment, and its number, by which SQLite orders the rows, is drawn at
-- random.
CREATE TABLE survey_answer (
	id      INTEGER PRIMARY KEY,
	unit_id TEXT NOT NULL REFERENCES unit (id),
	answers TEXT NOT NULL
);
CREATE INDEX survey_answer_unit ON survey_answer (unit_id);
