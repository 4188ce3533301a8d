#include <unistd.h>

#include "confine.h"
#include "extract.h"

#define CPU_SECONDS 20
#define MEMORY (512u << 20)

/*
 * Without this, a PDF that took pdftotext over could print our database into
 * the index.
 */
static bool confine(void)
{
#ifndef BALAI_SANITIZED
	static const struct confine_file fonts = {
		"/usr/share/poppler", 0, CONFINE_RUN
	};

	return confine_begin() && confine_limit(RLIMIT_FSIZE, 0) &&
	       confine_limit(RLIMIT_NOFILE, 16) &&
	       confine_limit(RLIMIT_CPU, CPU_SECONDS) &&
	       confine_limit(RLIMIT_AS, MEMORY) && confine_files(&fonts, 1) &&
	       confine_calls(false);
#else
	return true;
#endif
}

int extract_worker_main(void)
{
	static const char program[] = "/usr/bin/pdftotext";
	char *const argv[] = { "pdftotext", "-q", "-enc", "UTF-8", "-nopgbrk",
			       "-l", "1000", "-", "-", NULL };
	char *const envp[] = { NULL };

	if (confine())
		execve(program, argv, envp);
	return EXTRACT_UNAVAILABLE;
}
