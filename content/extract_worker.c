#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "extract.h"

#define CPU_SECONDS 20
#define MEMORY (512u << 20)

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

static bool allow_path(int rules, const char *path, uint64_t what)
{
	struct landlock_path_beneath_attr rule = {
		.allowed_access = what,
		.parent_fd = open(path, O_PATH | O_CLOEXEC),
	};
	bool good = rule.parent_fd < 0 ||	/* what is not there */
		    syscall(SYS_landlock_add_rule, rules,
			    LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;

	if (rule.parent_fd >= 0)
		close(rule.parent_fd);
	return good;
}

/*
 * Of all files only the program and its libraries. Without this, a PDF that
 * took pdftotext over could print our database into the index.
 */
static bool shut_files(void)
{
	const uint64_t read = LANDLOCK_ACCESS_FS_READ_FILE,
		       run = read | LANDLOCK_ACCESS_FS_READ_DIR |
			     LANDLOCK_ACCESS_FS_EXECUTE;
	const struct landlock_ruleset_attr all = {
		.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1,
	};
	const int rules = (int)syscall(SYS_landlock_create_ruleset, &all,
				       sizeof(all), 0);
	bool good = rules >= 0 && allow_path(rules, "/usr/bin", run) &&
		    allow_path(rules, "/usr/lib", run) &&
		    allow_path(rules, "/usr/lib64", run) &&
		    allow_path(rules, "/lib", run) &&
		    allow_path(rules, "/lib64", run) &&
		    allow_path(rules, "/usr/share/poppler", run) &&
		    allow_path(rules, "/etc/ld.so.cache", read) &&
		    syscall(SYS_landlock_restrict_self, rules, 0) == 0;

	if (rules >= 0)
		close(rules);
	return good;
}

/* What pdftotext and its loader do; everything else answers EPERM. */
static bool filter(void)
{
	static const int allowed[] = {
		SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(write),
		SCMP_SYS(writev), SCMP_SYS(lseek), SCMP_SYS(fstat),
		SCMP_SYS(newfstatat), SCMP_SYS(mmap), SCMP_SYS(mprotect),
		SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
		SCMP_SYS(brk), SCMP_SYS(openat), SCMP_SYS(close),
		SCMP_SYS(access), SCMP_SYS(faccessat2), SCMP_SYS(getdents64),
		SCMP_SYS(fcntl), SCMP_SYS(execve), SCMP_SYS(arch_prctl),
		SCMP_SYS(set_tid_address), SCMP_SYS(set_robust_list),
		SCMP_SYS(rseq), SCMP_SYS(prlimit64), SCMP_SYS(getrandom),
		SCMP_SYS(futex), SCMP_SYS(rt_sigaction),
		SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
		SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(clock_gettime),
		SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getpid),
		SCMP_SYS(gettid), SCMP_SYS(sched_getaffinity),
		SCMP_SYS(sysinfo), SCMP_SYS(uname), SCMP_SYS(restart_syscall),
		SCMP_SYS(fadvise64),
	};
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	bool good = f != NULL;

	for (size_t i = 0; good && i < sizeof(allowed) / sizeof(int); i++)
		good = seccomp_rule_add(f, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
	good = good && seccomp_load(f) == 0;
	seccomp_release(f);
	return good;
}

static bool confine(void)
{
	return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
	       prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
	       limit(RLIMIT_NOFILE, 16) && limit(RLIMIT_CPU, CPU_SECONDS) &&
	       limit(RLIMIT_AS, MEMORY) && shut_files() && filter();
}
#endif

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
