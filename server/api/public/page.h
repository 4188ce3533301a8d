/*
 * Pages that the server makes: for strangers, for programs that show a preview
 * of a link, and for browsers without a script.
 *
 * Everything that is put into a page is escaped, and the policy lets nothing in
 * but our own style, pictures and forms, so that a title is never more than a
 * title. They say nothing of who is signed in.
 */
#ifndef API_PUBLIC_PAGE_H
#define API_PUBLIC_PAGE_H

#include "domain/event.h"
#include "domain/module.h"
#include "http/http.h"

enum public_word {
#define PUBLIC_WORD(name, ...) PW_##name,
#include "api/public/words.def"
#undef PUBLIC_WORD
	PW_COUNT
};

/* What a page's head says of it. */
struct head {
	const char *title;	/* of the tab and the preview */
	const char *summary;	/* "" for none */
	const char *url;	/* in full; NULL: not to be passed on or found */
	const char *picture;	/* in full; NULL */
	const char *picture_alt;
};

struct page {
	struct request *rq;
	struct text out;
	enum lang lang;
	const char *path;	/* of this page, for the other language; NULL: none */
	/* Set after page_begin. */
	const char *framer;	/* the origin that may frame it; NULL: none */
	const char *nonce;	/* of its script: page_script */
};

/*
 * The language is that of ?lang=, else of Accept-Language. Everything up to the
 * page's own content; `page_send` ends it.
 */
void page_begin(struct page *, struct request *, const char *path,
		const struct head *);
enum err page_send(struct page *, struct response *, int status);

/* With 200, for pages that are the same for everybody: kept for a minute by
   whoever likes, then asked for by its tag. */
enum err page_send_kept(struct page *, struct response *);

/* The page's one script, ours to the last letter: nothing is put into it. */
void page_script(struct page *, const char *script);

/* A word of ours in the language of the page that answers `rq`. */
const char *page_word_for(struct request *rq, enum public_word);

/* The language of that page. */
enum lang page_lang(struct request *);

/* `form` with each $ replaced by the next argument, a text, escaped. */
void page_put(struct page *, const char *form, ...);

/* A word of ours in the page's language, not escaped. */
const char *page_word(const struct page *, enum public_word);
const char *page_fill(const struct page *, enum public_word,
		      const struct text_value *);

/* Paragraphs of what stands between empty lines, escaped. */
void page_lines(struct page *, const char *text);

/* "?lang=en" when that was asked for, so that it is kept; "". */
const char *page_keep(const struct page *);

/* A page that says one thing, and a link on. */
enum err page_say(struct request *, struct response *, int status,
		  enum public_word title, enum public_word lead,
		  const char *href, enum public_word link);

/* Its own style: the path, with a hash in it. */
const char *page_style(struct arena *);

/* ---- What is at a short address ------------------------------------------- */

/* The event at the path's {code}; ERR_NOT_FOUND also for a draft. Whether
   strangers may read of it is event_visible's. */
enum err public_event(struct request *, struct event *out);

enum err event_page(struct request *, struct response *, const struct event *);
enum err module_page(struct request *, struct response *, const char *code,
		     const char *module_id);

/* What was typed into the form, and what is wrong with it. */
struct registration {
	const char *name, *identity, *agency, *once;
	enum public_word fault;		/* PW_COUNT: nothing */
	const char *member;		/* which field: "nama"; "" for none */
};

/* The event's page with the form as it was sent. */
enum err event_page_again(struct request *, struct response *, int status,
			  const struct event *, const struct registration *);

/* Is that module published, not withdrawn and shared with everybody? */
enum err module_public(struct db *, const char *id, bool *out);

#endif
