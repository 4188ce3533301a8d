/* The words of a page, and the other hosts that it asks for. */
#include "extract.h"
#include "fuzz.h"
#include "hosts.h"

#define HOSTS_ROOM 5

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const char *names[HOSTS_ROOM];
	struct arena mem = ARENA_INIT;
	struct text out = { .mem = &mem };
	struct hosts hosts = { .mem = &mem, .names = names,
			       .most = HOSTS_ROOM };

	fuzz_begin();
	extract_html((const char *)bytes, size, &out);
	must(out.size <= EXTRACT_TEXT_MOST + 1);
	if (out.size)
		must(text_utf8(out.bytes, out.size) && !out.bytes[out.size]);
	hosts_scan(&hosts, fuzz_text(&mem, bytes, size), size);
	must(hosts.count <= HOSTS_ROOM);
	for (size_t i = 0; i < hosts.count; i++) {
		must(fuzz_utf8(names[i], 256) && *names[i]);
		must(!strpbrk(names[i], "/?# \"'<>"));
		must(!i || strcmp(names[i - 1], names[i]) < 0);
	}
	arena_end(&mem);
	return 0;
}
