/*
 * Archives of every kind come out as they went in; what is damaged, locked,
 * hostile or endless is refused with its own code, and the reader's own end is
 * only an error of the import.
 */
#include <fcntl.h>
#include <sys/stat.h>

#include "archives.h"
#include "base/log.h"
#include "check.h"
#include "unpack.h"

#define MANY 70000

struct taken {
	char names[4096];	/* "a.txt=5;" … */
	uint64_t bytes, sum;
	size_t warnings;
	enum fault_code warned;
	size_t stop_after;	/* bytes; 0: never */
	bool confined, looked;
};

static enum err on_file(void *context, const char *path)
{
	struct taken *t = context;
	const size_t used = strlen(t->names);

	t->bytes = 0;
	snprintf(t->names + used, sizeof(t->names) - used, "%s=", path);
	return OK;
}

static enum err on_data(void *context, const void *bytes, size_t size)
{
	struct taken *t = context;

	t->bytes += size;
	for (size_t i = 0; i < size; i++)
		t->sum += ((const unsigned char *)bytes)[i];
	return OK;
}

static enum err on_end(void *context)
{
	struct taken *t = context;
	const size_t used = strlen(t->names);

	snprintf(t->names + used, sizeof(t->names) - used, "%llu;",
		 (unsigned long long)t->bytes);
	return OK;
}

static void on_warn(void *context, enum fault_code code, const char *path)
{
	struct taken *t = context;

	(void)path;
	t->warnings++;
	t->warned = code;
}

static bool on_progress(void *context, size_t entries, uint64_t bytes)
{
	struct taken *t = context;

	(void)entries;
	return !t->stop_after || bytes < t->stop_after;
}

static struct taken taken;
static struct fault fault;
static struct arena mem;
static const char *worker;	/* NULL: this program */
static bool (*progress)(void *, size_t, uint64_t) = on_progress;

static const char *read_with(FILE *f, const struct unpack_limits *limits)
{
	const struct unpack_sink sink = {
		&taken, on_file, on_data, on_end, on_warn, progress,
	};
	struct unpack_result result;
	enum err e;

	arena_end(&mem);
	taken = (struct taken){ .stop_after = taken.stop_after };
	e = unpack(fileno(f), worker, limits, &sink, &mem, &result, &fault);
	check_int(e, fault_err(fault.code));
	fclose(f);
	return fault_name(fault.code);
}

static const char *read_all(FILE *f)
{
	return read_with(f, NULL);
}

static const char *hello(size_t *size)
{
	static const char text[] = "selamat datang di balai diklat";

	*size = sizeof(text) - 1;
	return text;
}

static char *noise(size_t size)
{
	char *p = malloc(size);
	uint32_t x = 1;

	for (size_t i = 0; i < size; i++) {
		x = x * 1664525 + 1013904223;
		p[i] = (char)(x >> 24);
	}
	return p;
}

static void test_formats(void)
{
	static const struct {
		const char *sentence, *format, *filter, *options;
	} kinds[] = {
		{ "a zip is read", "zip", NULL, NULL },
		{ "a stored zip is read", "zip", NULL,
		  "zip:compression=store" },
		{ "a zip64 is read", "zip", NULL, "zip:zip64" },
		{ "a 7z is read", "7zip", NULL, NULL },
		{ "a tar is read", "pax", NULL, NULL },
		{ "a tar.gz is read", "pax", "gzip", NULL },
		{ "a tar.bz2 is read", "pax", "bzip2", NULL },
		{ "a tar.xz is read", "pax", "xz", NULL },
		{ "a tar.zst is read", "pax", "zstd", NULL },
	};
	char *many = noise(MANY), want[200];
	const struct item items[] = {
		{ .path = "a" }, { .path = "a/kecil.txt", .text = "halo" },
		{ .path = "a/besar.bin", .text = many, .size = MANY },
		{ .path = NULL },
	};
	uint64_t sum = 'h' + 'a' + 'l' + 'o';

	for (size_t i = 0; i < MANY; i++)
		sum += (unsigned char)many[i];
	snprintf(want, sizeof(want), "a/kecil.txt=4;a/besar.bin=%d;", MANY);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		TEST(kinds[i].sentence) {
			check_str(read_all(archive_make(kinds[i].format,
				kinds[i].filter, kinds[i].options, items)), "");
			check_str(taken.names, want);
			check_int(taken.sum, sum);
		}
	free(many);
}

