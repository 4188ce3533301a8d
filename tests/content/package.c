/*
 * Small packages of every standard, with what was worked out by hand that they
 * hold; and what is wrong with others, said with the right code. Whatever is
 * refused leaves the blob folder as it was.
 */
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "archives.h"
#include "base/log.h"
#include "check.h"
#include "content/folder.h"
#include "package.h"

/*
 * Units are "kind key href|url bytes", one a line, folders with "-"; warnings
 * "code file-or-name count". The order is the package's own.
 */
static const struct expected {
	const char *folder, *standard, *title, *description, *language;
	const char *nodes, *warnings;
} expected[] = {
	{ "scorm12", "scorm12", "Dasar Anggaran & Belanja",
	  "Dari rencana sampai laporan.", "id",
	  "folder utama - 0\n"
	  "folder bab1 - 0\n"
	  "sco satu isi/satu.html?a=b&mulai=1&bahasa=id 125\n"
	  "sco dua isi/bab%202/dua.html 143\n"
	  "asset tiga isi/lampiran.html#bawah 23\n",
	  "file_missing isi/bab 2/tidak-ada.png 1\n"
	  "resource_dangling res_hilang 1\n"
	  "organization_more - 1\n"
	  "value_invalid masteryscore 1\n"
	  "host_foreign cdn.example.net 2\n" },
	{ "scorm12-names", "scorm12", "Nama yang aneh", "", "",
	  "folder o - 0\n"
	  "sco sama folder%20satu/halaman%20%C3%A9.html 116\n"
	  "sco sama~2 folder%20satu/besar.html 122\n"
	  "sco sama~3 folder%20satu/besar.html 122\n"
	  "sco persen 100%25.html 126\n"
	  "sco titik 100%25.html 126\n"
	  "sco tertulis lima%2520puluh.html 2\n",
	  "name_case IMSManifest.XML 2\n"
	  "submanifest anak 1\n"
	  "organization_default tidak ada 1\n"
	  "identifier_repeated sama 2\n" },
	{ "scorm12-guessed", "scorm12", "A title elsewhere",
	  "Its description.", "en",
	  "folder o - 0\n"
	  "asset i a.html 114\n",
	  "standard_guessed SCORM 1.2 1\n" },
	{ "scorm12-utf16", "scorm12", "Enam belas bit — ✓", "", "",
	  "folder o - 0\nsco i a.html 114\n", "" },
	{ "scorm2004-2", "scorm2004-2", "Edisi 2", "", "",
	  "folder o - 0\nsco i a.html 114\n", "" },
	{ "scorm2004-3", "scorm2004-3", "Edisi 3", "", "",
	  "folder o - 0\nsco i a.html 114\n", "" },
	{ "scorm2004-4", "scorm2004-4", "Urutan lengkap", "", "",
	  "folder o - 0\n"
	  "sco i1 a.html#bagian 114\n"
	  "link i2 https://lain.example.org/kuis 0\n",
	  "unit_foreign lain.example.org 1\n" },
	{ "cmi5", "cmi5", "Pelayanan Publik", "Standar pelayanan.", "id",
	  "folder https://contoh.go.id/kursus - 0\n"
	  "au https://contoh.go.id/kursus/pretes kuis/pretes.html?ke=1 10\n"
	  "folder https://contoh.go.id/kursus/b1 - 0\n"
	  "au https://contoh.go.id/kursus/b1/isi isi.html 1425\n"
	  "link https://contoh.go.id/kursus/b1/jauh "
	  "https://jauh.example.org/au 0\n",
	  "unit_foreign jauh.example.org 1\n" },
	{ "tincan", "tincan", "Kepemimpinan", "Untuk kepala seksi.", "id",
	  "folder tincan - 0\n"
	  "au http://contoh.go.id/k index.html 658\n", "" },
	{ "cc-1.0", "cc-1.0", "Kartrid 1.0", "", "id",
	  "folder o - 0\npage i1 a.html 114\n", "" },
	{ "cc-1.1", "cc-1.1", "Kartrid 1.1", "", "id",
	  "folder o - 0\npage i1 a.html 114\n", "" },
	{ "cc-1.2", "cc-1.2", "Kartrid 1.2", "", "id",
	  "folder o - 0\npage i1 a.html 114\n", "" },
	{ "cc-1.3", "cc-1.3", "Kartrid lengkap", "", "",
	  "folder o - 0\n"
	  "folder b1 - 0\n"
	  "page i1 wiki/bacaan.html 127\n"
	  "link i2 https://www.lan.go.id/a?b=c 0\n"
	  "file i3 lembar.pdf 4\n"
	  "file i4 - 0\n"
	  "file i5 - 0\n"
	  "file i6 - 0\n"
	  "link i7 - 0\n"
	  "page i8 wiki/bacaan.html 127\n",
	  "item_unsupported quiz 2\n"
	  "item_dangling - 1\n"
	  "link_unsafe - 1\n" },
	{ "cc-thin", "cc-1.3", "cc-thin", "", "",
	  "folder node - 0\n"
	  "link w1 http://contoh.go.id/ 0\n"
	  "file t1 - 0\n"
	  "tool t2 - 0\n",
	  "item_unsupported LTI 1\n"
	  "item_tool alat.example 1\n"
	  "title_missing imsmanifest.xml 1\n" },
	{ "html", "html", "Etika & Integritas – ASN", "", "",
	  "folder html - 0\n"
	  "page index.html index.html 379\n",
	  "flash res/animasi.swf 1\n"
	  "host_foreign a.example.org 3\n" },
	{ "html-deep", "html", "Mulai", "", "",
	  "folder html - 0\n"
	  "page situs/v1/mulai.htm situs/v1/mulai.htm 123\n", "" },
};

