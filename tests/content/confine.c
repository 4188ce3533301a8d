/* What a program that was shut in can still do to others of our processes. */
#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "confine.h"

static pid_t parent;

/* What `try` leaves in a child that is shut in; 99: it could not be. */
static int shut_in(int (*try)(void))
{
	const pid_t pid = fork();
	int status;

	/* No _exit: before it ASan asks for what the filter refuses. */
	if (pid == 0)
		syscall(SYS_exit_group, confine_begin() && confine_calls(false)
						? try() : 99);
	check(waitpid(pid, &status, 0) == pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 100;
}

static int own_limit(void)
{
	struct rlimit limit;

	return getrlimit(RLIMIT_NOFILE, &limit) ? errno : 0;
}

static int limit_of_parent(void)
{
	return prlimit(parent, RLIMIT_CPU, &(struct rlimit){ 1000, 1000 },
		       NULL) ? errno : 0;
}

static int flags(void)
{
	return fcntl(1, F_GETFL) < 0 || fcntl(1, F_SETFD, FD_CLOEXEC) ? errno
								     : 0;
}

static int signals_for_parent(void)
{
	return fcntl(1, F_SETOWN, parent) ? errno : 0;
}

static int signal_chosen(void)
{
	return fcntl(1, F_SETSIG, 9) ? errno : 0;
}

static int lease(void)
{
	return fcntl(1, F_SETLEASE, F_RDLCK) ? errno : 0;
}

int main(void)
{
	parent = getpid();
	TEST("a program that is shut in knows its own limits and descriptors") {
		check_int(shut_in(own_limit), 0);
		check_int(shut_in(flags), 0);
	}
	TEST("and sets no limits of the process that began it") {
		check_int(shut_in(limit_of_parent), EPERM);
	}
	TEST("nor has signals sent to it") {
		check_int(shut_in(signals_for_parent), EPERM);
		check_int(shut_in(signal_chosen), EPERM);
		check_int(shut_in(lease), EPERM);
	}
	return test_end();
}
