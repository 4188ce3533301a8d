#include "domain/storage.h"

#define MB (INT64_C(1000) * 1000)

const char *room_name(enum room r)
{
	static const char *const names[] = {
		[ROOM_FINE] = "fine", [ROOM_LOW] = "low", [ROOM_FULL] = "full",
	};

	return names[r];
}

enum room room_of(int64_t free, int64_t all)
{
	if (free < 512 * MB)
		return ROOM_FULL;
	return free <= all / 10 && free < 20000 * MB ? ROOM_LOW : ROOM_FINE;
}

const char *kept_name(enum kept k)
{
	static const char *const names[] = {
		[KEPT_NOT] = "", [KEPT_CURRENT] = "current",
		[KEPT_ATTEMPTS] = "attempts", [KEPT_ASKED] = "asked",
	};

	return names[k];
}

enum kept version_kept(bool current, int64_t attempts, bool asked)
{
	return current ? KEPT_CURRENT
	     : attempts ? KEPT_ATTEMPTS
	     : asked ? KEPT_ASKED : KEPT_NOT;
}
