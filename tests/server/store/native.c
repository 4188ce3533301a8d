/* What modules of our own format keep in the database besides. */
#include "store/native.h"

#include "databases.h"
#include "store/agency.h"
#include "store/module.h"
#include "store/storage.h"
#include "visit.h"

#define DB (v.rq.db)
#define BLOB "00000000000000000000000000000000" \
	     "00000000000000000000000000000001"

static struct visit v;

static void module_make(const char *id, const char *ident, int64_t at)
{
	check_int(module_add(DB, &(struct module){
		.id = id, .agency_id = "agency", .title = id,
		.description = "", .created_at = at }), OK);
	check_int(module_set_ident(DB, id, ident), OK);
}

static void begin(void)
{
	struct version version = {
		.id = "version", .module_id = "first", .standard = "balai",
		.title = "Uji", .tree = "{}", .report = "{}", .digest = "d",
		.about = "{\"code\":\"UJ\"}", .units = 2 };

	check_int(agency_add(DB, &(struct agency){ .id = "agency",
		.name = "Balai", .kind = "agency", .help = "" }), OK);
	module_make("first", "uji", 1);
	module_make("second", "uji", 2);
	module_make("plain", "", 0);
	check_int(version_add(DB, &version), OK);
	check_int(unit_add(DB, &(struct unit){ .id = "quiz",
		.version_id = "version", .position = 1, .ident = "quiz:kuis",
		.title = "Kuis", .kind = "quiz", .href = "", .launch = "{}" }),
		OK);
	check_int(unit_add(DB, &(struct unit){ .id = "lesson",
		.version_id = "version", .position = 2, .ident = "lesson:a",
		.title = "A", .kind = "lesson", .href = "lessons/a.json",
		.launch = "{}", .optional = true, .unscored = true }), OK);
}

static void units(void)
{
	const char *text = "";
	struct unit unit;
	size_t n;

	TEST("a unit keeps its definition, and one without has none") {
		check_int(unit_definition_add(DB, "quiz", "{\"a\":1}"), OK);
		check_int(unit_definition_get(DB, "quiz", &text), OK);
		check_str(text, "{\"a\":1}");
		check_int(unit_definition_get(DB, "lesson", &text), OK);
		check(text == NULL);
	}
	TEST("a unit keeps whether it is required and scored") {
		check_int(unit_by_id(DB, "quiz", &unit), OK);
		check(!unit.optional && !unit.unscored);
		check_int(unit_by_id(DB, "lesson", &unit), OK);
		check(unit.optional && unit.unscored);
		check_int(version_needed(DB, "version", &n), OK);
		check_int(n, 1);
	}
	TEST("a version keeps what module.json says") {
		check_int(version_about(DB, "version", &text), OK);
		check_str(text, "{\"code\":\"UJ\"}");
		check_int(version_about(DB, "none", &text), ERR_NOT_FOUND);
	}
}

static void sources(void)
{
	struct version_file *list;
	bool needed = false;
	size_t n = 0;

	TEST("a source is kept, and its blob needed, until its version goes") {
		check_int(version_source_add(DB, "version",
			&(struct version_file){ .path = "module.json",
				.blob = BLOB, .size = 7 }), OK);
		check_int(version_source_list(DB, "version", &list, &n), OK);
		check_int(n, 1);
		check_str(list[0].path, "module.json");
		check_int(list[0].size, 7);
		check_int(blob_needed(DB, BLOB, &needed), OK);
		check(needed);
		check_int(blob_page(DB, "", 10, &list, &n), OK);
		check_int(n, 1);
		check_int(version_remove(DB, "version", NULL, 5), OK);
		check_int(blob_needed(DB, BLOB, &needed), OK);
		check(!needed);
	}
}

static void idents(void)
{
	const char *id = "";

	TEST("a module is found by what its author calls it, the first of two") {
		check_int(module_by_ident(DB, "agency", "uji", &id), OK);
		check_str(id, "first");
		check_int(module_by_ident(DB, "other", "uji", &id), OK);
		check(id == NULL);
		check_int(module_by_ident(DB, "agency", "", &id), OK);
		check(id == NULL);
	}
}

static void tokens(void)
{
	struct agency_token *list;
	size_t n = 0;

	TEST("an agency says what a name stands for, and takes it back") {
		check_int(agency_token_put(DB, "agency",
			&(struct agency_token){ "instansi", "Dinas" }), OK);
		check_int(agency_token_put(DB, "agency",
			&(struct agency_token){ "instansi", "Dinas A" }), OK);
		check_int(agency_token_list(DB, "agency", &list, &n), OK);
		check_int(n, 1);
		check_str(list[0].value, "Dinas A");
		check_int(agency_token_remove(DB, "agency", "instansi"), OK);
		check_int(agency_token_list(DB, "agency", &list, &n), OK);
		check_int(n, 0);
	}
}

static void play(const struct database *db)
{
	visit_migrate(db->url);
	visit_begin(&v, db->url);
	begin();
	units();
	idents();
	tokens();
	sources();
	visit_end(&v);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
