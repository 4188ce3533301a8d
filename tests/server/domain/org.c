#include "domain/org.h"

#include <stdlib.h>

#include "check.h"
#include "domain/day.h"
#include "domain/membership.h"

static struct arena mem = ARENA_INIT;

/* Dinas > Bidang > Seksi, and Sekretariat, closed. */
static struct org_unit tree[] = {
	{ .id = "dinas", .agency_id = "a", .name = "Dinas" },
	{ .id = "bidang", .agency_id = "a", .parent_id = "dinas",
	  .name = "Bidang Satu" },
	{ .id = "seksi", .agency_id = "a", .parent_id = "bidang",
	  .name = "Seksi", .people = 3 },
	{ .id = "lama", .agency_id = "a", .parent_id = "dinas",
	  .name = "Sekretariat", .closed_at = 1 },
};
#define N (sizeof(tree) / sizeof(*tree))

static enum org_fault unit(const char *id, const char *parent, const char *name)
{
	const struct org_unit u = { .id = id, .agency_id = "a",
				    .parent_id = parent, .name = name };

	return org_unit_check(&mem, tree, N, &u);
}

static void names(void)
{
	check_int(unit("x", NULL, ""), ORG_NAME);
	check_int(unit("x", NULL, "--"), ORG_NAME);
	check_int(unit("x", NULL, "Di\xe2\x80\xaenas Baru"), ORG_NAME);
	check_int(unit("x", NULL, " dinas."), ORG_TAKEN);
	check_int(unit("x", "bidang", "Dinas"), ORG_FINE);
	check_int(unit("x", "dinas", "Sekretariat"), ORG_FINE);
	check_int(unit("bidang", "dinas", "Bidang  Satu"), ORG_FINE);
	check_str(org_name_form(&mem, "  Bidang \t Dua\n"), "Bidang Dua");
	check(org_name_same("Sub-Bagian Umum", "SUB BAGIAN UMUM"));
	check(!org_name_same("Bidang 1", "Bidang 11"));
}

static void places(void)
{
	check_int(unit("x", "tidak", "Baru"), ORG_PARENT);
	check_int(unit("x", "lama", "Baru"), ORG_PARENT);
	check_int(unit("dinas", "dinas", "Dinas"), ORG_CYCLE);
	check_int(unit("dinas", "seksi", "Dinas"), ORG_CYCLE);
	check_int(unit("bidang", "seksi", "Bidang Satu"), ORG_CYCLE);
	check_int(unit("seksi", "dinas", "Seksi"), ORG_FINE);
	tree[0].agency_id = "b";
	check_int(unit("x", "dinas", "Baru"), ORG_PARENT);
	tree[0].agency_id = "a";
}

static void closing(void)
{
	struct org_unit u = tree[2];

	u.closed_at = 5;
	check_int(org_unit_check(&mem, tree, N, &u), ORG_PEOPLE);
	u = tree[1];
	u.closed_at = 5;
	check_int(org_unit_check(&mem, tree, N, &u), ORG_BELOW);
	u = tree[3];
	u.closed_at = 0;
	check_int(org_unit_check(&mem, tree, N, &u), ORG_FINE);
}

/* One below the other, `n` of them. */
static void chain(struct org_unit *out, size_t n, const char *prefix)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (struct org_unit){
			.id = arena_format(&mem, "%s%zu", prefix, i),
			.agency_id = "a", .name = "U",
			.parent_id = i ? out[i - 1].id : NULL };
}

static void depths(void)
{
	struct org_unit all[16], u;

	chain(all, ORG_DEPTH, "p");
	u = (struct org_unit){ .id = "x", .agency_id = "a", .name = "X",
			       .parent_id = all[ORG_DEPTH - 1].id };
	check_int(org_unit_check(&mem, all, ORG_DEPTH, &u), ORG_DEEP);
	u.parent_id = all[ORG_DEPTH - 2].id;
	check_int(org_unit_check(&mem, all, ORG_DEPTH, &u), ORG_FINE);
	/* What hangs below a unit comes along. */
	chain(all, 8, "p");
	chain(all + 8, 5, "q");
	u = all[8];
	u.name = "Q";
	u.parent_id = all[6].id;
	check_int(org_unit_check(&mem, all, 13, &u), ORG_FINE);
	u.parent_id = all[7].id;
	check_int(org_unit_check(&mem, all, 13, &u), ORG_DEEP);
	check_str(org_unit_path(&mem, tree, N, &tree[2]),
		  "Dinas / Bidang Satu / Seksi");
}

/* Whatever was allowed, the tree is one: every unit leads up to the top. */
static void any_moves(void)
{
	struct org_unit all[40];
	size_t n = 0;

	srand(2611);
	for (int i = 0; i < 4000; i++) {
		const size_t at = (size_t)rand() % 40;
		struct org_unit u = { .agency_id = "a", .id = arena_format(&mem,
			"u%zu", at < n ? at : n) };

		u.name = arena_format(&mem, "Unit %d", rand() % 60);
		if (n && rand() % 5)
			u.parent_id = all[(size_t)rand() % n].id;
		if (org_unit_check(&mem, all, n, &u))
			continue;
		if (at < n)
			all[at] = u;
		else if (n < 40)
			all[n++] = u;
		for (size_t k = 0; k < n; k++) {
			const struct org_unit *p = &all[k];
			size_t depth = 1;

			while (p->parent_id && depth <= ORG_DEPTH) {
				p = &all[atoi(p->parent_id + 1)];
				depth++;
			}
			check(!p->parent_id && depth <= ORG_DEPTH);
		}
	}
	check_int(n, 40);
}

