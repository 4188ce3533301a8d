#include <stdlib.h>
#include <string.h>

#include "api/field.h"
#include "api/people/people.h"
#include "api/people/roster.h"
#include "domain/day.h"
#include "domain/metadata.h"
#include "serve.h"

static void fault_put(struct request *rq, json_t **to, const char *code,
		      enum roster_column column, const char *message)
{
	if (!*to)
		*to = request_own_json(rq, json_array());
	json_array_append_new(*to, json_pack("{s:s, s:s, s:s}",
		"field", roster_column_name(column), "code", code,
		"message", message));
}

void roster_fault(struct request *rq, json_t **to, enum roster_fault fault,
		  const struct text_value *values)
{
	const char *text = roster_fault_text(fault)->in[rq->lang];

	fault_put(rq, to, roster_fault_code(fault), roster_fault_column(fault),
		  values ? text_fill(rq->mem, text, values) : text);
}

/* ---- A row by itself ------------------------------------------------- */

static void name_read(struct request *rq, struct line *l)
{
	struct person p = { .name = text_line(rq->mem, l->cells[ROSTER_NAME],
					      ROSTER_CELL_MOST),
			    .login = "xx" };

	l->typed.name = "";
	if (!*l->cells[ROSTER_NAME]) {
		roster_fault(rq, &l->typed_faults, ROSTER_NAME_MISSING, NULL);
		return;
	}
	if (!text_plain(l->cells[ROSTER_NAME]) || person_form(rq->mem, &p)) {
		roster_fault(rq, &l->typed_faults, ROSTER_NAME_BAD, NULL);
		return;
	}
	l->typed.name = p.name;
}

static void nip_warn(struct request *rq, struct line *l, const struct nip *nip)
{
	for (unsigned bit = 1; bit <= NIP_APPOINTED_OLD; bit <<= 1)
		if (nip->warnings & bit)
			fault_put(rq, &l->warnings, "nip_age", ROSTER_NIP,
				  nip_warning_text((enum nip_warning)bit)
					->in[rq->lang]);
	if (!nip_kind_fits(nip, l->typed.kind))
		roster_fault(rq, &l->warnings, ROSTER_NIP_KIND, NULL);
}

static void nip_line(struct request *rq, struct line *l)
{
	struct nip *nip = arena_new(rq->mem, struct nip);
	enum nip_fault fault;

	if (!*l->cells[ROSTER_NIP]) {
		if (!*l->cells[ROSTER_LOGIN])
			roster_fault(rq, &l->typed_faults, ROSTER_NIP_MISSING,
				     NULL);
		return;
	}
	if ((fault = nip_read(l->cells[ROSTER_NIP], rq->now, nip))) {
		fault_put(rq, &l->typed_faults,
			  arena_format(rq->mem, "nip_%s", nip_fault_name(fault)),
			  ROSTER_NIP,
			  nip_fault_say(rq->mem, fault, nip, rq->lang));
		return;
	}
	l->typed.nip = nip->digits;
	nip_warn(rq, l, nip);
}

static void kind_read(struct request *rq, struct line *l)
{
	const char *cell = l->cells[ROSTER_KIND];

	l->typed.kind = *cell ? roster_kind(cell) : "";
	if (!l->typed.kind) {
		l->typed.kind = "";
		roster_fault(rq, &l->typed_faults, ROSTER_KIND_BAD, NULL);
	}
}

static void roles_read(struct request *rq, struct line *l)
{
	const char *cell = l->cells[ROSTER_ROLES];

	l->roles_given = *cell;
	if (!roster_roles(cell, &l->typed.roles))
		roster_fault(rq, &l->typed_faults, ROSTER_ROLE_BAD, NULL);
	else if (l->typed.roles & ROLE_ADMIN)
		roster_fault(rq, &l->typed_faults, ROSTER_ROLE_ADMIN, NULL);
}

static void login_read(struct request *rq, struct line *l)
{
	struct person p = { .name = "x", .login = l->cells[ROSTER_LOGIN],
			    .nip = l->typed.nip };

	if (!*l->cells[ROSTER_LOGIN]) {
		l->typed.login = l->typed.nip;
		return;
	}
	if (person_form(rq->mem, &p))
		roster_fault(rq, &l->typed_faults, ROSTER_LOGIN_BAD, NULL);
	else
		l->typed.login = p.login;
}

