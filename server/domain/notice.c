#include "domain/notice.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define VALUES_MOST 8

static const struct {
	const char *name;
	struct phrase title, words;
} kinds[NOTICE_KINDS] = {
#define NOTICE(kind, title_id, title_en, words_id, words_en) \
	[NOTICE_##kind] = { #kind, { { title_id, title_en } }, \
			    { { words_id, words_en } } },
#include "domain/notice.def"
#undef NOTICE
};

const char *notice_name(enum notice_kind kind)
{
	return kinds[kind].name;
}

bool notice_named(const char *name, enum notice_kind *out)
{
	for (size_t i = 0; i < NOTICE_KINDS; i++)
		if (strcmp(kinds[i].name, name) == 0) {
			*out = (enum notice_kind)i;
			return true;
		}
	return false;
}

const char *notice_moment(struct arena *mem, enum lang lang, enum zone zone,
			  int64_t at)
{
	const struct zoned z = zone_time(zone, at);

	return arena_format(mem, lang == LANG_EN
				? "%s, %d %.3s %d at %02d:%02d %s"
				: "%s, %d %.3s %d pukul %02d.%02d %s",
			    weekday_name(z.weekday, lang), z.day,
			    month_name(z.month, lang), z.year, z.hour, z.minute,
			    zone_name(zone));
}

const char *notice_detail(struct arena *mem, enum zone zone,
			  const struct notice_value *values)
{
	json_t *detail = json_object();
	const char *kept = "{}";
	char *text;

	json_object_set_new(detail, "zone", json_string(zone_name(zone)));
	for (; values->name; values++)
		json_object_set_new(detail, values->name, values->text
			? json_string(values->text)
			: json_integer((json_int_t)values->at));
	if ((text = json_dumps(detail, JSON_COMPACT))) {
		kept = arena_copy(mem, text, strlen(text));
		free(text);
	}
	json_decref(detail);
	return kept;
}

static const char *value_text(struct arena *mem, enum lang lang, enum zone zone,
			      const json_t *value)
{
	const char *text = json_string_value(value);

	if (json_is_integer(value))
		return notice_moment(mem, lang, zone,
				     json_integer_value(value));
	return text ? arena_copy(mem, text, strlen(text)) : "";
}

struct notice_words notice_fill(struct arena *mem, enum lang lang,
				enum notice_kind kind, const char *detail)
{
	json_t *root = json_loads(detail, 0, NULL);
	struct text_value values[VALUES_MOST + 1] = { { NULL, NULL } };
	enum zone zone = ZONE_WIB;
	const char *name;
	json_t *value;
	size_t n = 0;

	if ((name = json_string_value(json_object_get(root, "zone"))))
		zone_named(name, &zone);
	json_object_foreach(root, name, value)
		if (n < VALUES_MOST)
			values[n++] = (struct text_value){
				arena_copy(mem, name, strlen(name)),
				value_text(mem, lang, zone, value),
			};
	json_decref(root);
	return (struct notice_words){
		text_fill(mem, kinds[kind].title.in[lang], values),
		text_fill(mem, kinds[kind].words.in[lang], values),
	};
}
