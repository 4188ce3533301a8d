#include "confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

bool confine_limit(int what, rlim_t most)
{
	return setrlimit(what, &(struct rlimit){ most, most }) == 0;
}

bool confine_begin(void)
{
	return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
	       prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       confine_limit(RLIMIT_CORE, 0);
}

static bool rule_add(int rules, int fd, uint64_t what)
{
	const struct landlock_path_beneath_attr rule = {
		.allowed_access = what, .parent_fd = fd,
	};

	return syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
		       &rule, 0) == 0;
}

static bool file_allow(int rules, const struct confine_file *f)
{
	static const uint64_t ways[] = {
		[CONFINE_READ] = LANDLOCK_ACCESS_FS_READ_FILE,
		[CONFINE_RUN] = LANDLOCK_ACCESS_FS_READ_FILE |
				LANDLOCK_ACCESS_FS_READ_DIR |
				LANDLOCK_ACCESS_FS_EXECUTE,
		[CONFINE_WRITE] = LANDLOCK_ACCESS_FS_READ_FILE |
				  LANDLOCK_ACCESS_FS_WRITE_FILE,
	};
	const int fd = f->path ? open(f->path, O_PATH | O_CLOEXEC) : f->fd;
	const bool good = fd < 0 || rule_add(rules, fd, ways[f->may]);

	if (f->path && fd >= 0)
		close(fd);
	return good;
}

bool confine_files(const struct confine_file *more, size_t n)
{
	static const struct confine_file system[] = {
		{ "/usr/bin", 0, CONFINE_RUN }, { "/usr/lib", 0, CONFINE_RUN },
		{ "/usr/lib64", 0, CONFINE_RUN }, { "/lib", 0, CONFINE_RUN },
		{ "/lib64", 0, CONFINE_RUN },
		{ "/etc/ld.so.cache", 0, CONFINE_READ },
	};
	const struct landlock_ruleset_attr all = {
		.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1,
	};
	const int rules = (int)syscall(SYS_landlock_create_ruleset, &all,
				       sizeof(all), 0);
	bool good = rules >= 0;

	for (size_t i = 0; good && i < sizeof(system) / sizeof(*system); i++)
		good = file_allow(rules, &system[i]);
	for (size_t i = 0; good && i < n; i++)
		good = file_allow(rules, &more[i]);
	good = good && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	if (rules >= 0)
		close(rules);
	return good;
}

/*
 * A thread, not a process. The flags of clone3 lie in memory, where no filter
 * looks: without it the C library falls back to clone.
 */
static bool threads_allow(scmp_filter_ctx f)
{
	return seccomp_rule_add(f, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0)
		== 0 &&
	       seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
				SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD,
					CLONE_THREAD)) == 0 &&
	       seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(sched_yield), 0)
		== 0;
}

/*
 * Both reach other processes of ours too: prlimit64 names the one whose limits it
 * sets, and fcntl has signals sent, to whom and which F_SETOWN and F_SETSIG say.
 */
static bool own_allow(scmp_filter_ctx f)
{
	static const int commands[] = {
		F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL, F_SETFL
	};
	bool good = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1,
				     SCMP_A0(SCMP_CMP_EQ, 0, 0)) == 0;

	for (size_t i = 0; good && i < sizeof(commands) / sizeof(int); i++)
		good = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
			SCMP_A1(SCMP_CMP_EQ, (scmp_datum_t)commands[i],
				0)) == 0;
	return good;
}

bool confine_calls(bool threads)
{
	static const int allowed[] = {
		SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(write),
		SCMP_SYS(writev), SCMP_SYS(lseek), SCMP_SYS(fstat),
		SCMP_SYS(newfstatat), SCMP_SYS(mmap), SCMP_SYS(mprotect),
		SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
		SCMP_SYS(brk), SCMP_SYS(openat), SCMP_SYS(close),
		SCMP_SYS(access), SCMP_SYS(faccessat2), SCMP_SYS(getdents64),
		SCMP_SYS(execve), SCMP_SYS(arch_prctl),
		SCMP_SYS(set_tid_address), SCMP_SYS(set_robust_list),
		SCMP_SYS(rseq), SCMP_SYS(getrandom),
		SCMP_SYS(futex), SCMP_SYS(rt_sigaction),
		SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
		SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(clock_gettime),
		SCMP_SYS(clock_nanosleep), SCMP_SYS(gettimeofday),
		SCMP_SYS(time), SCMP_SYS(getpid), SCMP_SYS(gettid),
		SCMP_SYS(getrusage), SCMP_SYS(sched_getaffinity),
		SCMP_SYS(sysinfo), SCMP_SYS(uname), SCMP_SYS(restart_syscall),
		SCMP_SYS(fadvise64),
	};
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	bool good = f != NULL;

	for (size_t i = 0; good && i < sizeof(allowed) / sizeof(int); i++)
		good = seccomp_rule_add(f, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
	good = good && own_allow(f) && (!threads || threads_allow(f)) &&
	       seccomp_load(f) == 0;
	seccomp_release(f);
	return good;
}
