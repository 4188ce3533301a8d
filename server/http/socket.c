#include "http/socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "base/log.h"

#define FIRST 3		/* after those every process has */
#define CLAIMS 65536	/* a larger number is looked at each time */

static _Atomic uint64_t claims[CLAIMS / 64];

static int descriptors(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur > 1 << 20)
		return 1 << 20;
	return (int)limit.rlim_cur;
}

static bool local_is(int fd, int port)
{
	struct sockaddr_in at;
	socklen_t n = sizeof(at);

	return getsockname(fd, (struct sockaddr *)&at, &n) == 0 &&
	       at.sin_family == AF_INET && ntohs(at.sin_port) == port;
}

static bool peer_is(int fd, const struct in_addr *address, int port)
{
	struct sockaddr_in at;
	socklen_t n = sizeof(at);

	return getpeername(fd, (struct sockaddr *)&at, &n) == 0 &&
	       at.sin_family == AF_INET && ntohs(at.sin_port) == port &&
	       at.sin_addr.s_addr == address->s_addr;
}

static bool listens(int fd)
{
	socklen_t n = sizeof(int);
	int yes = 0;

	return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &yes, &n) == 0 && yes;
}

int socket_listening(int port)
{
	for (int fd = FIRST, end = descriptors(); fd < end; fd++)
		if (listens(fd) && local_is(fd, port))
			return fd;
	return -1;
}

static bool claimed(int fd)
{
	return fd < CLAIMS &&
	       atomic_load_explicit(&claims[fd / 64], memory_order_relaxed) >>
		       fd % 64 & 1;
}

void socket_release(int fd)
{
	if (fd >= 0 && fd < CLAIMS)
		atomic_fetch_and(&claims[fd / 64], ~(UINT64_C(1) << fd % 64));
}

static int find(const char *peer, int peer_port, int port, bool all)
{
	struct in_addr address;

	if (inet_pton(AF_INET, peer, &address) != 1)
		return -1;
	for (int fd = FIRST, end = descriptors(); fd < end; fd++)
		if ((all || !claimed(fd)) &&
		    peer_is(fd, &address, peer_port) && local_is(fd, port))
			return fd;
	return -1;
}

int socket_between(const char *peer, int peer_port, int port)
{
	return find(peer, peer_port, port, true);
}

int socket_claim(const char *peer, int peer_port, int port)
{
	const int fd = find(peer, peer_port, port, false);

	if (fd >= 0 && fd < CLAIMS)
		atomic_fetch_or(&claims[fd / 64], UINT64_C(1) << fd % 64);
	return fd;
}

void socket_room(int n)
{
	const rlim_t want = (rlim_t)n;
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur >= want)
		return;
	limit.rlim_cur = limit.rlim_max < want ? limit.rlim_max : want;
	if (setrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur < want)
		log_event(LOG_WARN, "descriptors", LOG_INT("wanted", n),
			  LOG_INT("allowed", limit.rlim_cur));
}