/* Every flipped byte but those of a header is noticed, in every packing. */
static void test_damage(void)
{
	static const struct {
		const char *sentence, *format, *filter, *options;
	} kinds[] = {
		{ "a flipped byte in a zip is noticed", "zip", NULL, NULL },
		{ "a flipped byte in a stored zip is noticed", "zip", NULL,
		  "zip:compression=store" },
		{ "a flipped byte in a 7z is noticed", "7zip", NULL, NULL },
		{ "a flipped byte in a tar.gz is noticed", "pax", "gzip",
		  NULL },
		{ "a flipped byte in a tar.bz2 is noticed", "pax", "bzip2",
		  NULL },
		{ "a flipped byte in a tar.xz is noticed", "pax", "xz", NULL },
	};
	char *many = noise(MANY);
	const struct item items[] = {
		{ .path = "besar.bin", .text = many, .size = MANY },
		{ .path = NULL },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		TEST(kinds[i].sentence) {
			for (long at = 500; at < MANY; at += 23000) {
				FILE *f = archive_make(kinds[i].format,
					kinds[i].filter, kinds[i].options,
					items);

				archive_flip(f, at);
				check(strstr("entry_damaged archive_damaged",
					     read_all(f)) && fault.code);
			}
		}
	free(many);
}

static void test_truncation(void)
{
	static const char *const filters[] = {
		NULL, "gzip", "bzip2", "xz", "zstd",
	};
	char *many = noise(MANY);
	const struct item items[] = {
		{ .path = "besar.bin", .text = many, .size = MANY },
		{ .path = NULL },
	};

	TEST("a zip without its end is cut short, wherever the cut is") {
		for (long cut = 10; cut < MANY; cut += 30000) {
			FILE *f = archive_make("zip", NULL, NULL, items);

			check(!ftruncate(fileno(f), archive_size(f) - cut));
			check_str(read_all(f), "archive_truncated");
		}
	}
	TEST("a tar cut short is refused, however it is packed") {
		for (size_t i = 0; i < 5; i++) {
			FILE *f = archive_make("pax", filters[i], NULL, items);

			check(!ftruncate(fileno(f), 40000));
			read_all(f);
			check(fault.code);
		}
	}
	TEST("the last byte of a tar.gz is missed too") {
		FILE *f = archive_make("pax", "gzip", NULL, items);

		check(!ftruncate(fileno(f), archive_size(f) - 1));
		check_str(read_all(f), "archive_truncated");
	}
	TEST("a 7z cut short is refused") {
		FILE *f = archive_make("7zip", NULL, NULL, items);

		check(!ftruncate(fileno(f), archive_size(f) - 100));
		read_all(f);
		check(fault.code);
	}
	free(many);
}

/* A tar with a megabyte of zeros behind its end, in gzip. */
static FILE *padded(const struct item *items)
{
	FILE *tar = archive_make("pax", NULL, NULL, items);
	FILE *f = archive_temp_();
	const size_t size = (size_t)archive_size(tar), all = size + 1000000;
	char *bytes = calloc(1, all);
	gzFile gz = gzdopen(dup(fileno(f)), "wb");

	if (pread(fileno(tar), bytes, size, 0) != (ssize_t)size ||
	    gzwrite(gz, bytes, (unsigned)all) != (int)all)
		abort();
	gzclose(gz);
	fclose(tar);
	free(bytes);
	return f;
}

static void test_behind(void)
{
	static const struct item one[] = {
		{ .path = "a.txt", .text = "satu" }, { .path = NULL },
	};

	TEST("what is behind the end of a tar is checked too") {
		FILE *f = padded(one);

		archive_flip(f, archive_size(f) - 8);
		check_str(read_all(f), "archive_damaged");
		check_str(read_all(padded(one)), "");
	}
}

static void test_refused(void)
{
	static const struct item two[] = {
		{ .path = "a.txt", .text = "satu" },
		{ .path = "b.txt", .text = "dua" }, { .path = NULL },
	};

	TEST("what is no archive is said to be none") {
		size_t n;
		const char *text = hello(&n);

		check_str(read_all(archive_bytes(text, n)), "archive_unknown");
		check_str(read_all(archive_bytes("", 0)), "archive_unknown");
	}
	TEST("an empty zip is empty") {
		check_str(read_all(archive_raw((struct raw[]){ { 0 } })),
			  "archive_empty");
	}
	TEST("an encrypted zip is locked") {
		check_str(read_all(archive_make("zip", NULL,
			"zip:encryption=zipcrypt", two)), "archive_encrypted");
	}
	TEST("one encrypted entry among others is enough") {
		check_str(read_all(archive_raw((struct raw[]){
			{ .name = "a.txt", .data = "satu" },
			{ .name = "b.txt", .data = "123456789012345",
			  .flags = 1 }, { 0 } })), "archive_encrypted");
	}
	TEST("an encrypted entry is locked even when it is empty") {
		check_str(read_all(archive_raw((struct raw[]){
			{ .name = "a.txt", .data = "", .flags = 1 },
			{ 0 } })), "archive_encrypted");
	}
	TEST("Deflate64 is a way that is not supported") {
		check_str(read_all(archive_raw((struct raw[]){
			{ .name = "a.txt", .data = "satu" },
			{ .name = "b.txt", .data = "dua", .method = 9 },
			{ 0 } })), "entry_method");
		check_str(fault.file, "b.txt");
	}
	TEST("a wrong CRC names the entry") {
		check_str(read_all(archive_raw((struct raw[]){
			{ .name = "a.txt", .data = "satu" },
			{ .name = "res/video.mp4", .data = "dua", .crc_off = 1 },
			{ 0 } })), "entry_damaged");
		check_str(fault.file, "res/video.mp4");
	}
}

static void test_names(void)
{
	static const struct {
		const char *sentence, *name;
		size_t size;
		const char *code;
	} bad[] = {
		{ "a name that climbs out is refused", "../a", 0,
		  "name_escapes" },
		{ "so is one that climbs in the middle", "a/../../b", 0,
		  "name_escapes" },
		{ "so is one that climbs with backslashes", "a\\..\\..\\b", 0,
		  "name_escapes" },
		{ "so is an absolute one", "/etc/passwd", 0, "name_escapes" },
		{ "so is a share of Windows", "\\\\server\\a", 0,
		  "name_escapes" },
		{ "so is a drive of Windows", "C:\\a", 0, "name_escapes" },
		{ "a control character is refused", "a\nb", 0,
		  "name_invalid" },
		{ "so is one of C1", "a\xc2\x85" "b", 0, "name_invalid" },
	};
	char longest[300];

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		TEST(bad[i].sentence)
			check_str(read_all(archive_raw((struct raw[]){
				{ .name = bad[i].name, .data = "x",
				  .name_size = bad[i].size }, { 0 } })),
				  bad[i].code);
	memset(longest, 'x', sizeof(longest));
	longest[256] = '\0';
	TEST("a component of 256 bytes is too long, one of 255 is not") {
		check_str(read_all(archive_raw((struct raw[]){
			{ .name = longest, .data = "x" }, { 0 } })),
			  "name_too_long");
		check_str(read_all(archive_raw((struct raw[]){
			{ .name = longest + 1, .data = "x" }, { 0 } })), "");
	}
	TEST("too many folders are refused") {
		char deep[200] = "";

		for (int i = 0; i < 33; i++)
			strcat(deep, "a/");
		strcat(deep, "b");
		check_str(read_all(archive_raw((struct raw[]){
			{ .name = deep, .data = "x" }, { 0 } })),
			  "name_too_deep");
		check_str(read_all(archive_raw((struct raw[]){
			{ .name = deep + 2, .data = "x" }, { 0 } })), "");
	}
	TEST("a name in CP850 is read as such, with a warning") {
		check_str(read_all(archive_raw((struct raw[]){
			{ .name = "p\xa0gina-come\x87o.html", .data = "x" },
			{ 0 } })), "");
		check_str(taken.names, "página-começo.html=1;");
		check_int(taken.warned, WARN_NAME_RECODED);
	}
	TEST("a name flagged UTF-8 is read as such, without a warning") {
		check_str(read_all(archive_raw((struct raw[]){
			{ .name = "página.html", .data = "x", .flags = 0x800 },
			{ 0 } })), "");
		check_str(taken.names, "página.html=1;");
		check_int(taken.warnings, 0);
	}
	TEST("backslashes are folders, in a tar too") {
		check_str(read_all(archive_make("pax", NULL, NULL,
			(struct item[]){ { .path = "a\\b.txt", .text = "x" },
			{ .path = NULL } })), "");
		check_str(taken.names, "a/b.txt=1;");
		check_int(taken.warned, WARN_NAME_BACKSLASH);
	}
}

static void test_links(void)
{
	TEST("a link that stays in the package is left out with a warning") {
		check_str(read_all(archive_make("pax", NULL, NULL,
			(struct item[]){ { .path = "a/b", .text = "x" },
			{ .path = "a/c", .link = "../a/b" },
			{ .path = NULL } })), "");
		check_str(taken.names, "a/b=1;");
		check_int(taken.warned, WARN_ENTRY_LINK_SKIPPED);
	}
	TEST("a link that leads out is refused") {
		check_str(read_all(archive_make("pax", NULL, NULL,
			(struct item[]){ { .path = "c", .link = "../../etc" },
			{ .path = NULL } })), "entry_link");
		check_str(read_all(archive_make("pax", NULL, NULL,
			(struct item[]){ { .path = "c", .link = "/etc" },
			{ .path = NULL } })), "entry_link");
	}
	TEST("a link in a zip is one too") {
		check_str(read_all(archive_make("zip", NULL, NULL,
			(struct item[]){ { .path = "c", .link = "/etc" },
			{ .path = NULL } })), "entry_link");
	}
	TEST("a hard link is a link") {
		check_str(read_all(archive_make("pax", NULL, NULL,
			(struct item[]){ { .path = "c", .hard = "/etc/passwd" },
			{ .path = NULL } })), "entry_link");
	}
	TEST("a fifo is refused") {
		check_str(read_all(archive_make("pax", NULL, NULL,
			(struct item[]){ { .path = "p", .type = AE_IFIFO },
			{ .path = NULL } })), "entry_special");
	}
}

static void test_limits(void)
{
	struct unpack_limits l = unpack_limits_default;
	char *zeros = calloc(1, 8000000);
	const struct item items[] = {
		{ .path = "a", .text = zeros, .size = 4000000 },
		{ .path = "b", .text = zeros, .size = 4000000 },
		{ .path = NULL },
	};

	TEST("a file over its limit is refused by name") {
		l.file_bytes = 3999999;
		check_str(read_with(archive_make("pax", NULL, NULL, items), &l),
			  "file_too_large");
		check_str(fault.file, "a");
		l.file_bytes = 4000000;
		check_str(read_with(archive_make("pax", NULL, NULL, items), &l),
			  "");
	}
	TEST("all files together have a limit") {
		l.total_bytes = 7999999;
		check_str(read_with(archive_make("pax", NULL, NULL, items), &l),
			  "package_too_large");
		l.total_bytes = 8000000;
		check_str(read_with(archive_make("pax", NULL, NULL, items), &l),
			  "");
	}
	TEST("a small archive that swells is a bomb once it is large") {
		check_str(read_with(archive_make("zip", NULL, NULL, items), &l),
			  "");
		l.ratio_from = 5000000;
		check_str(read_with(archive_make("zip", NULL, NULL, items), &l),
			  "archive_bomb");
		check_str(fault.file, "b");
	}
	TEST("the number of files has a limit") {
		l.entries = 1;
		check_str(read_with(archive_make("pax", NULL, NULL, items), &l),
			  "too_many_files");
	}
	TEST("whoever watches may stop it") {
		taken.stop_after = 1000000;
		check_str(read_all(archive_make("pax", NULL, NULL, items)),
			  "import_stopped");
		taken.stop_after = 0;
	}
	free(zeros);
}

static const char *script(const char *text)
{
	static char path[] = "/tmp/balai-worker-XXXXXX";
	int fd;

	strcpy(path + sizeof(path) - 7, "XXXXXX");
	fd = mkstemp(path);
	if (fd < 0 || write(fd, text, strlen(text)) < 0 || fchmod(fd, 0700))
		abort();
	close(fd);
	return path;
}

#define HELLO "#!/bin/sh\nprintf '\\1\\0\\0\\0\\0\\0\\0\\0'\n"

/* What a worker that is not ours does, as if libarchive had been taken over. */
static const char *worker_does(const char *text)
{
	struct unpack_limits l = unpack_limits_default;
	size_t n;
	const char *bytes = hello(&n), *code;

	l.seconds = 1;
	worker = script(text);
	code = read_with(archive_bytes(bytes, n), &l);
	unlink(worker);
	worker = NULL;
	return code;
}

static void test_worker(void)
{
	TEST("a reader that crashes is an error of the import, no more") {
		check_str(worker_does(HELLO "kill -SEGV $$\n"),
			  "unpack_failed");
	}
	TEST("one that hangs is ended") {
		check_str(worker_does(HELLO "exec /bin/sleep 60\n"),
			  "unpack_too_slow");
	}
	TEST("one that says nonsense is not believed") {
		check_str(worker_does(HELLO "printf 'nonsense nonsense'\n"),
			  "unpack_failed");
		check_str(worker_does(HELLO
			"printf '\\2\\0\\0\\0\\4\\0\\0\\0abcd'\n"),
			  "unpack_failed");
		check_str(worker_does(HELLO
			"printf '\\2\\0\\0\\0\\30\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0"
			"\\0\\0\\0\\0\\377\\377\\377\\377\\0\\0\\0\\0"
			"\\0\\0\\0\\0'\n"), "unpack_failed");
	}
	TEST("one that cannot be started is said so") {
		check_str(worker_does("#!/bin/sh\nexit 3\n"),
			  "unpack_unavailable");
		worker = "/nonexistent";
		check_str(read_all(archive_bytes("PK", 2)),
			  "unpack_unavailable");
		worker = NULL;
	}
}

#ifndef BALAI_SANITIZED
static int line_of(const char *path, const char *key)
{
	FILE *f = fopen(path, "r");
	char line[256];
	int value = -1;

	while (f && fgets(line, sizeof(line), f))
		if (strncmp(line, key, strlen(key)) == 0)
			value = atoi(line + strlen(key));
	if (f)
		fclose(f);
	return value;
}

static bool look(void *context, size_t entries, uint64_t bytes)
{
	struct taken *t = context;
	char path[64];
	FILE *f;
	int pid = 0;

	(void)entries;
	if (!bytes || t->looked)
		return true;
	snprintf(path, sizeof(path), "/proc/self/task/%d/children", getpid());
	f = fopen(path, "r");
	if (f && fscanf(f, "%d", &pid) == 1) {
		snprintf(path, sizeof(path), "/proc/%d/status", pid);
		t->confined = line_of(path, "Seccomp:") == 2 &&
			      line_of(path, "NoNewPrivs:") == 1;
		t->looked = true;
	}
	if (f)
		fclose(f);
	return true;
}

/* 2 kB in xz, whose header asks for a dictionary of 768 MB. */
static void test_memory(void)
{
	static const unsigned char greedy[] = {
		0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x04, 0xe6, 0xd6,
		0xb4, 0x46, 0x02, 0x00, 0x21, 0x01, 0x23, 0x00, 0x00, 0x00,
		0xe7, 0x27, 0x10, 0x64, 0xe0, 0x07, 0xff, 0x00, 0x11, 0x5d,
		0x00, 0x3c, 0x6f, 0xfb, 0xbf, 0xfe, 0xa3, 0xb1, 0x5e, 0xe5,
		0xf8, 0x3f, 0xb2, 0xa8, 0x81, 0x93, 0x96, 0x00, 0x00, 0x00,
		0x00, 0x00, 0x03, 0x62, 0x84, 0xc8, 0x16, 0xe9, 0xe9, 0x57,
		0x00, 0x01, 0x2d, 0x80, 0x10, 0x00, 0x00, 0x00, 0x38, 0x25,
		0x98, 0x99, 0xb1, 0xc4, 0x67, 0xfb, 0x02, 0x00, 0x00, 0x00,
		0x00, 0x04, 0x59, 0x5a
	};

	TEST("an archive that needs more memory than there is is refused") {
		check_str(read_all(archive_bytes(greedy, sizeof(greedy))),
			  "unpack_memory");
	}
}

static void test_confined(void)
{
	char *many = noise(1000000);
	struct item items[80] = { 0 };
	char names[80][8];

	for (int i = 0; i < 79; i++) {
		snprintf(names[i], sizeof(names[i]), "f%d", i);
		items[i] = (struct item){ .path = names[i], .text = many,
					  .size = i < 70 ? 1 : 1000000 };
	}
	TEST("the reader is under seccomp and gains no privileges") {
		progress = look;
		check_str(read_all(archive_make("pax", NULL, NULL, items)), "");
		check(taken.looked);
		check(taken.confined);
		progress = on_progress;
	}
	free(many);
	test_memory();
}
#else
static void test_confined(void)
{
	printf("# passed over: the reader is not confined under sanitizers\n");
}
#endif

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "unpack-worker") == 0)
		return unpack_worker_main();
	log_least(LOG_ERROR);
	test_formats();
	test_damage();
	test_truncation();
	test_behind();
	test_refused();
	test_names();
	test_links();
	test_limits();
	test_worker();
	test_confined();
	arena_end(&mem);
	return test_end();
}
