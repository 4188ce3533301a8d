/*
 * Questions that other programs wrote, as questions of ours.
 *
 * A reader takes what it can and says of everything else where it stands, what
 * it is called and why it was not taken: nothing is dropped in silence. What a
 * taken question lost on the way (weights, sounds, a feedback without a place)
 * is a warning on it. HTML becomes Markdown, so that nothing of a stranger's
 * markup is left; small pictures become data: addresses inside it.
 *
 * All of it is bounded; the bytes may be anything. A file that cannot be read at
 * all is a refusal like another, with the place where it stops making sense.
 */
#ifndef CONTENT_QUESTION_SET_H
#define CONTENT_QUESTION_SET_H

#include <jansson.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

#define QUESTIONS_FILE_MOST  8000000	/* bytes of a file of text or XML */
#define QUESTIONS_ZIP_MOST   50000000	/* bytes of a package, packed */
#define QUESTIONS_KEPT_MOST  64000000	/* bytes that are kept of one, unpacked */
#define QUESTIONS_MOST       2000	/* questions, and as many refusals */
#define QUESTIONS_PICTURE_MOST 100000	/* bytes of one picture */
#define QUESTIONS_TAGS_MOST  20

enum questions_format {
	QUESTIONS_GIFT,
	QUESTIONS_AIKEN,
	QUESTIONS_MOODLE,	/* Moodle XML */
	QUESTIONS_QTI,		/* QTI 2.1 and 2.2: a package, or one item */
	QUESTIONS_CC,		/* Common Cartridge: QTI 1.2; the same reader */
	QUESTIONS_MISSING_WORD,	/* Moodle's old text form */
	QUESTIONS_CLOZE,	/* one question of Moodle's embedded answers */
	QUESTIONS_FORMATS
};

/* "gift", "aiken", "moodle", "qti", "cc", "missingword", "cloze". */
const char *questions_format_name(enum questions_format);
/* QUESTIONS_FORMATS when there is none of that name; NULL is not one. */
enum questions_format questions_format_by_name(const char *);

enum question_note_code {
#define REFUSED(name, code, id, en) NOTE_##name,
#define CHANGED(name, code, id, en) NOTE_##name,
#include "questions/notes.def"
	QUESTION_NOTES
};

struct question_note {
	enum question_note_code code;
	const char *file;	/* in a package; NULL */
	size_t line;		/* of that file; 0 where it is not known */
	const char *name;	/* the question's name, or how it begins; "" */
	const char *value;	/* what the sentence names; NULL */
	const char *said[LANG_COUNT];	/* the value where it differs by language */
};

struct question_taken {
	json_t *question;	/* the arena has the reference */
	const char *file;
	size_t line;
	const char *name;
};

struct question_set {
	struct question_taken *taken;
	struct question_note *refused, *warnings;
	size_t ntaken, nrefused, nwarnings;
};

/* "lost_sound"; stable. */
const char *question_note_name(enum question_note_code);

/* What happened and what to do, in one sentence. */
const char *question_note_sentence(struct arena *, const struct question_note *,
				   enum lang);

/* "baris 12", "items/a.xml, line 3", "" when neither is known. */
const char *question_note_place(struct arena *, const char *file, size_t line,
				enum lang);

struct question_file {
	const char *path;
	const char *bytes;	/* a NUL behind them */
	size_t size;
};

/*
 * What these files hold. Formats of one file read the first; a package is all of
 * its files. Never fails: a fault of the whole is in `refused`.
 */
void questions_parse(struct arena *, enum questions_format,
		     const struct question_file *, size_t nfiles,
		     struct question_set *out);

/*
 * The same of a regular file, unpacked first where the format is a package's and
 * the bytes are an archive's (`exe` as in unpack()). ERR_INTERNAL: the file
 * cannot be read. ERR_UNSUPPORTED, ERR_INVALID …: the archive cannot, and
 * `reason` says why in `lang`.
 */
enum err questions_read(struct arena *, enum questions_format, int fd,
			const char *exe, enum lang, struct question_set *out,
			const char **reason);

/* One question in GIFT, and the question as a comment where GIFT cannot hold it:
   see gift_write.c. False: other programs cannot read it from here. */
bool gift_write(struct arena *, const json_t *question, struct text *out);

#endif