static void jobs(void)
{
	const struct job all[] = {
		{ .id = "1", .agency_id = "a", .name = "Analis", .people = 2 },
		{ .id = "2", .name = "Arsiparis" },
		{ .id = "3", .agency_id = "a", .name = "Lama", .closed_at = 1 },
	};
	struct job j = { .id = "x", .agency_id = "a", .name = "arsiparis" };

	check_int(job_check(all, 3, &j), ORG_TAKEN);
	j.name = "Lama";
	check_int(job_check(all, 3, &j), ORG_FINE);
	j = all[0];
	j.closed_at = 1;
	check_int(job_check(all, 3, &j), ORG_PEOPLE);
	j = all[2];
	j.closed_at = 0;
	check_int(job_check(all, 3, &j), ORG_FINE);
	check(job_kind_known("functional") && !job_kind_known("raja"));
}

/* ---- Where somebody works -------------------------------------------- */

#define TODAY "2026-11-22"

static enum move move(const char *until, const char *unit_id, const char *day)
{
	const struct membership last = { .unit_id = "a", .job_id = "j",
		.from_day = "2025-01-15", .until_day = until };

	return move_weigh(&last, unit_id, "j", day, TODAY);
}

static void moves(void)
{
	check_int(move_weigh(NULL, "a", NULL, "2020-01-01", TODAY), MOVE_BEGIN);
	check_int(move_weigh(NULL, NULL, NULL, TODAY, TODAY), MOVE_NOTHING);
	check_int(move(NULL, "b", "2026-01-01"), MOVE_CHANGE);
	check_int(move(NULL, "b", "2025-01-15"), MOVE_CORRECT);
	check_int(move(NULL, "b", "2025-01-14"), MOVE_EARLY);
	check_int(move(NULL, "a", "2026-01-01"), MOVE_NOTHING);
	check_int(move(NULL, NULL, "2026-01-01"), MOVE_END);
	check_int(move(NULL, NULL, "2025-01-15"), MOVE_UNDO);
	check_int(move("2026-05-01", "b", "2026-04-30"), MOVE_EARLY);
	check_int(move("2026-05-01", "b", "2026-05-01"), MOVE_BEGIN);
	check_int(move("2026-05-01", NULL, "2026-06-01"), MOVE_NOTHING);
	check_int(move(NULL, "b", "2026-11-23"), MOVE_FUTURE);
	check_int(move(NULL, "b", TODAY), MOVE_CHANGE);
	check_int(move(NULL, "b", "2026-02-29"), MOVE_NO_DAY);
	check_int(move(NULL, "b", "1 Januari"), MOVE_NO_DAY);
}

struct stays {
	struct membership all[400];
	size_t n;
};

static void stay_move(struct stays *s, const char *unit_id, const char *day)
{
	struct membership *last = s->n ? &s->all[s->n - 1] : NULL;

	switch (move_weigh(last, unit_id, NULL, day, TODAY)) {
	case MOVE_CHANGE:
		last->until_day = day;
		/* fallthrough */
	case MOVE_BEGIN:
		s->all[s->n++] = (struct membership){ .unit_id = unit_id,
						      .from_day = day };
		break;
	case MOVE_CORRECT:
		last->unit_id = unit_id;
		break;
	case MOVE_END:
		last->until_day = day;
		break;
	case MOVE_UNDO:
		s->n--;
		break;
	default:
		break;
	}
}

/* Never in two at once, and at most one goes on: the last. */
static void any_stays(void)
{
	static const char *const units[] = { "a", "b", "c", NULL };

	srand(2612);
	for (int round = 0; round < 200; round++) {
		struct stays s = { .n = 0 };

		for (int i = 0; i < 40; i++)
			stay_move(&s, units[rand() % 4],
				  arena_format(&mem, "%d-%02d-%02d",
					       2024 + rand() % 4,
					       1 + rand() % 12,
					       1 + rand() % 28));
		for (size_t i = 0; i < s.n; i++) {
			check(!s.all[i].until_day ||
			      strcmp(s.all[i].from_day,
				     s.all[i].until_day) < 0);
			check(i + 1 == s.n ||
			      (s.all[i].until_day &&
			       strcmp(s.all[i].until_day,
				      s.all[i + 1].from_day) <= 0));
		}
	}
}

int main(void)
{
	TEST("a unit has a name that none beside it has")
		names();
	TEST("a unit is below an open one of its agency, never below itself")
		places();
	TEST("a unit with people or open units below stays open")
		closing();
	TEST("the tree is bounded, with all that hangs on a unit that moves")
		depths();
	TEST("after any moves the tree is a tree")
		any_moves();
	TEST("a job has a name of its own, and stays while somebody has it")
		jobs();
	TEST("a move ends one stay and begins another, and is never in the future")
		moves();
	TEST("after any moves nobody is in two units at once")
		any_stays();
	for (int lang = 0; lang < LANG_COUNT; lang++)
		for (enum org_fault f = ORG_NAME; f < ORG_FAULTS; f++)
			check(*org_fault_text(f)->in[lang]);
	arena_end(&mem);
	return test_end();
}
