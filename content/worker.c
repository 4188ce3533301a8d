#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Both lie above 2, so that no dup2 below overwrites the next one's source. */
static enum err spawn(const char *name, int in, int out, const char *exe,
		      pid_t *pid)
{
	char *const argv[] = { "balai", (char *)(uintptr_t)name, NULL };
	char *const envp[] = { NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, all;
	int bad;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK |
				 POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &all);
	posix_spawn_file_actions_adddup2(&files, in, 0);
	posix_spawn_file_actions_adddup2(&files, out, 1);
	posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addclosefrom_np(&files, 3);
	bad = posix_spawn(pid, exe ? exe : "/proc/self/exe", &files, &attr,
			  argv, envp);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	return bad ? fail(ERR_INTERNAL, "%s: %s", name, strerror(bad)) : OK;
}

enum err worker_start(const char *name, int in, int out, const char *exe,
		      pid_t *pid)
{
	const int from = fcntl(in, F_DUPFD_CLOEXEC, 3);
	const int to = fcntl(out, F_DUPFD_CLOEXEC, 3);
	enum err e;

	if (from < 0 || to < 0)
		e = fail(ERR_INTERNAL, "dup: %s", strerror(errno));
	else
		e = spawn(name, from, to, exe, pid);
	if (from >= 0)
		close(from);
	if (to >= 0)
		close(to);
	return e;
}

int worker_end(pid_t pid)
{
	int status = 0;

	kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
