/* What strangers are told of a number of people, and which groups are told. */
#include "domain/disclosure.h"

#include <string.h>

#include "check.h"

#define GROUPS 9

/* Mulberry32: the same each time. */
static uint32_t seed;

static uint32_t chance(void)
{
	uint32_t t = seed += 0x6D2B79F5u;

	t = (t ^ t >> 15) * (t | 1);
	t ^= t + (t ^ t >> 7) * (t | 61);
	return t ^ t >> 14;
}

/* Everything that can be made of a told sum by taking told groups away. */
static bool disclosed(const size_t *people, const bool *hidden, size_t n)
{
	size_t total = 0;

	for (size_t i = 0; i < n; i++)
		total += people[i];
	if (total < DISCLOSED_LEAST)	/* it is not told either */
		return false;
	for (unsigned set = 0; set < 1u << n; set++) {
		size_t left = total;

		for (size_t i = 0; i < n; i++)
			if (set >> i & 1 && !hidden[i])
				left -= people[i];
		if (left && left < DISCLOSED_LEAST)
			return true;
	}
	return false;
}

static void random_groups(void)
{
	const size_t n = 1 + chance() % GROUPS;
	size_t people[GROUPS], fewest = SIZE_MAX;
	bool hidden[GROUPS], any = false;

	for (size_t i = 0; i < n; i++) {
		people[i] = chance() % 3 ? chance() % 9 : chance() % 40;
		if (people[i] && people[i] < fewest)
			fewest = people[i];
	}
	disclosure_hide(people, n, hidden);
	for (size_t i = 0; i < n; i++) {
		check(!people[i] || people[i] >= DISCLOSED_LEAST || hidden[i]);
		check(people[i] || !hidden[i]);
		any = any || hidden[i];
	}
	check_int(any, fewest < DISCLOSED_LEAST);
	check(!disclosed(people, hidden, n));
}

static void hides(const char *counts, const char *want)
{
	size_t people[8] = { 0 }, n = strlen(counts);
	bool hidden[8];
	char got[9] = "";

	for (size_t i = 0; i < n; i++)
		people[i] = (size_t)(counts[i] - '0');
	disclosure_hide(people, n, hidden);
	for (size_t i = 0; i < n; i++)
		got[i] = hidden[i] ? 'x' : '.';
	check_str(got, want);
}

int main(void)
{
	TEST("fewer than five are not told") {
		for (int64_t n = -1; n < 5; n++)
			check_int(disclosed_count(n), DISCLOSED_NOT);
	}
	TEST("others are rounded down, to steps that grow") {
		static const struct { int64_t n, want; } all[] = {
			{ 5, 5 }, { 9, 5 }, { 10, 10 }, { 99, 95 },
			{ 100, 100 }, { 109, 100 }, { 999, 990 },
			{ 1000, 1000 }, { 1049, 1000 }, { 9999, 9950 },
			{ 10499, 10000 }, { 99999, 99500 }, { 123456, 120000 },
		};

		for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
			check_int(disclosed_count(all[i].n), all[i].want);
	}
	TEST("of a number that is told so never exactly one is meant") {
		for (int64_t n = 5; n < 3000; n++) {
			const int64_t told = disclosed_count(n);

			check(told <= n && told > 0);
			check_int(disclosed_count(told), told);
			check_int(disclosed_count(told + 4), told);
		}
	}
	TEST("a share is of twenty and more, to the nearest five percent") {
		check_int(disclosed_share(19, 19), DISCLOSED_NOT);
		check_int(disclosed_share(0, 20), 0);
		check_int(disclosed_share(20, 20), 100);
		check_int(disclosed_share(13, 20), 65);
		check_int(disclosed_share(12, 41), 30);
		check_int(disclosed_share(1, 41), 0);
		check_int(disclosed_share(2, 41), 5);
	}
	TEST("a group of few is hidden, and another with it if it would be left") {
		hides("79", "..");
		hides("93", "xx");
		hides("937", ".xx");
		hides("932", ".xx");
		hides("9321", ".xxx");
		hides("30", "x.");
		hides("5550", "....");
		hides("44", "xx");
		hides("6165", ".x.x");
	}
	TEST("nothing told is of few, and nothing that can be made of it by taking "
	     "away")
		for (uint32_t i = 0; i < 4000; i++) {
			seed = 20261122 + i;
			random_groups();
		}
	return test_end();
}