static char folder[64];
static struct blob_store store;
static struct arena mem;
static struct package package;
static struct fault fault;

static char *whole(const char *path, size_t *size)
{
	FILE *f = fopen(path, "rb");
	char *bytes = NULL;

	if (!f)
		abort();
	fseek(f, 0, SEEK_END);
	*size = (size_t)ftell(f);
	rewind(f);
	bytes = calloc(1, *size + 1);
	if (fread(bytes, 1, *size, f) != *size)
		abort();
	fclose(f);
	return bytes;
}

/* The files below tests/packages/NAME, in the order of their names. */
static size_t gather(const char *root, const char *below, struct item *items,
		     size_t n)
{
	struct dirent **names;
	char path[512], *rel;
	struct stat st;
	int count;

	snprintf(path, sizeof(path), "%s/%s", root, below);
	count = scandir(path, &names, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		const char *name = names[i]->d_name;

		if (name[0] != '.') {
			rel = malloc(512);
			snprintf(rel, 512, "%s%s", below, name);
			snprintf(path, sizeof(path), "%.200s/%.255s", root,
				 rel);
			if (stat(path, &st))
				abort();
			if (S_ISDIR(st.st_mode)) {
				strcat(rel, "/");
				n = gather(root, rel, items, n);
				free(rel);
			} else {
				items[n] = (struct item){ .path = rel };
				items[n].text = whole(path, &items[n].size);
				n++;
			}
		}
		free(names[i]);
	}
	free(names);
	return n;
}

static const char *import(FILE *f, const char *name)
{
	enum err e;

	arena_end(&mem);
	e = package_import(NULL, fileno(f), name, &store, &mem, &package,
			   &fault);
	check_int(e, fault_err(fault.code));
	fclose(f);
	return fault_name(fault.code);
}

static const char *import_folder(const char *name)
{
	struct item items[40] = { 0 };
	char root[256];
	const char *code;

	snprintf(root, sizeof(root), "tests/packages/%s", name);
	gather(root, "", items, 0);
	snprintf(root, sizeof(root), "unggahan/%s.zip", name);
	code = import(archive_make("zip", NULL, NULL, items), root);
	for (size_t i = 0; items[i].path; i++) {
		free((void *)(uintptr_t)items[i].path);
		free((void *)(uintptr_t)items[i].text);
	}
	return code;
}

