/* Smaller forms, by ffmpeg, and what it is shut in to. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "check.h"
#include "confine.h"
#include "convert.h"
#include "folder.h"
#include "mp4.h"

static struct arena mem;
static char folder[] = "/tmp/balai-convert-XXXXXX";
static struct blob_store store;

/* What ffmpeg makes by these arguments, as a blob. */
static const char *made(const char *arguments, const char *ending, size_t cut)
{
	const char *path = arena_format(&mem, "%s/in.%s", folder, ending);
	char *name = arena_alloc(&mem, BLOB_NAME_SIZE), *bytes;
	FILE *f;
	size_t n;

	if (system(arena_format(&mem, "/usr/bin/ffmpeg -v error -y %s %s",
				arguments, path)))
		abort();
	f = fopen(path, "rb");
	bytes = malloc(8 << 20);
	n = f && bytes ? fread(bytes, 1, 8 << 20, f) : 0;
	if (!n || blob_put(&store, bytes, n > cut ? n - cut : n, name))
		abort();
	fclose(f);
	free(bytes);
	return name;
}

static bool never(void *context)
{
	(void)context;
	return false;
}

static struct convert_result result;

static const char *ended(const char *blob, enum convert_form form,
			 double seconds, bool (*go_on)(void *))
{
	static const char *const ends[] = { "done", "needless", "damaged",
		"slow", "stopped", "unavailable" };
	const struct convert_order order = { .blob = blob, .form = form,
		.seconds = seconds, .folder = folder, .go_on = go_on };

	if (convert_blob(&store, &order, &result))
		return fail_reason();
	return ends[result.end];
}

/* "avc1 mp4a 6 s 428x240" of the form that was made, its index in front. */
static const char *said(void)
{
	struct mp4 m;
	int fd;

	if (blob_open(&store, result.blob, BLOB_PLAIN, &fd, NULL))
		return "not there";
	check(mp4_read(fd, &m) && !m.index_last);
	check(m.bytes == result.size);
	close(fd);
	return arena_format(&mem, "%s %s %.0f s %ux%u", m.video_codec,
			    m.audio_codec, m.seconds, m.width, m.height);
}

#define PICTURES(size) "-f lavfi -i testsrc2=s=" size ":r=5:d=6 "
#define WEBM "-c:v libvpx -deadline realtime -cpu-used 16 -b:v 1M"
#define NOISE "-f lavfi -i anoisesrc=d=6:a=0.1 "

static void test_forms(void)
{
	TEST("a video becomes one of 240 lines, and sound alone") {
		const char *blob = made(PICTURES("854x480") NOISE
			"-c:v libx264 -preset ultrafast -crf 18 -c:a aac "
			"-b:a 192k", "mp4", 0);

		check_str(ended(blob, CONVERT_240P, 6, NULL), "done");
		check_str(said(), "avc1 mp4a 6 s 428x240");
		/* 250 kbit/s for six seconds, and what a container takes. */
		check(result.size < 6 * 250000 / 8 + 40000);
		check_str(ended(blob, CONVERT_AUDIO, 6, NULL), "done");
		check_str(said(), " mp4a 6 s 0x0");
		check(result.size < 6 * 48000 / 8 + 20000);
	}
	TEST("WebM and QuickTime go in as well, also without sound") {
		check_str(ended(made(PICTURES("640x360") WEBM, "webm", 0),
				CONVERT_240P, 6, NULL), "done");
		check_str(said(), "avc1  6 s 426x240");
		check_str(ended(made(PICTURES("320x180") NOISE
				     "-c:v mpeg4 -q:v 1 -c:a pcm_s16le", "mov",
				     0), CONVERT_240P, 6, NULL), "done");
		check_str(said(), "avc1 mp4a 6 s 320x180");
	}
	TEST("what would not save a fifth is not kept") {
		check_str(ended(made(NOISE "-c:a aac -ac 1 -b:a 48k", "m4a", 0),
				CONVERT_AUDIO, 6, NULL), "needless");
	}
}

