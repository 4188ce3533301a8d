#include "domain/metadata.h"

#include "check.h"
#include "domain/picture.h"

static struct arena mem = ARENA_INIT;

static enum metadata_field form(struct module m)
{
	m.title = m.title ? m.title : "Judul";
	return metadata_form(&mem, &m);
}

static void topics(void)
{
	enum topic t;

	for (int i = 0; i < TOPIC_COUNT; i++) {
		check(topic_named(topic_name((enum topic)i), &t));
		check_int(t, i);
	}
	check(!topic_named("hukum", &t));
	check(!topic_named(NULL, &t));
}

static void limits(void)
{
	struct module m = { .title = "  Judul\t", .contact = NULL };

	check_int(metadata_form(&mem, &m), METADATA_NONE);
	check_str(m.title, "Judul");
	check_str(m.contact, "");
	check_int(form((struct module){ .title = " " }), METADATA_TITLE);
	check_int(form((struct module){ .description = "a\nb" }),
		  METADATA_DESCRIPTION);
	check_int(form((struct module){ .contact = "\xe2\x80\xae" "cod.exe" }),
		  METADATA_CONTACT);
	check_int(form((struct module){ .jp = 1000 }), METADATA_JP);
	check_int(form((struct module){ .jp = 999 }), METADATA_NONE);
	check_int(form((struct module){ .minutes = -1 }), METADATA_MINUTES);
	check_int(form((struct module){ .review_by = "kapan" }),
		  METADATA_REVIEW_BY);
}

static void lines(void)
{
	check_str(text_line(&mem, "  satu\n\n dua\t", 99), "satu dua");
	check_str(text_line(&mem, "satu dua tiga", 8), "satu…");
		check_str(text_line(&mem, "satu dua tiga", 9), "satu dua…");
	check_str(text_line(&mem, "satu dua tiga", 10), "satu dua…");
	check_str(text_line(&mem, "satu", 4), "satu");
	check_str(text_line(&mem, "panjangsekali", 4), "pan…");
	check_str(text_line(&mem, "é\xe2\x80\xaeü", 2), "éü");
	check_str(text_line(&mem, " \n", 4), "");
}

static bool read_as(const char *bytes, size_t size, const char *type,
		    unsigned width, unsigned height)
{
	struct picture p;

	return picture_read(bytes, size, &p) && !strcmp(p.type, type) &&
	       p.width == width && p.height == height;
}

static const char png[33] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\2\0\0\0\3";
static const char jpeg[] = "\xff\xd8\xff\xe0\0\4xx\xff\xff\xff\xc4\0\4xx"
	"\xff\xc2\0\x0b\x08\0\7\1\0\0\0";
static const char lossy[30] = "RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0"
	"\x9d\x01\x2a\x40\1\x20\0";
static const char lossless[30] = "RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x3f\1\x20";
static const char extended[30] = "RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\7\0\0\0\1";

static void pictures(void)
{
	check(read_as(png, sizeof(png), "image/png", 258, 3));
	check(read_as(jpeg, sizeof(jpeg) - 1, "image/jpeg", 256, 7));
	check(read_as(lossy, sizeof(lossy), "image/webp", 320, 32));
	check(read_as(lossless, sizeof(lossless), "image/webp", 320, 129));
	check(read_as(extended, sizeof(extended), "image/webp", 8, 257));
}

static void cut_pictures(void)
{
	static const struct { const char *bytes; size_t size; } all[] = {
		{ png, sizeof(png) }, { jpeg, 25 }, { lossy, sizeof(lossy) },
	};
	struct picture p;

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		for (size_t n = 0; n < all[i].size; n++)
			check(!picture_read(all[i].bytes, n, &p));
	check(!picture_read("\xff\xd8\xff\xe0\xff\xff            ", 18, &p));
}

int main(void)
{
	TEST("a topic has one name, and other names none")
		topics();
	TEST("what authors say is trimmed and has limits")
		limits();
	TEST("a line is cut between words and keeps no signs that hide")
		lines();
	TEST("PNG, JPEG and WebP are known by their bytes, with their size")
		pictures();
	TEST("a picture that is cut off before its size is none")
		cut_pictures();
	arena_end(&mem);
	return test_end();
}