static const char *nodes_text(void)
{
	struct text out = { .mem = &mem };

	text_puts(&out, "");
	for (const struct package_node *n = package.root; n;
	     n = package_next(n))
		text_putf(&out, "%s %s %s %llu\n", node_kind_name(n->kind),
			  n->key, n->href ? n->href : n->url ? n->url : "-",
			  (unsigned long long)n->own_bytes);
	return out.bytes;
}

static const char *warnings_text(void)
{
	struct text out = { .mem = &mem };

	text_puts(&out, "");
	for (size_t i = 0; i < package.report.nwarnings; i++) {
		const struct fault *w = &package.report.warnings[i];

		text_putf(&out, "%s %s %zu\n", fault_name(w->code),
			  w->file ? w->file : w->name ? w->name : "-",
			  w->count);
	}
	return out.bytes;
}

static void test_expected(const struct expected *x)
{
	char sentence[100];

	snprintf(sentence, sizeof(sentence), "%s is what it was made to be",
		 x->folder);
	TEST(sentence) {
		check_str(import_folder(x->folder), "");
		check_str(standard_name(package.standard), x->standard);
		check_int(standard_by_name(x->standard), package.standard);
		check_str(package.title, x->title);
		check_str(package.description, x->description);
		check_str(package.language, x->language);
		check_str(nodes_text(), x->nodes);
		check_str(warnings_text(), x->warnings);
	}
}

static const struct package_node *node(const char *key)
{
	const struct package_node *n = package.root;

	while (n && strcmp(n->key, key) != 0)
		n = package_next(n);
	return n;
}

static void test_details(void)
{
	TEST("SCORM 1.2 says what its units ask for") {
		const struct package_node *satu, *dua;

		import_folder("scorm12");
		satu = node("satu");
		dua = node("dua");
		check(satu->has_mastery && satu->mastery_score == 80);
		check_str(satu->max_time_allowed, "02:30:00");
		check_str(satu->time_limit_action, "exit,message");
		check_str(satu->launch_data, "kunci=nilai");
		check_str(satu->path, "isi/satu.html");
		check_str(satu->parameters, "?mulai=1&bahasa=id");
		check(satu->visible && !dua->visible);
		check(!dua->has_mastery);
		check_str(dua->prerequisites, "satu");
		check_str(package.identifier, "id.anggaran");
		check_int(package.nothers, 1);
		check_str(package.others[0].title, "Versi ringkas");
		check_int(package.report.units, 3);
		check_int(package.report.nhosts, 2);
		check_str(package.report.hosts[1], "fonts.example.org");
	}
	TEST("every file is a blob of its size, with its type") {
		const struct package_file *f =
			package_find(&package, "isi/umum.css");
		uint64_t size = 0;

		check(f && f->compressible);
		check_str(f->type, "text/css");
		check_int(blob_size(&store, f->blob, &size), OK);
		check_int(size, f->size);
		check_int(size, 106);
		check(!package_find(&package, "isi/umum.CSS"));
		check_int(package.report.entries, 5);
	}
	TEST("a launch with letters of another case leads to the real file") {
		import_folder("scorm12-names");
		check_str(node("sama~2")->path, "folder satu/besar.html");
	}
	TEST("Latin-1 is read as it says") {
		import_folder("scorm12-guessed");
		check_str(node("i")->title, "Café");
	}
	TEST("cmi5 says when its units are done") {
		const struct package_node *n;

		import_folder("cmi5");
		n = node("https://contoh.go.id/kursus/pretes");
		check_str(n->move_on, "Passed");
		check_str(n->launch_method, "OwnWindow");
		check_str(n->launch_data, "{\"acak\":true}");
		check(n->has_mastery && n->mastery_score == 0.8);
		check_str(n->description, "Sebelum mulai.");
		n = node("https://contoh.go.id/kursus/b1/isi");
		check_str(n->move_on, "NotApplicable");
		check_str(n->launch_method, "AnyWindow");
		check(!n->has_mastery);
	}
	TEST("pages can be compressed for the browser afterwards") {
		uint64_t size;
		int fd;

		import_folder("scorm12");
		check_int(package_precompress(&package, &store), OK);
		check_int(blob_open(&store, package_find(&package,
			"imsmanifest.xml")->blob, BLOB_BROTLI, &fd, &size), OK);
		check(size < 2000);
		close(fd);
	}
}