static void email_read(struct request *rq, struct line *l)
{
	struct person p = { .name = "x", .login = "xx",
			    .email = l->cells[ROSTER_EMAIL] };

	if (person_form(rq->mem, &p))
		roster_fault(rq, &l->typed_faults, ROSTER_EMAIL_BAD, NULL);
	else
		l->typed.email = p.email;
}

static void line_read(struct request *rq, struct line *l)
{
	for (size_t i = 0; i < ROSTER_COLUMNS; i++)
		if (strlen(l->cells[i]) > ROSTER_CELL_MOST) {
			fault_put(rq, &l->typed_faults,
				  roster_fault_code(ROSTER_CELL_LONG),
				  (enum roster_column)i,
				  roster_fault_text(ROSTER_CELL_LONG)
					->in[rq->lang]);
			l->cells[i] = "";
		}
	name_read(rq, l);
	kind_read(rq, l);
	nip_line(rq, l);
	login_read(rq, l);
	email_read(rq, l);
	roles_read(rq, l);
}

/* ---- Rows beside each other ------------------------------------------ */

struct key {
	const char *text;
	size_t at;
};

static int key_order(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	const int order = strcmp(x->text, y->text);

	return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* Whoever stands first has it; those behind are told where. */
static void twice_find(struct request *rq, struct roster *r, struct key *keys,
		       size_t n, enum roster_fault fault)
{
	qsort(keys, n, sizeof(*keys), key_order);
	for (size_t i = 1, first = 0; i < n; i++) {
		if (strcmp(keys[i].text, keys[first].text)) {
			first = i;
			continue;
		}
		roster_fault(rq, &r->lines[keys[i].at].typed_faults, fault,
			     VALUES({ "line", arena_format(rq->mem, "%zu",
						keys[first].at + 1) }));
	}
}

static bool counted(const struct line *l)
{
	return l->choice != CHOICE_SKIP && l->outcome != LINE_BLANK;
}

static void twice_check(struct request *rq, struct roster *r)
{
	struct key *keys = arena_array(rq->mem, struct key, r->n);
	static const enum roster_fault faults[] = {
		ROSTER_NIP_TWICE, ROSTER_EMAIL_TWICE, ROSTER_LOGIN_TWICE };

	for (int what = 0; what < 3; what++) {
		size_t n = 0;

		for (size_t i = 0; i < r->n; i++) {
			const struct line *l = &r->lines[i];
			const char *text = what == 0 ? l->typed.nip
				: what == 1 ? l->typed.email
				: *l->cells[ROSTER_LOGIN] ? l->typed.login
							  : NULL;

			if (text && counted(l))
				keys[n++] = (struct key){ text, i };
		}
		if (n)
			twice_find(rq, r, keys, n, faults[what]);
	}
}

/* ---- The body -------------------------------------------------------- */

static const struct phrase
	bad_columns = { {
		"Kolom yang ada: name, nip, unit, job, kind, email, roles, login; masing-masing sekali, name wajib.",
		"The columns are: name, nip, unit, job, kind, email, roles, login; each once, name is needed." } },
	bad_rows = { {
		"Kirim 1 sampai 5.000 baris; setiap isiannya teks.",
		"Send 1 to 5,000 rows of texts." } },
	bad_choices = { {
		"Pilihan yang ada: skip, update, keep.",
		"The choices are: skip, update, keep." } },
	bad_day = { {
		"Tulis tanggal seperti 2027-01-31, tidak sesudah hari ini.",
		"Write a day such as 2027-01-31, not after today." } };

static enum err columns_read(struct request *rq,
			     size_t at[static ROSTER_COLUMNS], size_t *n)
{
	const json_t *list = json_object_get(rq->json, "columns");

	*n = json_array_size(list);
	for (size_t i = 0; i < ROSTER_COLUMNS; i++)
		at[i] = SIZE_MAX;
	for (size_t i = 0; i < *n; i++) {
		const char *name = json_string_value(json_array_get(list, i));
		const enum roster_column c = name ? roster_column_named(name)
						  : ROSTER_COLUMNS;

		if (c == ROSTER_COLUMNS || at[c] != SIZE_MAX)
			return field_bad(rq, "columns", &bad_columns);
		at[c] = i;
	}
	return at[ROSTER_NAME] == SIZE_MAX
		? field_bad(rq, "columns", &bad_columns) : OK;
}

/* A row may be shorter than the columns are: Excel leaves out what is empty. */
static enum err cells_read(struct request *rq, const json_t *row,
			   const size_t at[static ROSTER_COLUMNS], size_t n,
			   struct line *l)
{
	bool any = false;

	if (!json_is_array(row) || json_array_size(row) > n)
		return field_bad(rq, "rows", &bad_rows);
	for (size_t i = 0; i < ROSTER_COLUMNS; i++) {
		const json_t *cell = at[i] == SIZE_MAX
			? NULL : json_array_get(row, at[i]);

		if (cell && !json_is_string(cell))
			return field_bad(rq, "rows", &bad_rows);
		l->cells[i] = cell ? text_trim(rq->mem,
					       json_string_value(cell)) : "";
		any = any || *l->cells[i];
	}
	l->outcome = any ? LINE_BAD : LINE_BLANK;
	return OK;
}

static enum err rows_read(struct request *rq, struct roster *r)
{
	const json_t *list = json_object_get(rq->json, "rows");
	size_t at[ROSTER_COLUMNS], n;
	enum err e;

	if ((e = columns_read(rq, at, &n)))
		return e;
	r->n = json_array_size(list);
	if (!r->n || r->n > ROSTER_MOST)
		return field_bad(rq, "rows", &bad_rows);
	r->lines = arena_array(rq->mem, struct line, r->n);
	for (size_t i = 0; i < r->n; i++)
		if ((e = cells_read(rq, json_array_get(list, i), at, n,
				    &r->lines[i])))
			return e;
	return OK;
}

/* {"12": "skip"}: by the row, from 0 on. */
static enum err choices_read(struct request *rq, struct roster *r)
{
	static const char *const names[] = { "", "skip", "update", "keep" };
	json_t *all = json_object_get(rq->json, "choices"), *one;
	const char *key;

	if (!all)
		return OK;
	if (!json_is_object(all))
		return field_bad(rq, "choices", &bad_choices);
	json_object_foreach(all, key, one) {
		const char *said = json_string_value(one);
		const unsigned long at = strtoul(key, NULL, 10);
		int c = 1;

		while (c < 4 && (!said || strcmp(said, names[c])))
			c++;
		if (c == 4 || at >= r->n)
			return field_bad(rq, "choices", &bad_choices);
		r->lines[at].choice = (enum choice)c;
	}
	return OK;
}

static enum err from_read(struct request *rq, struct roster *r)
{
	char *today = arena_alloc(rq->mem, DAY_SIZE);
	char last[DAY_SIZE];
	enum err e;

	if ((e = field_text(rq, "from", 20, &r->from)))
		return e;
	day_at(rq->now, ZONE_WIB, today);
	day_at(rq->now, ZONE_WIT, last);
	if (!r->from)
		r->from = today;
	return day_fits(r->from) && strcmp(r->from, last) <= 0
		? OK : field_bad(rq, "from", &bad_day);
}

enum err roster_read(struct request *rq, struct roster *r)
{
	const char *look = request_query(rq, "try");
	enum err e;

	r->look = look && strcmp(look, "1") == 0;
	r->units.chosen = json_object_get(rq->json, "unitFor");
	r->units.fresh = json_object_get(rq->json, "newUnits");
	r->jobs.chosen = json_object_get(rq->json, "jobFor");
	r->jobs.fresh = json_object_get(rq->json, "newJobs");
	if ((e = rows_read(rq, r)) || (e = choices_read(rq, r)) ||
	    (e = from_read(rq, r)))
		return e;
	for (size_t i = 0; i < r->n; i++)
		if (counted(&r->lines[i]))
			line_read(rq, &r->lines[i]);
	twice_check(rq, r);
	return OK;
}
