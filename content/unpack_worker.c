#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "unpack.h"
#include "unpack_frame.h"

#define IN 0
#define OUT 1
#define CHUNK 65536
#define CPU_SECONDS 900
#define MEMORY (512u << 20)	/* 7z with a dictionary of 256 MB needs 400 */

/*
 * What the tar reader reads from: a compressed file, unpacked. libarchive's
 * own gzip filter does not look at the CRC, so gzip is read by zlib, which
 * does; and no filter is read past the end of the tar in it, where its checks
 * are, so what is left is drained afterwards.
 */
struct source {
	bool gzip;
	struct archive *raw;		/* when not gzip */
	z_stream z;
	bool z_end;
	unsigned char in[CHUNK], out[CHUNK];
	const char *why;		/* set when it fails */
	enum verdict verdict;
};

static bool write_all(struct iovec *parts, int n)
{
	while (n) {
		ssize_t done = writev(OUT, parts, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		for (; n && (size_t)done >= parts->iov_len; parts++, n--)
			done -= (ssize_t)parts->iov_len;
		if (n) {
			parts->iov_base = (char *)parts->iov_base + done;
			parts->iov_len -= (size_t)done;
		}
	}
	return true;
}

/* Nobody reads any more: there is nothing left to do. */
static void frame_put(enum frame_kind kind, const void *a, size_t an,
		      const void *b, size_t bn, const void *c, size_t cn)
{
	struct frame frame = { kind, (uint32_t)(an + bn + cn) };
	struct iovec parts[] = {
		{ &frame, sizeof(frame) }, { (void *)(uintptr_t)a, an },
		{ (void *)(uintptr_t)b, bn }, { (void *)(uintptr_t)c, cn },
	};

	if (!write_all(parts, 4))
		_exit(1);
}

static int finish(enum verdict verdict, bool in_entry, const char *why)
{
	struct frame_end end = { verdict, in_entry, { 0 } };

	snprintf(end.why, sizeof(end.why), "%s", why ? why : "");
	frame_put(FRAME_END, &end, sizeof(end), NULL, 0, NULL, 0);
	return 0;
}

/* libarchive tells its reasons in English only. */
static enum verdict verdict_of(const char *why, int error)
{
	static const struct {
		const char *word;
		enum verdict verdict;
	} words[] = {
		{ "encrypt", VERDICT_ENCRYPTED },
		{ "passphrase", VERDICT_ENCRYPTED },
		{ "crypto codec", VERDICT_ENCRYPTED },
		{ "truncated", VERDICT_TRUNCATED },
		{ "unrecognized archive format", VERDICT_UNKNOWN },
		{ "allocate", VERDICT_MEMORY },
		{ "out of memory", VERDICT_MEMORY },
		{ "unsupported", VERDICT_METHOD },
		{ "not supported", VERDICT_METHOD },
	};

	if (error == ENOMEM)
		return VERDICT_MEMORY;
	for (size_t i = 0; why && i < sizeof(words) / sizeof(*words); i++)
		if (strcasestr(why, words[i].word))
			return words[i].verdict;
	return VERDICT_DAMAGED;
}

static ssize_t source_fail(struct source *s, enum verdict verdict,
			   const char *why)
{
	s->verdict = verdict;
	s->why = why ? why : "unreadable";
	return -1;
}

static ssize_t fill(struct source *s)
{
	ssize_t n;

	do
		n = read(IN, s->in, sizeof(s->in));
	while (n < 0 && errno == EINTR);
	s->z.next_in = s->in;
	s->z.avail_in = n > 0 ? (uInt)n : 0;
	return n;
}

/* Members may follow each other; what is no member after one is padding. */
static bool gzip_next(struct source *s)
{
	if (!s->z.avail_in && fill(s) <= 0)
		return false;
	if (*s->z.next_in != 0x1f)
		return false;
	return inflateReset(&s->z) == Z_OK;
}

static ssize_t gzip_read(struct source *s)
{
	int state;

	if (s->z_end)
		return 0;
	s->z.next_out = s->out;
	s->z.avail_out = sizeof(s->out);
	while (s->z.avail_out) {
		if (!s->z.avail_in && fill(s) <= 0)
			return source_fail(s, VERDICT_TRUNCATED, "gzip ends");
		state = inflate(&s->z, Z_NO_FLUSH);
		if (state == Z_STREAM_END && !gzip_next(s)) {
			s->z_end = true;
			break;
		}
		if (state != Z_OK && state != Z_STREAM_END &&
		    state != Z_BUF_ERROR)
			return source_fail(s, VERDICT_DAMAGED, s->z.msg);
	}
	return (ssize_t)(sizeof(s->out) - s->z.avail_out);
}

static ssize_t source_read(struct archive *a, void *context, const void **bytes)
{
	struct source *s = context;
	ssize_t n;

	*bytes = s->out;
	if (s->gzip) {
		n = gzip_read(s);
	} else {
		n = archive_read_data(s->raw, s->out, sizeof(s->out));
		if (n < 0)
			source_fail(s, verdict_of(archive_error_string(s->raw),
						  archive_errno(s->raw)),
				    archive_error_string(s->raw));
	}
	if (n >= 0)
		return n;
	archive_set_error(a, EIO, "%s", s->why);
	return ARCHIVE_FATAL;
}

static bool source_drain(struct source *s)
{
	ssize_t n;

	do {
		n = s->gzip ? gzip_read(s)
			    : archive_read_data(s->raw, s->out, sizeof(s->out));
	} while (n > 0);
	if (n < 0 && !s->gzip)
		source_fail(s, verdict_of(archive_error_string(s->raw),
					  archive_errno(s->raw)),
			    archive_error_string(s->raw));
	return n == 0;
}

enum packing { PACKED_UNKNOWN, PACKED_ZIP, PACKED_7Z, PACKED_TAR, PACKED_GZIP,
	       PACKED_FILTER };

static enum packing packing_of(const unsigned char *m, ssize_t n)
{
	static const struct {
		const char *magic;
		size_t size;
		enum packing packing;
	} known[] = {
		{ "PK\3\4", 4, PACKED_ZIP }, { "PK\5\6", 4, PACKED_ZIP },
		{ "PK00PK\3\4", 8, PACKED_ZIP },
		{ "7z\xbc\xaf\x27\x1c", 6, PACKED_7Z },
		{ "\x1f\x8b", 2, PACKED_GZIP }, { "BZh", 3, PACKED_FILTER },
		{ "\xfd" "7zXZ\0", 6, PACKED_FILTER },
		{ "\x28\xb5\x2f\xfd", 4, PACKED_FILTER },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (n >= (ssize_t)known[i].size &&
		    memcmp(m, known[i].magic, known[i].size) == 0)
			return known[i].packing;
	return n >= 262 && memcmp(m + 257, "ustar", 5) == 0 ? PACKED_TAR
							    : PACKED_UNKNOWN;
}

/*
 * The record that ends every zip, whole, in its last 64 kB. Without it libarchive
 * takes what can be read from the front and calls the rest damaged.
 */
static bool zip_ends(void)
{
	static unsigned char tail[65535 + 22];
	const off_t size = lseek(IN, 0, SEEK_END);
	const size_t want = size < (off_t)sizeof(tail) ? (size_t)size
						       : sizeof(tail);
	size_t got = 0;
	ssize_t n = 1;

	if (lseek(IN, size - (off_t)want, SEEK_SET) < 0)
		return false;
	while (got < want && n > 0)
		if ((n = read(IN, tail + got, want - got)) > 0)
			got += (size_t)n;
	for (size_t i = 0; i + 22 <= got; i++)
		if (memcmp(tail + i, "PK\5\6", 4) == 0 &&
		    i + 22 + (tail[i + 20] | tail[i + 21] << 8) <= got)
			return true;
	return false;
}

static bool source_open(struct source *s, enum packing packing)
{
	struct archive_entry *entry;

	s->gzip = packing == PACKED_GZIP;
	if (s->gzip)
		return inflateInit2(&s->z, 15 + 16) == Z_OK;
	s->raw = archive_read_new();
	return s->raw && archive_read_support_format_raw(s->raw) == ARCHIVE_OK &&
	       archive_read_support_filter_bzip2(s->raw) == ARCHIVE_OK &&
	       archive_read_support_filter_xz(s->raw) == ARCHIVE_OK &&
	       archive_read_support_filter_zstd(s->raw) == ARCHIVE_OK &&
	       archive_read_open_fd(s->raw, IN, CHUNK) == ARCHIVE_OK &&
	       archive_read_next_header(s->raw, &entry) == ARCHIVE_OK;
}

/* Only the reader that is meant, so that nothing is tried on a guess. */
static int reader_open(struct archive *a, enum packing packing,
		       struct source *s)
{
	switch (packing) {
	case PACKED_ZIP:
		archive_read_support_format_zip(a);
		break;
	case PACKED_7Z:
		archive_read_support_format_7zip(a);
		break;
	case PACKED_TAR:
		archive_read_support_format_tar(a);
		break;
	case PACKED_GZIP:
	case PACKED_FILTER:
		archive_read_support_format_tar(a);
		if (!source_open(s, packing))
			return ARCHIVE_FATAL;
		return archive_read_open(a, s, NULL, source_read, NULL);
	case PACKED_UNKNOWN:
		/* A zip behind a self-extractor; an old tar has no magic. */
		archive_read_support_format_zip(a);
		archive_read_support_format_tar(a);
		break;
	}
	return archive_read_open_fd(a, IN, CHUNK);
}

static enum frame_type type_of(struct archive_entry *entry)
{
	if (archive_entry_hardlink(entry))
		return TYPE_LINK;
	switch (archive_entry_filetype(entry)) {
	case 0:
	case AE_IFREG:
		return TYPE_FILE;
	case AE_IFDIR:
		return TYPE_DIR;
	case AE_IFLNK:
		return TYPE_LINK;
	default:
		return TYPE_SPECIAL;
	}
}

static size_t bounded(const char *s)
{
	return s ? strnlen(s, FRAME_NAME_MAX / 4) : 0;
}

/* Unless the name is known in UTF-8 its bytes are passed on as they are. */
static void entry_put(struct archive_entry *entry)
{
	const char *name = archive_entry_pathname_utf8(entry);
	const char *link = archive_entry_hardlink(entry);
	struct frame_entry head = {
		.size = archive_entry_size_is_set(entry)
			? archive_entry_size(entry) : -1,
		.type = type_of(entry),
	};

	if (!name)
		name = archive_entry_pathname(entry);
	if (!link)
		link = archive_entry_symlink(entry);
	head.name_size = (uint32_t)bounded(name);
	head.link_size = (uint32_t)bounded(link);
	frame_put(FRAME_ENTRY, &head, sizeof(head), name, head.name_size,
		  link, head.link_size);
}

/* A bad CRC or size is only a warning to libarchive; to us it is the end. */
static enum verdict data_put(struct archive *a, struct archive_entry *entry)
{
	static unsigned char buf[FRAME_DATA_MAX];
	int64_t total = 0;
	ssize_t n;

	while ((n = archive_read_data(a, buf, sizeof(buf))) > 0) {
		frame_put(FRAME_DATA, buf, (size_t)n, NULL, 0, NULL, 0);
		total += n;
	}
	if (n < 0)
		return verdict_of(archive_error_string(a), archive_errno(a));
	if (archive_entry_size_is_set(entry) &&
	    archive_entry_size(entry) != total)
		return VERDICT_DAMAGED;
	return VERDICT_OK;
}

static const char *why_of(struct archive *a, const struct source *s)
{
	return s->why ? s->why : archive_error_string(a);
}

static enum verdict failed(struct archive *a, const struct source *s)
{
	return s->why ? s->verdict
		      : verdict_of(archive_error_string(a), archive_errno(a));
}

/*
 * archive_read_has_encrypted_entries is not asked: before the first header it
 * crashes, and each entry says it by itself.
 */
static int entries_put(struct archive *a, struct source *s)
{
	struct archive_entry *entry;
	enum verdict verdict;
	size_t count = 0;
	int state;

	while ((state = archive_read_next_header(a, &entry)) == ARCHIVE_OK ||
	       state == ARCHIVE_WARN) {
		count++;
		entry_put(entry);
		if (archive_entry_is_encrypted(entry))
			return finish(VERDICT_ENCRYPTED, true, "encrypted");
		if (type_of(entry) != TYPE_FILE)
			continue;
		if ((verdict = data_put(a, entry)))
			return finish(s->why ? s->verdict : verdict, !s->why,
				      why_of(a, s));
	}
	if (state != ARCHIVE_EOF)
		return finish(failed(a, s), false, why_of(a, s));
	if ((s->gzip || s->raw) && !source_drain(s))
		return finish(s->verdict, false, s->why);
	return finish(count ? VERDICT_OK : VERDICT_EMPTY, false, "");
}

static int unpack_from(struct archive *a, struct source *source)
{
	unsigned char magic[262];
	enum packing packing;
	ssize_t n;

	if (lseek(IN, 0, SEEK_SET) || (n = read(IN, magic, sizeof(magic))) < 0)
		return finish(VERDICT_DAMAGED, false, "not a regular file");
	packing = packing_of(magic, n);
	if (packing == PACKED_ZIP && !zip_ends())
		return finish(VERDICT_TRUNCATED, false, "no end of zip");
	if (lseek(IN, 0, SEEK_SET))
		return finish(VERDICT_DAMAGED, false, "not a regular file");
	if (reader_open(a, packing, source) != ARCHIVE_OK) {
		if (source->raw && !source->why)
			source_fail(source, verdict_of(
				archive_error_string(source->raw),
				archive_errno(source->raw)),
				archive_error_string(source->raw));
		return finish(failed(a, source), false, why_of(a, source));
	}
	return entries_put(a, source);
}

static int unpack_all(void)
{
	struct source *source = calloc(1, sizeof(*source));
	struct archive *a = archive_read_new();
	int status;

	if (!a || !source)
		return finish(VERDICT_MEMORY, false, "archive_read_new");
	status = unpack_from(a, source);
	archive_read_free(a);
	archive_read_free(source->raw);
	if (source->gzip)
		inflateEnd(&source->z);
	free(source);
	return status;
}

#ifdef BALAI_SANITIZED
static bool confine(void)
{
	return true;
}
#else
static bool limit(int what, rlim_t most)
{
	return setrlimit(what, &(struct rlimit){ most, most }) == 0;
}

/*
 * The rest of what libc and the libraries do between here and the end. Files
 * cannot be opened: those calls answer EACCES, for whoever only tries.
 */
static bool filter(void)
{
	static const int allowed[] = {
		SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(writev),
		SCMP_SYS(lseek), SCMP_SYS(fstat), SCMP_SYS(munmap),
		SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk),
		SCMP_SYS(futex), SCMP_SYS(exit), SCMP_SYS(exit_group),
		SCMP_SYS(rt_sigreturn), SCMP_SYS(clock_gettime),
		SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getrandom),
		SCMP_SYS(getpid), SCMP_SYS(restart_syscall),
		SCMP_SYS(fadvise64),
	};
	static const int refused[] = {
		SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(stat),
		SCMP_SYS(access), SCMP_SYS(readlink),
	};
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);
	bool good = f != NULL;

	for (size_t i = 0; good && i < sizeof(allowed) / sizeof(int); i++)
		good = seccomp_rule_add(f, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
	for (size_t i = 0; good && i < sizeof(refused) / sizeof(int); i++)
		good = seccomp_rule_add(f, SCMP_ACT_ERRNO(EACCES), refused[i],
					0) == 0;
	/* fstat(3) is newfstatat with an empty path. */
	good = good &&
	       seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1,
				SCMP_A3(SCMP_CMP_EQ, AT_EMPTY_PATH, 0)) == 0 &&
	       seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
				SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0 &&
	       seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
				SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0 &&
	       seccomp_load(f) == 0;
	seccomp_release(f);
	return good;
}

static bool confine(void)
{
	return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
	       prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
	       limit(RLIMIT_NOFILE, 3) && limit(RLIMIT_CPU, CPU_SECONDS) &&
	       limit(RLIMIT_AS, MEMORY) && filter();
}
#endif

/*
 * Before the filter: the locale (without it names that are not ASCII are lost)
 * and the time zone (mktime would open files for it).
 */
int unpack_worker_main(void)
{
	setenv("TZ", "UTC0", 1);
	tzset();
	if (!setlocale(LC_CTYPE, "C.UTF-8") || !confine())
		return 3;
	frame_put(FRAME_HELLO, NULL, 0, NULL, 0, NULL, 0);
	return unpack_all();
}