#define MANIFEST(metadata, organizations, resources) \
	"<manifest identifier='m' " \
	"xmlns='http://www.imsproject.org/xsd/imscp_rootv1p1p2' " \
	"xmlns:adlcp='http://www.adlnet.org/xsd/adlcp_rootv1p2'>" \
	"<metadata><schemaversion>1.2</schemaversion>" metadata \
	"</metadata><organizations>" organizations "</organizations>" \
	"<resources>" resources "</resources></manifest>"
#define ONE "<organization identifier='o'><title>T</title>" \
	"<item identifier='i' identifierref='r'><title>Bab</title></item>" \
	"</organization>"
#define R(attrs) "<resource identifier='r' type='webcontent' " attrs "/>"

static const struct {
	const char *sentence, *name, *text, *code, *file;
} refused[] = {
	{ "a manifest that is cut off is malformed", "imsmanifest.xml",
	  "<manifest><metadata>", "xml_malformed", "imsmanifest.xml" },
	{ "an external entity is refused", "imsmanifest.xml",
	  "<!DOCTYPE m [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
	  MANIFEST("", ONE, R("href='a.html'")), "xml_entities",
	  "imsmanifest.xml" },
	{ "so is any DOCTYPE, of a server's too", "cmi5.xml",
	  "<!DOCTYPE m SYSTEM 'http://127.0.0.1:9/x.dtd'><courseStructure/>",
	  "xml_entities", "cmi5.xml" },
	{ "a manifest without a table of contents", "imsmanifest.xml",
	  MANIFEST("", "", R("href='a.html'")), "organization_missing",
	  "imsmanifest.xml" },
	{ "a lesson without its resource", "imsmanifest.xml",
	  MANIFEST("", ONE, ""), "resource_missing", "imsmanifest.xml" },
	{ "a resource without a first page", "imsmanifest.xml",
	  MANIFEST("", ONE, R("")), "launch_href_missing", "imsmanifest.xml" },
	{ "a first page that is not there", "imsmanifest.xml",
	  MANIFEST("", ONE, R("href='tidak/ada.html'")), "launch_missing",
	  "tidak/ada.html" },
	{ "a first page outside the package", "imsmanifest.xml",
	  MANIFEST("", ONE, R("href='../../etc/passwd'")), "launch_missing",
	  "../../etc/passwd" },
	{ "a first page that is a script", "imsmanifest.xml",
	  MANIFEST("", ONE, R("href='javascript:alert(1)'")),
	  "launch_missing", "javascript:alert(1)" },
	{ "a table of contents without lessons", "imsmanifest.xml",
	  MANIFEST("", "<organization identifier='o'/>", ""),
	  "units_missing", "imsmanifest.xml" },
	{ "a manifest of another kind", "imsmanifest.xml", "<html/>",
	  "manifest_root", "imsmanifest.xml" },
	{ "cmi5 of another kind", "cmi5.xml", "<manifest/>", "manifest_root",
	  "cmi5.xml" },
	{ "cmi5 without units", "cmi5.xml", "<courseStructure/>",
	  "units_missing", "cmi5.xml" },
	{ "a cmi5 unit whose page is not there", "cmi5.xml",
	  "<courseStructure><au id='x'><title><langstring>A</langstring>"
	  "</title><url>b.html</url></au></courseStructure>",
	  "launch_missing", "b.html" },
	{ "a cmi5 unit without an address", "cmi5.xml",
	  "<courseStructure><au id='x'/></courseStructure>",
	  "launch_href_missing", "cmi5.xml" },
	{ "tincan of another kind", "tincan.xml", "<a/>", "manifest_root",
	  "tincan.xml" },
	{ "tincan without a launch", "tincan.xml", "<tincan><activities>"
	  "<activity id='x'/></activities></tincan>", "units_missing",
	  "tincan.xml" },
	{ "an archive in the archive", "kursus.zip", "PK", "archive_nested",
	  "kursus.zip" },
	{ "nothing that can be shown", "baca.txt", "x", "standard_unknown",
	  NULL },
	{ "nothing but what macOS leaves", ".DS_Store", "x", "archive_empty",
	  NULL },
};

