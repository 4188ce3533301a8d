/* Whom the names of an attendance file are. */
#include "domain/attendance_match.h"

#include "check.h"

static struct arena mem = ARENA_INIT;

static const struct {
	const char *a, *b;
	enum match_state want;
} names[] = {
	{ "Sari Wulandari", "SARI  wulandari", MATCH_SURE },
	{ "Wulandari, Sari", "Sari Wulandari", MATCH_SURE },
	{ "Dr. Sari Wulandari, S.Kom., M.Si", "Sari Wulandari", MATCH_SURE },
	{ "Drs. H. Budi Santoso", "Budi Santoso, SE, MM", MATCH_SURE },
	{ "Hj. Siti Aminah S.Pd", "Siti Aminah", MATCH_SURE },
	{ "Dinkes_Sari Wulandari", "Sari Wulandari", MATCH_SURE },
	{ "Sari Wulandari - BKPSDM Mataram", "Sari Wulandari", MATCH_SURE },
	{ "HP Sari (Sari Wulandari)", "Sari Wulandari", MATCH_SURE },
	{ "Sari Wulandari (Guest)", "Sari Wulandari", MATCH_SURE },
	{ "12_Sari Wulandari", "Sari Wulandari", MATCH_SURE },
	{ "Ni Luh-Putu Ayu", "Ni Luh Putu Ayu", MATCH_SURE },
	{ "Jos\xc3\xa9 da Silva", "JOSE\xcc\x81 DA SILVA", MATCH_SURE },
	{ "Ma\xe2\x80\x99ruf Amin", "Ma'ruf Amin", MATCH_SURE },
	{ "Sari Wulandri", "Sari Wulandari", MATCH_LIKELY },
	{ "Sari W", "Sari Wulandari", MATCH_LIKELY },
	{ "M. Rizki Pratama", "Muhammad Rizki Pratama", MATCH_LIKELY },
	{ "Ayu Lestari", "Ni Luh Ayu Lestari", MATCH_LIKELY },
	{ "Suharto", "Suharto", MATCH_LIKELY },
	{ "Wulandari", "Sari Wulandari", MATCH_LIKELY },
	{ "Sari Wulandari", "Sari Puspita", MATCH_UNKNOWN },
	{ "Sari", "Siti", MATCH_UNKNOWN },
	{ "Ayu", "Ni Luh Putu Ayu", MATCH_UNKNOWN },
	{ "iPhone", "Sari Wulandari", MATCH_UNKNOWN },
	{ "Galaxy A12", "Sari Wulandari", MATCH_UNKNOWN },
	{ "", "Sari Wulandari", MATCH_UNKNOWN },
	{ "...", "...", MATCH_UNKNOWN },
	{ "Budi Santoso", "Budi Susanto Santoso Adi", MATCH_LIKELY },
	{ "Rina Sari Dewi", "Rina Dewi Astuti", MATCH_UNKNOWN },
};

static const struct match_seat seats[] = {
	{ "p1", "Sari Wulandari", "sari@x.id" },
	{ "p2", "Budi Santoso", NULL },
	{ "p3", "Siti Aminah", "siti.a@x.id" },
	{ "p4", "Siti Aminah", "siti.b@x.id" },
	{ "p5", "Dewi Lestari", NULL },
};

static struct match match_one(const char *name, const char *email)
{
	const struct attendance_person p = { .name = name, .email = email };
	struct match out;

	attendance_match(&mem, &p, 1, seats, 5, &out);
	return out;
}

static void is(struct match m, enum match_state state, const char *person)
{
	check_int(m.state, state);
	check_str(m.person_id, person);
}

int main(void)
{
	TEST("names are compared as people write them, either way round") {
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
			const int there = names_match(&mem, names[i].a,
						      names[i].b);

			if (there != (int)names[i].want)
				printf("# %s / %s\n", names[i].a, names[i].b);
			check_int(there, names[i].want);
			check_int(names_match(&mem, names[i].b, names[i].a),
				  names[i].want);
		}
	}
	TEST("an address is sure, whatever the name") {
		is(match_one("laptop kantor", "sari@x.id"), MATCH_SURE, "p1");
		is(match_one("Budi Santoso", "siti.b@x.id"), MATCH_SURE, "p4");
	}
	TEST("an address that no seat has does not hinder the name") {
		is(match_one("budi santoso", "budi@gmail.com"), MATCH_SURE,
		   "p2");
	}
	TEST("a name that two seats have is nobody's") {
		is(match_one("Siti Aminah", ""), MATCH_UNKNOWN, NULL);
	}
	TEST("a slip is for a person to look at") {
		is(match_one("Dewi Lestri", ""), MATCH_LIKELY, "p5");
	}
	TEST("a name that two lines have is sure of neither") {
		const struct attendance_person two[] = {
			{ .name = "Budi Santoso", .email = "b1@gmail.com" },
			{ .name = "Budi Santoso", .email = "b2@gmail.com" } };
		struct match out[2];

		attendance_match(&mem, two, 2, seats, 5, out);
		is(out[0], MATCH_LIKELY, "p2");
		is(out[1], MATCH_LIKELY, "p2");
	}
	TEST("but two addresses of which one is the seat's leave that one sure") {
		const struct attendance_person two[] = {
			{ .name = "Sari Wulandari", .email = "sari@x.id" },
			{ .name = "Sari Wulandari", .email = "lain@x.id" } };
		struct match out[2];

		attendance_match(&mem, two, 2, seats, 5, out);
		is(out[0], MATCH_SURE, "p1");
		is(out[1], MATCH_LIKELY, "p1");
	}
	arena_end(&mem);
	return test_end();
}
