#include "http/reach.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* IANA's IPv4 special-purpose registry, multicast and what is reserved. */
static const struct {
	uint32_t net;
	int bits;
} special4[] = {
	{ 0x00000000, 8 },	/* this network */
	{ 0x0a000000, 8 },	/* 10, private */
	{ 0x64400000, 10 },	/* 100.64, a carrier's NAT */
	{ 0x7f000000, 8 },	/* 127, loopback */
	{ 0xa9fe0000, 16 },	/* 169.254, link-local; a cloud's metadata */
	{ 0xac100000, 12 },	/* 172.16, private */
	{ 0xc0000000, 24 },	/* 192.0.0, protocols */
	{ 0xc0000200, 24 },	/* 192.0.2, documents */
	{ 0xc0586300, 24 },	/* 192.88.99, 6to4 relays */
	{ 0xc0a80000, 16 },	/* 192.168, private */
	{ 0xc6120000, 15 },	/* 198.18, benchmarks */
	{ 0xc6336400, 24 },	/* 198.51.100, documents */
	{ 0xcb007100, 24 },	/* 203.0.113, documents */
	{ 0xe0000000, 4 },	/* multicast */
	{ 0xf0000000, 4 },	/* reserved, broadcast */
};

/* Of IPv6 only 2000::/3 is given out; and in it these are not hosts, or are
   ways to IPv4. */
static const struct {
	unsigned char net[4];
	int bits;
} special6[] = {
	{ { 0x20, 0x01, 0x00, 0x00 }, 23 },	/* protocols, Teredo, ORCHID */
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32 },	/* documents */
	{ { 0x20, 0x02, 0x00, 0x00 }, 16 },	/* 6to4 */
	{ { 0x3f, 0xff, 0x00, 0x00 }, 20 },	/* documents */
};

static uint32_t big(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

static bool inside(uint32_t address, uint32_t net, int bits)
{
	return (address ^ net) >> (32 - bits) == 0;
}

static bool public4(uint32_t address)
{
	for (size_t i = 0; i < sizeof(special4) / sizeof(*special4); i++)
		if (inside(address, special4[i].net, special4[i].bits))
			return false;
	return true;
}

static bool public6(const unsigned char *bytes)
{
	const uint32_t first = big(bytes);

	if (bytes[0] >> 5 != 1)
		return false;
	for (size_t i = 0; i < sizeof(special6) / sizeof(*special6); i++)
		if (inside(first, big(special6[i].net), special6[i].bits))
			return false;
	return true;
}

static uint32_t address4(const struct sockaddr *address)
{
	struct sockaddr_in in;

	memcpy(&in, address, sizeof(in));
	return ntohl(in.sin_addr.s_addr);
}

static struct in6_addr address6(const struct sockaddr *address)
{
	struct sockaddr_in6 in;

	memcpy(&in, address, sizeof(in));
	return in.sin6_addr;
}

bool reach_public(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET)
		return public4(address4(address));
	return address->sa_family == AF_INET6 &&
	       public6(address6(address).s6_addr);
}

bool reach_loopback(const struct sockaddr *address)
{
	struct in6_addr six;

	if (address->sa_family == AF_INET)
		return inside(address4(address), 0x7f000000, 8);
	if (address->sa_family != AF_INET6)
		return false;
	six = address6(address);
	return IN6_IS_ADDR_LOOPBACK(&six);
}

/* ---- Networks that are named --------------------------------------------- */

/* Private and routed; what else is not public belongs to no operator. */
static const struct reach_net homes[] = {
	{ AF_INET, { 10 }, 8 },
	{ AF_INET, { 172, 16 }, 12 },
	{ AF_INET, { 192, 168 }, 16 },
	{ AF_INET, { 100, 64 }, 10 },
	{ AF_INET6, { 0xfc }, 7 },
};

/* Where clouds tell their machines secrets, though it lies in the former:
   Alibaba and Amazon. Others use 169.254.169.254, which is link-local. */
static const struct reach_net never[] = {
	{ AF_INET, { 100, 100, 100, 200 }, 32 },
	{ AF_INET6, { 0xfd, 0x00, 0x0e, 0xc2 }, 32 },
};

static bool bits_same(const unsigned char *a, const unsigned char *b, int bits)
{
	const size_t whole = (size_t)bits / 8;
	const int rest = bits % 8;

	return memcmp(a, b, whole) == 0 &&
	       (!rest || (a[whole] ^ b[whole]) >> (8 - rest) == 0);
}

static bool net_has(const struct reach_net *net, int family,
		    const unsigned char *address)
{
	return net->family == family &&
	       bits_same(net->net, address, net->bits);
}

static bool nets_have(const struct reach_net *nets, size_t n, int family,
		      const unsigned char *address)
{
	for (size_t i = 0; i < n; i++)
		if (net_has(&nets[i], family, address))
			return true;
	return false;
}

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

/* Within one of them as a whole. */
static bool at_home(const struct reach_net *net)
{
	for (size_t i = 0; i < COUNT(homes); i++)
		if (net->bits >= homes[i].bits &&
		    net_has(&homes[i], net->family, net->net))
			return true;
	return false;
}

/* Nothing stands behind the network's bits. */
static bool host_empty(const struct reach_net *net, int most)
{
	for (int i = net->bits; i < most; i++)
		if (net->net[i / 8] >> (7 - i % 8) & 1)
			return false;
	return true;
}

static bool bits_read(const char *text, int most, int *out)
{
	char *end;
	const long n = strtol(text, &end, 10);

	*out = (int)n;
	return *text >= '0' && *text <= '9' && !*end && n >= 0 && n <= most;
}

static bool net_read(char *text, struct reach_net *out)
{
	char *bits = strchr(text, '/');
	int most = 32;

	*out = (struct reach_net){ .family = AF_INET };
	if (bits)
		*bits++ = '\0';
	if (inet_pton(AF_INET, text, out->net) != 1) {
		most = 128;
		out->family = AF_INET6;
		if (inet_pton(AF_INET6, text, out->net) != 1)
			return false;
	}
	out->bits = most;
	return (!bits || bits_read(bits, most, &out->bits)) &&
	       host_empty(out, most) && at_home(out);
}

bool reach_read(struct arena *mem, const char *text, struct reach *out,
		const char **bad)
{
	char *rest = arena_copy(mem, text, strlen(text)), *one;
	struct reach_net *nets = arena_array(mem, struct reach_net,
					     strlen(text) / 2 + 1);

	out->nets = nets;
	out->n = 0;
	while ((one = strsep(&rest, ", ")))
		if (*one) {
			*bad = arena_copy(mem, one, strlen(one));
			if (!net_read(one, &nets[out->n++]))
				return false;
		}
	return true;
}

static bool listed(const struct reach *reach, int family,
		   const unsigned char *address)
{
	return nets_have(reach->nets, reach->n, family, address) &&
	       !nets_have(never, COUNT(never), family, address);
}

bool reach_may(const struct reach *reach, const struct sockaddr *address)
{
	struct sockaddr_in four;
	struct sockaddr_in6 six;

	if (reach_public(address) || !reach)
		return reach_public(address);
	if (address->sa_family == AF_INET) {
		memcpy(&four, address, sizeof(four));
		return listed(reach, AF_INET,
			      (const unsigned char *)&four.sin_addr);
	}
	if (address->sa_family != AF_INET6)
		return false;
	memcpy(&six, address, sizeof(six));
	return listed(reach, AF_INET6, six.sin6_addr.s6_addr);
}
