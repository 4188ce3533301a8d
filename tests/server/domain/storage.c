/* When room is short, and which versions may go. */
#include "domain/storage.h"

#include "check.h"

#define GB INT64_C(1000000000)

int main(void)
{
	TEST("room is short under a tenth and 20 GB, and out under 512 MB") {
		check_str(room_name(room_of(50 * GB, 100 * GB)), "fine");
		check_str(room_name(room_of(11 * GB, 100 * GB)), "fine");
		check_str(room_name(room_of(10 * GB, 100 * GB)), "low");
		check_str(room_name(room_of(30 * GB, 1000 * GB)), "fine");
		check_str(room_name(room_of(19 * GB, 1000 * GB)), "low");
		check_str(room_name(room_of(GB / 2, 2 * GB)), "full");
		check_str(room_name(room_of(0, 0)), "full");
	}
	TEST("a version stays for who starts, who learned, who asked") {
		check_str(kept_name(version_kept(false, 0, false)), "");
		check_str(kept_name(version_kept(true, 3, true)), "current");
		check_str(kept_name(version_kept(false, 1, true)), "attempts");
		check_str(kept_name(version_kept(false, 0, true)), "asked");
	}
	return test_end();
}
