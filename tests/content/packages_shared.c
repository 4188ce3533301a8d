/*
 * Packages that others made, when the folder of them is there: BALAI_SHARED, or
 * ../shared beside the checkout. Everything of valid/ and odd/ is taken,
 * everything of invalid/ refused, and a refusal leaves the blobs as they were.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "content/folder.h"
#include "package.h"

static const struct refusal {
	const char *file, *code;
} refusals[] = {
	{ "bomb-200MB.zip", "archive_bomb" },
	{ "broken_bridge_nonworking.zip", "archive_empty" },
	{ "catapult_209-1-not-a-zip.zip", "archive_unknown" },
	{ "corrupt-crc.zip", "entry_damaged" },
	{ "golf_singlescobasic_missingorg.zip", "organization_missing" },
	{ "jc12_ComplexNestedOrganization.zip", "launch_missing" },
	{ "jc12_InvalidFileReferences.zip", "launch_missing" },
	{ "jc12_ItemWithNonExistentResourceId.zip", "resource_missing" },
	{ "jc12_MalformedXml.zip", "xml_malformed" },
	{ "jc12_MissingLaunchUrl.zip", "launch_href_missing" },
	{ "jc12_MissingRequiredFields.zip", "launch_missing" },
	{ "truncated.zip", "archive_truncated" },
	{ "xxe-manifest.zip", "xml_entities" },
	{ "zipslip.zip", "name_escapes" },
};

static const char *code_of(const char *file)
{
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++)
		if (strcmp(refusals[i].file, file) == 0)
			return refusals[i].code;
	return "(not in the table)";
}

/* Where the figures of a package can be read by eye: BALAI_VERBOSE=1. */
static void show(const struct package *p)
{
	struct arena mem = ARENA_INIT;

	if (!getenv("BALAI_VERBOSE"))
		return;
	printf("#   %s '%s' (%s) files %zu units %zu\n",
	       standard_name(p->standard), p->title, p->language,
	       p->report.entries, p->report.units);
	for (const struct package_node *n = p->root; n; n = package_next(n))
		printf("#     %s %s '%s' %s%s own %llu\n",
		       node_kind_name(n->kind), n->key, n->title,
		       n->href ? n->href : "", n->url ? n->url : "",
		       (unsigned long long)n->own_bytes);
	for (size_t i = 0; i < p->report.nwarnings; i++)
		printf("#     ! %s: %s\n",
		       fault_name(p->report.warnings[i].code),
		       fault_message(&mem, &p->report.warnings[i], LANG_EN));
	arena_end(&mem);
}

static void import_one(const char *folder, const char *file, bool good)
{
	struct arena mem = ARENA_INIT;
	struct blob_store store;
	struct package p;
	struct fault fault;
	char path[1024], temp[] = "/tmp/balai-shared-XXXXXX";
	enum err e;
	int fd;

	snprintf(path, sizeof(path), "%.500s/%.255s", folder, file);
	fd = open(path, O_RDONLY);
	check(fd >= 0 && mkdtemp(temp));
	check_int(blob_store_open(temp, &store), OK);
	e = package_import(NULL, fd, file, &store, &mem, &p, &fault);
	check_int(!e, good);
	check_str(fault_name(fault.code), good ? "" : code_of(file));
	check_int(folder_files(temp) > 0, good);
	if (e)
		printf("#   %s\n", fault_message(&mem, &fault, LANG_ID));
	else
		show(&p);
	close(fd);
	arena_end(&mem);
	blob_store_close(&store);
	folder_remove(temp);
}

static void import_all(const char *shared, const char *kind, bool good)
{
	char folder[512], sentence[400];
	struct dirent **names;
	int n;

	snprintf(folder, sizeof(folder), "%s/packages/%s", shared, kind);
	n = scandir(folder, &names, NULL, alphasort);
	check(n > 2);
	for (int i = 0; i < n; i++) {
		if (names[i]->d_name[0] != '.') {
			snprintf(sentence, sizeof(sentence), "%s/%.200s is %s",
				 kind, names[i]->d_name,
				 good ? "imported" : "refused");
			TEST(sentence)
				import_one(folder, names[i]->d_name, good);
		}
		free(names[i]);
	}
	free(names);
}

int main(int argc, char **argv)
{
	const char *shared = getenv("BALAI_SHARED");

	if (argc > 1 && strcmp(argv[1], "unpack-worker") == 0)
		return unpack_worker_main();
	if (!shared)
		shared = "../shared";
	if (access(shared, R_OK)) {
		printf("# passed over: no folder of others' packages at %s "
		       "(BALAI_SHARED)\n", shared);
		return 0;
	}
	import_all(shared, "valid", true);
	import_all(shared, "odd", true);
	import_all(shared, "invalid", false);
	return test_end();
}