static void refuse(FILE *f, const char *code, const char *file)
{
	const size_t before = folder_files(folder);

	check_str(import(f, ""), code);
	check_str(fault.file, file);
	check_int(folder_files(folder), before);
	for (int lang = 0; lang < LANG_COUNT; lang++)
		check(!strchr(fault_message(&mem, &fault, (enum lang)lang),
			      '{'));
}

static void test_refused(void)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		const struct item items[] = {
			{ .path = refused[i].name, .text = refused[i].text },
			{ .path = NULL },
		};

		TEST(refused[i].sentence)
			refuse(archive_make("zip", NULL, NULL, items),
			       refused[i].code, refused[i].file);
	}
	TEST("a manifest beside its folder is said to be too deep") {
		refuse(archive_make("zip", NULL, NULL, (struct item[]){
			{ .path = "baca.txt", .text = "x" },
			{ .path = "kursus/imsmanifest.xml", .text = "<a/>" },
			{ .path = NULL } }), "manifest_deep",
			"kursus/imsmanifest.xml");
	}
	TEST("XML too deep is refused, before and after the parser minds") {
		char *text = calloc(1, 8000);

		for (int deep = 101; deep < 400; deep += 250) {
			*text = '\0';
			for (int i = 0; i < deep; i++)
				strcat(text, "<manifest>");
			for (int i = 0; i < deep; i++)
				strcat(text, "</manifest>");
			refuse(archive_make("zip", NULL, NULL, (struct item[]){
				{ .path = "imsmanifest.xml", .text = text },
				{ .path = NULL } }), "xml_too_deep",
				"imsmanifest.xml");
		}
		free(text);
	}
	TEST("XML too large is refused") {
		char *text = malloc(4000001);

		memset(text, ' ', 4000001);
		refuse(archive_make("zip", NULL, "zip:compression=store",
			(struct item[]){ { .path = "cmi5.xml", .text = text,
			.size = 4000001 }, { .path = NULL } }),
			"xml_too_large", "cmi5.xml");
		free(text);
	}
	TEST("ten thousand lessons are too many") {
		char *text = malloc(600000), *p = text;

		p += sprintf(p, "<courseStructure>");
		for (int i = 0; i < 10001; i++)
			p += sprintf(p, "<au><url>a.html</url></au>");
		sprintf(p, "</courseStructure>");
		refuse(archive_make("zip", NULL, NULL, (struct item[]){
			{ .path = "cmi5.xml", .text = text },
			{ .path = "a.html", .text = "" },
			{ .path = NULL } }), "units_too_many", "cmi5.xml");
		free(text);
	}
	TEST("shared sequencing is not made anew a hundred thousand times") {
		char *text = malloc(100000), *p = text;

		p += sprintf(p, "<manifest xmlns:s='urn:s'><metadata>"
			     "<schemaversion>2004 4th Edition</schemaversion>"
			     "</metadata><organizations><organization>");
		for (int i = 0; i < 350; i++)
			p += sprintf(p, "<item identifierref='r'>"
				     "<s:sequencing IDRef='a'/></item>");
		p += sprintf(p, "</organization></organizations><resources>"
			     "<resource identifier='r' href='a.html'/>"
			     "</resources><s:sequencingCollection>"
			     "<s:sequencing ID='a'><s:rollupRules>");
		for (int i = 0; i < 350; i++)
			p += sprintf(p, "<s:rollupRule/>");
		sprintf(p, "</s:rollupRules></s:sequencing>"
			"</s:sequencingCollection></manifest>");
		refuse(archive_make("zip", NULL, NULL, (struct item[]){
			{ .path = "imsmanifest.xml", .text = text },
			{ .path = "a.html", .text = "" },
			{ .path = NULL } }), "sequencing_too_large",
			"imsmanifest.xml");
		free(text);
	}
	TEST("a base of 100 kB before every file leads nowhere, and soon") {
		char *text = malloc(300000), *p = text;

		p += sprintf(p, "<manifest><metadata><schemaversion>1.2"
			     "</schemaversion></metadata><organizations>"
			     "<organization><item identifierref='r'/>"
			     "</organization></organizations><resources base='");
		memset(p, 'b', 100000);
		p += 100000;
		p += sprintf(p, "'><resource identifier='r' href='a.html'>");
		for (int i = 0; i < 5000; i++)
			p += sprintf(p, "<file href='%d'/>", i);
		sprintf(p, "</resource></resources></manifest>");
		refuse(archive_make("zip", NULL, NULL, (struct item[]){
			{ .path = "imsmanifest.xml", .text = text },
			{ .path = "a.html", .text = "" },
			{ .path = NULL } }), "launch_missing", "a.html");
		free(text);
	}
	TEST("a title longer than anyone reads is cut, not in a character") {
		char *text = malloc(10000), *p = text;

		p += sprintf(p, "<courseStructure><au><title><langstring>x");
		for (int i = 0; i < 700; i++)
			p += sprintf(p, "%s", "é");
		sprintf(p, "</langstring></title><url>a.html</url></au>"
			"</courseStructure>");
		check_str(import(archive_make("zip", NULL, NULL,
			(struct item[]){ { .path = "cmi5.xml", .text = text },
			{ .path = "a.html", .text = "" },
			{ .path = NULL } }), ""), "");
		check_int(strlen(package.root->first->title), 999);
		free(text);
	}
	TEST("a package that is damaged at its end leaves nothing") {
		refuse(archive_raw((struct raw[]){
			{ .name = "index.html", .data = "ini baru sekali" },
			{ .name = "b.txt", .data = "x", .crc_off = 1 },
			{ 0 } }), "entry_damaged", "b.txt");
	}
}

