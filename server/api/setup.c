/*
 * The first steps of an installation, for its administrator: what is done, and
 * what there is to do. Any step may be left, and all of it put away.
 */
#include <string.h>

#include "address.h"
#include "api/field.h"
#include "routes.h"
#include "serve.h"
#include "store/agency.h"
#include "store/mail.h"
#include "store/person.h"
#include "store/setting.h"
#include "store/setup.h"

#define DISMISSED "setup_dismissed"

/* What account_agency calls one that nobody has named yet. */
#define UNNAMED "Instansi"

static const struct phrase address_rule = { {
	"Tulis alamat lengkap tanpa garis miring di akhir, misalnya https://belajar.contoh.go.id.",
	"Write the whole address without a slash at its end, such as https://learn.example.go.id." } };

static enum err mail_done(struct request *rq, bool *out)
{
	struct mail_setting s;
	enum err e = mail_setting_get(rq->db, &s);

	*out = !e && s.verified_at;
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err setup_show(struct request *rq, struct response *rs)
{
	const char *address, *dismissed;
	struct setup_counts n;
	struct agency agency;
	bool mail;
	enum err e;

	if ((e = agency_first(rq->db, &agency)) ||
	    (e = address_known(rq->server->config, rq->db, &address)) ||
	    (e = mail_done(rq, &mail)) || (e = setup_count(rq->db, &n)) ||
	    (e = setting_get(rq->db, DISMISSED, &dismissed)))
		return e;
	return respond_json(rq, rs, 200,
		json_pack("{s:b, s:s?, s:b, s:s, s:{s:b, s:b, s:b, s:b, s:b}}",
			  "dismissed", dismissed != NULL, "address", address,
			  "addressFixed", *rq->server->config->url != '\0',
			  "agency", agency.id, "steps",
			  "agency", strcmp(agency.name, UNNAMED) != 0,
			  "address", address != NULL, "mail", mail,
			  "people", n.people > 1, "module", n.modules > 0));
}

static enum err address_read(struct request *rq)
{
	const char *address;
	enum err e = field_text(rq, "address", 300, &address);

	if (e || !address)
		return e;
	address = text_lower(rq->mem, text_trim(rq->mem, address));
	return address_fits(address) ? address_set(rq->db, address)
				     : field_bad(rq, "address", &address_rule);
}

enum err setup_patch(struct request *rq, struct response *rs)
{
	bool dismissed = false;
	enum err e;

	if ((e = address_read(rq)) ||
	    (e = field_bool(rq, "dismissed", &dismissed)) ||
	    (dismissed && (e = setting_put(rq->db, DISMISSED, "1"))))
		return e;
	return setup_show(rq, rs);
}
