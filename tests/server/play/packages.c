#include "play/packages.h"

#include "databases.h"
#include "store/agency.h"
#include "store/module.h"
#include "visit.h"

#define DB      (v.rq.db)
#define MODULE  "01m80d39p49ysyxy654xjqjxj0"
#define VERSION "01m80d39p49ysyxy654xjqjxj1"

static struct visit v;

static void file_made(const char *path)
{
	char blob[65];

	memset(blob, 'a' + (path[0] & 3), sizeof(blob) - 1);
	blob[64] = '\0';
	check_int(version_file_add(DB, VERSION, &(struct version_file){
			.path = path, .blob = blob, .size = 1,
			.media_type = "text/html" }), OK);
}

static void module_made(void)
{
	check_int(agency_add(DB, &(struct agency){ .id = "agency",
			.name = "Balai", .kind = "agency", .help = "" }), OK);
	check_int(module_add(DB, &(struct module){ .id = MODULE,
			.agency_id = "agency", .title = "Modul",
			.description = "" }), OK);
	check_int(version_add(DB, &(struct version){ .id = VERSION,
			.module_id = MODULE, .standard = "html",
			.title = "Modul", .tree = "{}", .report = "{}",
			.digest = "" }), OK);
	file_made("Bab/Satu.HTML");
	file_made("bab/satu.html");
	file_made("index.html");
}

static void popups_set(bool allowed)
{
	check_int(module_change(DB, &(struct module){ .id = MODULE,
			.state = MODULE_PUBLISHED, .allow_popups = allowed,
			.allow_hosts = "" }), OK);
}

static const char *path_of(const struct package_index *index, const char *path)
{
	const struct version_file *file = package_file(index, path);

	return file ? file->path : NULL;
}

static void found(struct packages *p)
{
	struct package_index *read, *kept;
	unsigned long since;

	check(packages_find(p, VERSION, &since) == NULL);
	check_int(packages_load(p, DB, VERSION, since, &read), OK);
	kept = packages_find(p, VERSION, &since);
	check(kept == read);
	check_str(path_of(read, "bab/satu.html"), "bab/satu.html");
	check_str(path_of(read, "Bab/Satu.HTML"), "Bab/Satu.HTML");
	check(path_of(read, "BAB/SATU.html") != NULL);
	check_str(path_of(read, ""), "index.html");
	check(path_of(read, "bab") == NULL);
	packages_release(p, kept);
	packages_release(p, read);
	check_int(packages_load(p, DB, MODULE, since, &read), ERR_NOT_FOUND);
}

static void forgotten(struct packages *p)
{
	struct package_index *held, *fresh;
	unsigned long since;

	held = packages_find(p, VERSION, &since);
	check(held && !package_about(held)->allow_popups);
	popups_set(true);
	packages_forget(p, MODULE);
	check(packages_find(p, VERSION, &since) == NULL);
	check_str(path_of(held, "index.html"), "index.html");
	packages_release(p, held);
	check_int(packages_load(p, DB, VERSION, since, &fresh), OK);
	check(package_about(fresh)->allow_popups);
	packages_release(p, fresh);
	packages_forget(p, MODULE);
}

/* The change is committed, and told, while another thread reads. */
static void overtaken(struct packages *p)
{
	struct package_index *old;
	unsigned long since;

	check(packages_find(p, VERSION, &since) == NULL);
	packages_forget(p, MODULE);
	check_int(packages_load(p, DB, VERSION, since, &old), OK);
	check_str(path_of(old, "index.html"), "index.html");
	check(packages_find(p, VERSION, &since) == NULL);
	packages_release(p, old);
}

static void play(const struct database *d)
{
	struct packages *p = packages_new();

	visit_migrate(d->url);
	visit_begin(&v, d->url);
	module_made();
	TEST("a file is found by its path, else without regard to case, else as a folder's page")
		found(p);
	TEST("a module's change is seen by who asks next, and takes nothing from who holds its files")
		forgotten(p);
	TEST("what was read before a change is not kept after it")
		overtaken(p);
	visit_end(&v);
	packages_free(p);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