static bool stop(void *context, size_t entries, uint64_t bytes)
{
	(void)context;
	return entries + bytes < 100;
}

static void test_archive(void)
{
	TEST("the first of two of the same name is taken") {
		check_str(import(archive_raw((struct raw[]){
			{ .name = "index.html", .data = "<title>A</title>" },
			{ .name = "index.html", .data = "<title>B</title>" },
			{ 0 } }), ""), "");
		check_str(package.title, "A");
		check_str(warnings_text(), "entry_duplicate index.html 1\n");
	}
	TEST("names that differ only in case are both kept, with a warning") {
		check_str(import(archive_raw((struct raw[]){
			{ .name = "index.html", .data = "" },
			{ .name = "a.png", .data = "1" },
			{ .name = "A.PNG", .data = "2" }, { 0 } }),
			"Modul_Satu.v2.zip"), "");
		check_int(package.nfiles, 3);
		check_str(package.title, "Modul_Satu.v2");
		check_str(warnings_text(), "name_case_twins A.PNG 1\n"
			  "title_missing index.html 1\n");
	}
	TEST("folders around everything, and junk, go away") {
		check_str(import(archive_raw((struct raw[]){
			{ .name = "__MACOSX/kursus/._a.html", .data = "x" },
			{ .name = "kursus/isi/index.html", .data = "x" },
			{ .name = "kursus/isi/Thumbs.db", .data = "x" },
			{ .name = "kursus/isi/a/b.html", .data = "x" },
			{ 0 } }), ""), "");
		check_int(package.nfiles, 2);
		check_str(package.files[0].path, "index.html");
		check_str(package.files[1].path, "a/b.html");
		check_str(warnings_text(), "title_missing index.html 1\n");
	}
	TEST("whoever watches the import may stop it, and nothing is left") {
		const struct package_options options = { .progress = stop };
		const size_t before = folder_files(folder);
		char *large = calloc(1, 3000000);
		FILE *f = archive_make("pax", NULL, NULL, (struct item[]){
			{ .path = "a", .text = large, .size = 3000000 },
			{ .path = NULL } });

		package_import(&options, fileno(f), "", &store, &mem, &package,
			       &fault);
		check_int(fault.code, FAULT_IMPORT_STOPPED);
		check_int(folder_files(folder), before);
		fclose(f);
		free(large);
	}
	TEST("a disk without room is said so, and nothing is left") {
		const struct rlimit small = { 100000, RLIM_INFINITY };
		const size_t before = folder_files(folder);
		char *large = calloc(1, 300000);
		FILE *f = archive_make("zip", NULL, NULL, (struct item[]){
			{ .path = "index.html", .text = "baru di cakram" },
			{ .path = "a.bin", .text = large, .size = 300000 },
			{ .path = NULL } });
		struct rlimit was;

		signal(SIGXFSZ, SIG_IGN);
		getrlimit(RLIMIT_FSIZE, &was);
		setrlimit(RLIMIT_FSIZE, &small);
		check_str(import(f, ""), "disk_full");
		setrlimit(RLIMIT_FSIZE, &was);
		check_int(folder_files(folder), before);
		free(large);
	}
	TEST("a store that cannot be written to is a fault of ours") {
		struct blob_store closed = { .dir = -1 };
		FILE *f = archive_raw((struct raw[]){ { 0 } });

		check_int(package_import(NULL, fileno(f), "", &closed, &mem,
					 &package, &fault), ERR_INTERNAL);
		check_int(fault.code, FAULT_STORAGE_FAILED);
		fclose(f);
	}
}

