/*
 * Captions, and the languages that names say: what is made of a file is WebVTT
 * with no tag but ours, and can be read again; and their words.
 */
#include "base/text.h"
#include "caption.h"
#include "extract.h"
#include "fuzz.h"

static void names_check(struct arena *mem, const uint8_t *bytes, size_t size)
{
	char *rest = fuzz_text(mem, bytes, size), *line = fuzz_line(&rest);
	char lang[CAPTION_LANG_SIZE];

	if (caption_lang(line, lang))
		must(*lang && fuzz_utf8(lang, CAPTION_LANG_SIZE - 1) &&
		     !strpbrk(lang, " \"<>&/"));
	if (caption_named("isi/video.mp4", line, "id", lang))
		must(*lang && fuzz_utf8(lang, CAPTION_LANG_SIZE - 1) &&
		     !strpbrk(lang, " \"<>&/"));
	(void)caption_file(line);
}

/* Nobody's tag but ours. */
static void tags_check(const char *s)
{
	static const char *const tags[] = {
		"<b>", "</b>", "<i>", "</i>", "<u>", "</u>", "</v>", "<v "
	};

	for (; (s = strchr(s, '<')); s++) {
		size_t i = 0;

		while (i < 8 && strncmp(s, tags[i], strlen(tags[i])) != 0)
			i++;
		must(i < 8);
		must(s[strcspn(s + 1, "<>\n") + 1] == '>');
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena mem = ARENA_INIT;
	struct caption caption = { .line = 0 }, again;
	struct text words = { .mem = &mem };
	enum caption_fault fault;

	fuzz_begin();
	extract_captions((const char *)bytes, size, &words);
	must(words.size <= EXTRACT_TEXT_MOST + 1);
	must(text_utf8(words.bytes, words.size) && !words.bytes[words.size]);
	names_check(&mem, bytes, size);
	fault = caption_read(&mem, (const char *)bytes, size, &caption);
	if (fault == CAPTION_GOOD) {
		must(text_utf8(caption.bytes, caption.size));
		must(caption.size >= 6 && !memcmp(caption.bytes, "WEBVTT", 6));
		must(caption.cues > 0 && caption.cues <= CAPTION_CUES_MOST);
		must(caption.size <= 8 * size + 100);
		must(caption.size > CAPTION_MOST ||
		     (!caption_read(&mem, caption.bytes, caption.size,
				    &again) && again.cues == caption.cues));
		tags_check(caption.bytes);
	} else if (fault == CAPTION_LINE) {
		must(caption.line > 0);
	}
	arena_end(&mem);
	return 0;
}
