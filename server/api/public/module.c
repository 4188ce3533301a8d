/*
 * The public page of a module that everybody may see: what it teaches, what is
 * in it, and the way in. And the short address of one, made when it is shared.
 */
#include <string.h>

#include "api/event/event.h"
#include "api/public/page.h"
#include "domain/plain.h"
#include "domain/share.h"
#include "routes.h"
#include "serve.h"
#include "store/module.h"
#include "store/short_code.h"

#define SUMMARY_MOST 200	/* characters in a preview */
#define OUTLINE_MOST 60

enum err module_public(struct db *db, const char *id, bool *out)
{
	struct module m;
	enum err e = module_by_id(db, id, &m);

	*out = !e && m.state == MODULE_PUBLISHED && !m.withdrawn_at &&
	       m.shared && m.version.id;
	return e == ERR_NOT_FOUND ? OK : e;
}

static const char *number(struct request *rq, int64_t n)
{
	return arena_format(rq->mem, "%lld", (long long)n);
}

static void put_size(struct page *p, const struct module *m)
{
	struct request *rq = p->rq;

	page_put(p, "<p>$", m->agency_name);
	if (m->jp)
		page_put(p, " · $", page_fill(p, PW_jp,
			VALUES({ "jp", number(rq, m->jp) })));
	page_put(p, " · $", page_fill(p, PW_module_size,
		VALUES({ "units", number(rq, m->version.units) })));
	if (m->minutes)
		page_put(p, " · $", page_fill(p, PW_module_minutes,
			VALUES({ "minutes", number(rq, m->minutes) })));
	page_put(p, "</p>");
}

static enum err put_outline(struct page *p, const struct module *m)
{
	struct unit *units;
	size_t n;
	enum err e;

	if ((e = unit_list(p->rq->db, m->version.id, &units, &n)))
		return e;
	page_put(p, "<div class=\"card\"><h2>$</h2><ul>",
		 page_word(p, PW_module_outline));
	for (size_t i = 0; i < n && i < OUTLINE_MOST; i++)
		page_put(p, "<li>$</li>", units[i].title);
	page_put(p, n > OUTLINE_MOST ? "</ul><p>…</p></div>" : "</ul></div>");
	return OK;
}

static void put_sharing(struct page *p, const struct module *m,
			const char *code)
{
	const char *url = event_url(p->rq, code);

	page_put(p, "<div class=\"card\"><h2>$</h2><p class=\"links\">"
		 "<a href=\"$\" rel=\"noopener\">$</a></p>"
		 "<img class=\"qr\" src=\"/k/$/qr.svg\" alt=\"$\" width=\"200\""
		 " height=\"200\"><p>$</p></div>", page_word(p, PW_share),
		 share_whatsapp(p->rq->mem, arena_format(p->rq->mem, "*%s*\n%s",
							 m->title, url)),
		 page_word(p, PW_share_whatsapp), code, page_word(p, PW_qr),
		 url);
}

enum err module_page(struct request *rq, struct response *rs, const char *code,
		     const char *module_id)
{
	const char *about;
	struct head head;
	struct module m;
	struct page p;
	bool is;
	enum err e;

	if ((e = module_public(rq->db, module_id, &is)))
		return e;
	if (!is)
		return fail(ERR_NOT_FOUND, "a module that is not public");
	if ((e = module_by_id(rq->db, module_id, &m)))
		return e;
	about = plain_words(rq->mem, m.description);
	head = (struct head){
		.title = m.title,
		.summary = text_line(rq->mem, arena_format(rq->mem, "%s. %s",
					m.agency_name, about), SUMMARY_MOST),
		.url = event_url(rq, code), .picture_alt = m.title,
		.picture = arena_format(rq->mem, "%s/gambar.png?v=%lld",
					event_url(rq, code),
					(long long)m.updated_at),
	};
	page_begin(&p, rq, arena_format(rq->mem, "/k/%s", code), &head);
	page_put(&p, "<p class=\"kind\">$</p><h1>$</h1>",
		 page_word(&p, PW_module), m.title);
	page_lines(&p, about);
	put_size(&p, &m);
	page_put(&p, "<p><a class=\"button\" href=\"/modul/$\">$</a></p>",
		 m.id, page_word(&p, PW_module_open));
	if ((e = put_outline(&p, &m)))
		return e;
	put_sharing(&p, &m, code);
	return page_send(&p, rs, 200);
}

/* Whoever sees a module that everybody may see may pass it on. */
enum err module_code(struct request *rq, struct response *rs)
{
	const char *id = request_param(rq, "id"), *code;
	bool is;
	enum err e;

	if ((e = module_public(rq->db, id, &is)))
		return e;
	if (!is)
		return refuse(rq, P_module_not_public, NO_VALUES);
	if ((e = short_code_for(rq->db, "module", id, rq->now, &code)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:s, s:s}", "code", code,
						   "url", event_url(rq, code)));
}