static void test_refusals(void)
{
	char garbage[BLOB_NAME_SIZE], list[BLOB_NAME_SIZE];

	TEST("what is damaged gives no half of a form") {
		const char *cut = made(PICTURES("640x360") WEBM, "webm",
				       100000);

		blob_put(&store, "\x1a\x45\xdf\xa3 apa", 9, garbage);
		check_str(ended(garbage, CONVERT_240P, 0, NULL), "damaged");
		check_str(ended(cut, CONVERT_240P, 60, NULL), "damaged");
		check_str(ended(cut, CONVERT_AUDIO, 6, NULL), "damaged");
	}
	TEST("a list of other files is no video") {
		static const char text[] = "#EXTM3U\n#EXT-X-TARGETDURATION:9\n"
			"#EXTINF:9,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n";

		blob_put(&store, text, sizeof(text) - 1, list);
		check_str(ended(list, CONVERT_AUDIO, 0, NULL), "damaged");
		blob_put(&store, "ffconcat version 1.0\nfile /etc/passwd\n", 38,
			 list);
		check_str(ended(list, CONVERT_AUDIO, 0, NULL), "damaged");
	}
	TEST("it stops when it is told to") {
		check_str(ended(made(PICTURES("640x360") WEBM, "webm", 0),
				CONVERT_240P, 6, never), "stopped");
	}
	TEST("and an original that is not there is told") {
		const struct convert_order order = { .blob =
			"00000000000000000000000000000000000000000000000000000"
			"00000000000", .folder = folder };

		check_int(convert_blob(&store, &order, &result),
			  ERR_NOT_FOUND);
	}
}

/* In a process of its own: what it left with. */
static int shut_in(int (*tries)(void))
{
	const pid_t pid = fork();
	int status = -1;

	if (pid == 0) {
		const struct confine_file own = { NULL, 0, CONFINE_READ };

		if (!confine_begin() || !confine_files(&own, 1) ||
		    !confine_calls(true))
			_exit(99);
		_exit(tries());
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int tries_files(void)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/new", folder);
	return open("/etc/passwd", O_RDONLY) < 0 && errno == EACCES &&
	       open("/proc/self/environ", O_RDONLY) < 0 &&
	       open(folder, O_RDONLY | O_DIRECTORY) < 0 &&
	       open(path, O_CREAT | O_WRONLY, 0600) < 0 &&
	       open("/usr/lib/os-release", O_RDONLY) >= 0 ? 0 : 1;
}

static int tries_calls(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM &&
	       socket(AF_UNIX, SOCK_STREAM, 0) < 0 && errno == EPERM &&
	       fork() < 0 && unlink(folder) < 0 && errno == EPERM &&
	       kill(getppid(), 0) < 0 && errno == EPERM ? 0 : 1;
}

static void test_confinement(void)
{
	TEST("shut in, no other file can be opened and none made") {
		check_int(shut_in(tries_files), 0);
	}
	TEST("shut in, there is no network, no process, no signal") {
		check_int(shut_in(tries_calls), 0);
	}
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], CONVERT_240P_WORKER) == 0)
		return convert_worker_main(CONVERT_240P);
	if (argc == 2 && strcmp(argv[1], CONVERT_AUDIO_WORKER) == 0)
		return convert_worker_main(CONVERT_AUDIO);
	if (!mkdtemp(folder) || blob_store_open(arena_format(&mem, "%s/blobs",
							     folder), &store))
		abort();
	check(convert_possible());
	test_forms();
	test_refusals();
#ifdef BALAI_SANITIZED
	(void)test_confinement;	/* sanitizers need what it takes away */
#else
	test_confinement();
#endif
	blob_store_close(&store);
	folder_remove(folder);
	arena_end(&mem);
	return test_end();
}
