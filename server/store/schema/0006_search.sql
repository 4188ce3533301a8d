-- The words of modules, for finding them: domain/search.h says what a word is.
ALTER TABLE module DROP COLUMN search;

-- What is in search_term of a module, by a short number of its own. It is due
-- again when the module's updated_at or version_id is another one.
CREATE TABLE search_doc (
	doc        BIGINT PRIMARY KEY,
	module_id  TEXT NOT NULL UNIQUE REFERENCES module (id),
	updated_at BIGINT NOT NULL,
	version_id TEXT NOT NULL
);

-- source 0: title, sentence, units, agency, field; 1: the text of its files.
CREATE TABLE search_term (
	term   TEXT NOT NULL,
	doc    BIGINT NOT NULL,
	source INTEGER NOT NULL,
	weight INTEGER NOT NULL,
	PRIMARY KEY (term, doc, source)
);
CREATE INDEX search_term_doc ON search_term (doc, source);

-- Every word that ever was, under the keys by which one with a slip is found.
CREATE TABLE search_word (
	word TEXT PRIMARY KEY,
	stem TEXT NOT NULL,
	head TEXT NOT NULL,
	tail TEXT NOT NULL
);
CREATE INDEX search_word_head ON search_word (head);
CREATE INDEX search_word_tail ON search_word (tail);
