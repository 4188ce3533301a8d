/*
 * The reading of a module under way. Not for those outside content/.
 */
#ifndef CONTENT_NATIVE_CHECK_H
#define CONTENT_NATIVE_CHECK_H

#include "domain/definition.h"
#include "native.h"
#include "native_text.h"
#include "path_index.h"

enum native_code {
	NATIVE_FINE,
#define FAULT(name, code, id, en) NATIVE_##name,
#define WARNING(name, code, id, en) NATIVE_##name,
#include "native.def"
	NATIVE_CODES
};

/* A file of text, as it is read. */
struct native_source {
	const char *path;
	const char *name;	/* "ki-1": without folder and ending */
	const char *text;	/* "" when it could not be read */
	size_t size;
	json_t *json;		/* NULL: not JSON, or none that can be read */
	bool used;		/* a part names it */
};

/* A list of sources that grows no more once all files are read. */
struct native_sources {
	struct native_source *list;
	size_t n;
};

struct native_check {
	struct arena *mem;
	const struct native_folder *folder;
	struct native *out;
	struct native_source module;
	struct native_sources lessons, quizzes, cases;
	const char **media;		/* paths */
	uint64_t *media_sizes;
	bool *media_used;
	size_t nmedia;
	json_t *tokens;			/* of module.json; NULL */
	const char **token_names;	/* those of it */
	bool *token_used;
	size_t ntokens;
	struct path_index *idents;	/* of questions and activities */
	uint64_t text_bytes;		/* read so far */
	struct fault_detail *faults;
	size_t nfaults;
};

/* What a sentence is filled in with. */
struct native_words {
	const char *name, *near;
	uint64_t limit;
};

#define WORDS_OF(...) (&(struct native_words){ __VA_ARGS__ })

/* Note a fault; `line` 0 is the whole file. Past NATIVE_FAULTS it is dropped. */
void native_fault(struct native_check *, const char *file, size_t line,
		  enum native_code, const struct native_words *);

/* Are there as many as are told? Then nothing need be sought out any more. */
bool native_full(const struct native_check *);

/* The same at a place of a source's JSON, and where a text stands in it. */
void native_fault_at(struct native_check *, const struct native_source *,
		     const char *pointer, enum native_code,
		     const struct native_words *);
void native_fault_text(struct native_check *, const struct native_source *,
		       const char *text, enum native_code,
		       const struct native_words *);

/* What the domain found in a source's JSON, `from` the n-th on. */
void native_faults_take(struct native_check *, const struct native_source *,
			const struct definition_faults *);

/* By file and line; how many of them are warnings is counted. */
void native_faults_sort(struct native_check *);

/* The sentence of a code, for the tests. */
const struct phrase *native_phrase(enum native_code);
const char *native_code_name(enum native_code);

/*
 * The line where what a JSON pointer names begins, of a member its key; the
 * nearest thing around it that is there. 1 and up. The text is JSON that was
 * read before.
 */
size_t native_line(const char *json, const char *pointer);

/* The line of byte `offset`. */
size_t native_line_at(const char *text, size_t offset);

/* Sort files into sources, read them, note those that do not belong. */
enum err native_files_read(struct native_check *);

/* The source of that name; NULL. */
struct native_source *native_source_find(const struct native_sources *,
					 const char *name);
/* The nearest name of those that are there; NULL. */
const char *native_source_near(struct native_check *,
			       const struct native_sources *, const char *name);

/* The media file that a text shows is used now; its bytes, and those of its
   captions. A fault when it is not there. */
uint64_t native_media_use(struct native_check *, const struct native_source *,
			  const char *path);

/* What a text uses: is it there, and noted as used? */
void native_uses_check(struct native_check *, const struct native_source *,
		       const struct native_uses *);

/* module.json: its keys, its tokens. False: it is of a newer format. */
bool native_module(struct native_check *);
/* Each part, in order; what stands in the files it names. */
void native_parts(struct native_check *);

/* What a lesson's head says, owned by the arena, and the text behind it. */
const char *native_head(struct native_check *, const struct native_source *,
			json_t **out);

/* The arena drops the reference. */
void native_own(struct native_check *, json_t *);

/* A lesson, with the practice of its name or NULL. */
void native_lesson(struct native_check *, struct native_source *,
		   struct native_source *practice, struct native_unit *out);

/* Of a quiz or case: its own name, its questions' ids, what its texts use. */
void native_quiz(struct native_check *, struct native_source *);
void native_case(struct native_check *, struct native_source *);
/* "practice", "quiz" …; "" when it does not say. */
const char *native_quiz_kind(const struct native_source *);
/* Practice questions that are counted ones too. */
void native_practice_compare(struct native_check *);

/* Every text in JSON: its tokens, its pictures, its links. */
void native_texts(struct native_check *, const struct native_source *,
		  json_t *);

/* HTML beside every text of a practice: `html`, `hintHtml`, `itemsHtml` … A new
   reference. */
json_t *native_html(struct native_check *, json_t *);

/* What only shows once everything is read: media and tokens not used. */
void native_unused(struct native_check *);

#endif
