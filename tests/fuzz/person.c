/*
 * What is typed or pasted of people and modules, a field a line: what fits is
 * what is stored, and fits again as it is.
 */
#include "base/text.h"
#include "domain/day.h"
#include "domain/metadata.h"
#include "domain/person.h"
#include "fuzz.h"

static void person_check(struct arena *mem, char **rest)
{
	struct person p = { .name = fuzz_line(rest), .login = fuzz_line(rest),
			    .nip = fuzz_line(rest), .email = fuzz_line(rest) };
	struct person again;
	char nip[19], masked[NIP_MASKED_SIZE];

	if (nip_parse(p.nip, nip))
		must(strlen(nip) == 18 && strspn(nip, "0123456789") == 18);
	nip_mask(p.nip, masked);
	if (person_form(mem, &p))
		return;
	must(fuzz_utf8(p.name, 480) && text_plain(p.name));
	must(strlen(p.login) >= 2 && strlen(p.login) <= 64);
	must(text_same(p.login, login_form(mem, p.login)));
	must(!p.nip || strlen(p.nip) == 18);
	must(!p.email || fuzz_utf8(p.email, 254));
	/* Nobody else's NIP is anybody's login. */
	must(!nip_parse(p.login, nip) || text_same(p.login, p.nip));
	again = p;
	must(!person_form(mem, &again));
	must(text_same(p.name, again.name));
	must(text_same(p.login, again.login));
	must(text_same(p.nip, again.nip));
	must(text_same(p.email, again.email));
}

static void module_check(struct arena *mem, char **rest)
{
	struct module m = {
		.title = fuzz_line(rest), .description = fuzz_line(rest),
		.contact = fuzz_line(rest), .legal_basis = fuzz_line(rest),
		.review_by = fuzz_line(rest), .picture_alt = fuzz_line(rest),
	};
	struct module again;

	if (metadata_form(mem, &m))
		return;
	must(fuzz_utf8(m.title, 800) && *m.title && text_plain(m.title));
	must(fuzz_utf8(m.description, 2000) && text_plain(m.description));
	must(!*m.review_by || day_fits(m.review_by));
	again = m;
	must(!metadata_form(mem, &again));
	must(text_same(m.title, again.title));
	must(text_same(m.contact, again.contact));
	must(text_same(m.legal_basis, again.legal_basis));
}

static void host_check(const char *host)
{
	if (!module_host_fits(host))
		return;
	must(strncmp(host, "https://", 8) == 0 && !strpbrk(host, " ;,'\"\\"));
	must(!strpbrk(host + 8, "/?#@"));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena mem = ARENA_INIT;
	char *text, *rest;

	fuzz_begin();
	text = fuzz_text(&mem, bytes, size);
	if (text_utf8(text, size)) {
		rest = arena_copy(&mem, text, size);
		person_check(&mem, &rest);
		rest = arena_copy(&mem, text, size);
		module_check(&mem, &rest);
		rest = arena_copy(&mem, text, size);
		host_check(fuzz_line(&rest));
	}
	arena_end(&mem);
	return 0;
}
