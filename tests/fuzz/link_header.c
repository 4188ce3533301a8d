/*
 * B03. Link headers of other servers: the input is a header block. Whatever it says,
 * a walk stays at its origin and ends.
 */
#include <strings.h>

#include "base/text.h"
#include "fuzz.h"
#include "lti/link_header.h"

#define FROM "https://lms.uji/ags/7/items?limit=2"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena mem = ARENA_INIT;
	struct link_walk w = { .npages = 0 };
	const char *headers, *from = FROM, *out;

	fuzz_begin();
	headers = fuzz_text(&mem, bytes, size);
	(void)link_target(&mem, headers, "no address");
	while (link_walk(&mem, &w, headers, from, &out) == LINK_NEXT) {
		must(strncasecmp(out, "https://", 8) == 0);
		must(link_same_origin(out, FROM));
		must(text_plain(out));
		from = out;
	}
	must(!out && w.npages <= LINK_PAGES_MOST);
	arena_end(&mem);
	return 0;
}
