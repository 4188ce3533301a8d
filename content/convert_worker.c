#include <linux/ioprio.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "confine.h"
#include "convert_limits.h"

#define MEMORY (UINT64_C(2) << 30)	/* 4K of HEVC takes more than half */

/* Everything else goes first; it ends with the thread that started it. */
static bool step_back(void)
{
	return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 &&
	       setpriority(PRIO_PROCESS, 0, 19) == 0 &&
	       syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0,
		       IOPRIO_PRIO_VALUE(IOPRIO_CLASS_IDLE, 0)) == 0;
}

static bool confine(rlim_t bytes)
{
#ifndef BALAI_SANITIZED
	static const struct confine_file files[] = {
		{ NULL, 0, CONFINE_READ }, { NULL, 1, CONFINE_WRITE },
	};

	return confine_begin() && confine_limit(RLIMIT_FSIZE, bytes) &&
	       confine_limit(RLIMIT_NOFILE, 32) &&
	       confine_limit(RLIMIT_CPU, CONVERT_CPU_SECONDS) &&
	       confine_limit(RLIMIT_AS, MEMORY) && confine_files(files, 2) &&
	       confine_calls(true);
#else
	return confine_limit(RLIMIT_FSIZE, bytes);
#endif
}

/*
 * By name, since ffmpeg moves the index to the front by opening what it wrote
 * once more. Only demuxers that read one file are let, and of protocols only
 * that of files.
 */
#define READ \
	"ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "quiet", "-y", \
	"-threads", "1", "-filter_threads", "1", \
	"-protocol_whitelist", "file", \
	"-format_whitelist", "mov,matroska,ogg,mp3,wav,flac,aac", \
	"-i", "file:/proc/self/fd/0", \
	"-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn"
#define SOUND \
	"-c:a", "aac", "-ac", "1", "-ar", "32000", "-b:a", "48k"
#define WRITE \
	"-threads", "1", "-movflags", "+faststart", "-f", "mp4", \
	"file:/proc/self/fd/1", NULL

/* Never larger than it was, and of an even width, as H.264 wants it. */
#define SCALE "scale=w=-2:h='2*trunc(min(240,ih)/2)',format=yuv420p"

int convert_worker_main(enum convert_form form)
{
	static const char program[] = CONVERT_PROGRAM;
	char *const video[] = { READ,
		"-map", "0:v:0", "-map", "0:a:0?", "-vf", SCALE,
		"-fpsmax", "25", "-c:v", "libx264", "-profile:v", "main",
		"-preset", "veryfast", "-crf", "28", "-maxrate", "200k",
		"-bufsize", "400k", "-g", "125", SOUND, WRITE };
	char *const audio[] = { READ, "-vn", "-map", "0:a:0", SOUND, WRITE };
	char *const none[] = { NULL };
	struct stat st;

	if (fstat(0, &st) == 0 && step_back() &&
	    confine(convert_bytes_most((uint64_t)st.st_size)))
		execve(program, form == CONVERT_240P ? video : audio, none);
	return CONVERT_NO_WORKER;
}