static void *import_alone(void *context)
{
	struct arena own = ARENA_INIT;
	struct package p;
	struct fault f;
	uint64_t size;
	bool good;

	/* A file of its own: the offset of a descriptor is shared. */
	FILE *zip = archive_raw((struct raw[]){
		{ .name = "index.html", .data = "<title>Serentak</title>" },
		{ .name = "b.txt", .data = "sama untuk semua" }, { 0 } });
	good = !package_import(NULL, fileno(zip), "", &store, &own, &p, &f) &&
	       strcmp(p.title, "Serentak") == 0 &&
	       !blob_size(&store, p.files[1].blob, &size) && size == 16;
	fclose(zip);
	arena_end(&own);
	return good ? context : NULL;
}

static void test_together(void)
{
	TEST("several threads may import the same into one store at once") {
		pthread_t threads[6];
		void *good;

		for (int i = 0; i < 6; i++)
			check_int(pthread_create(&threads[i], NULL,
						 import_alone, &store), 0);
		for (int i = 0; i < 6; i++) {
			pthread_join(threads[i], &good);
			check(good != NULL);
		}
	}
}

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "unpack-worker") == 0)
		return unpack_worker_main();
	log_least(LOG_ERROR);
	strcpy(folder, "/tmp/balai-package-XXXXXX");
	if (!mkdtemp(folder) || blob_store_open(folder, &store))
		return 1;
	for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++)
		test_expected(&expected[i]);
	test_details();
	test_refused();
	test_archive();
	test_together();
	arena_end(&mem);
	blob_store_close(&store);
	folder_remove(folder);
	return test_end();
}
