#include "drawing/type.h"

#include <fontconfig/fontconfig.h>
#include <math.h>
#include <pango/pangofc-fontmap.h>
#include <pthread.h>

static const char *const files[] = {
	"/usr/share/fonts/truetype/lato/Lato-Regular.ttf",
	"/usr/share/fonts/truetype/lato/Lato-Bold.ttf",
	"/usr/share/fonts/truetype/lato/Lato-Italic.ttf",
	"/usr/share/fonts/opentype/ebgaramond/EBGaramond12-Regular.otf",
	"/usr/share/fonts/opentype/ebgaramond/EBGaramond12-Bold.otf",
	"/usr/share/fonts/opentype/ebgaramond/EBGaramond12-Italic.otf",
	/* For letters that the others lack. */
	"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
};

#ifdef BALAI_SANITIZED
/* What fontconfig keeps of fonts, it keeps where LeakSanitizer does not see. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}
#endif

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static PangoFontMap *map;

/*
 * Pango asks fontconfig for its settings, on a thread of its own, as soon as
 * there is a map; ours must be the current ones by then.
 */
static enum err map_make(void)
{
	FcConfig *config = FcConfigCreate();

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		if (!FcConfigAppFontAddFile(config,
					    (const FcChar8 *)files[i])) {
			FcConfigDestroy(config);
			return fail(ERR_INTERNAL, "the font %s is not "
				    "installed", files[i]);
		}
	FcConfigSetCurrent(config);
	map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
	/* A point is a unit: the drawing says what that is. */
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
	FcConfigDestroy(config);
	return OK;
}

enum err type_begin(void)
{
	enum err e = OK;

	pthread_mutex_lock(&lock);
	if (!map && (e = map_make()))
		pthread_mutex_unlock(&lock);
	return e;
}

void type_end(void)
{
	pthread_mutex_unlock(&lock);
}

static PangoContext *context_make(cairo_t *cr, const struct type *t)
{
	PangoContext *context = pango_font_map_create_context(map);
	cairo_font_options_t *options = cairo_font_options_create();

	/* Letters stand where their outlines say, on paper as on a screen. */
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_language(context, pango_language_from_string(
					    t->lang ? t->lang : "id"));
	pango_cairo_update_context(cr, context);
	return context;
}

/*
 * Pango keeps what it has found for each size it was ever asked for, so there
 * are only so many: half points.
 */
static double half(double size)
{
	return size < 1 ? 1 : floor(size * 2) / 2;
}

static PangoFontDescription *font_make(const struct type *t)
{
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family_static(font,
		t->face == FACE_SERIF ? "EB Garamond,DejaVu Sans"
				      : "Lato,DejaVu Sans");
	pango_font_description_set_weight(font, t->bold ? PANGO_WEIGHT_BOLD
						       : PANGO_WEIGHT_NORMAL);
	if (t->italic)
		pango_font_description_set_style(font, PANGO_STYLE_ITALIC);
	pango_font_description_set_absolute_size(font, half(t->size) *
							PANGO_SCALE);
	return font;
}

/* A text is one paragraph: only so its lines can be counted and cut. */
static void text_give(PangoLayout *layout, const char *text)
{
	char *line = g_strdup(text);

	for (char *s = line; *s; s++)
		if ((unsigned char)*s < ' ')
			*s = ' ';
	pango_layout_set_single_paragraph_mode(layout, TRUE);
	pango_layout_set_text(layout, line, -1);
	g_free(line);
}

PangoLayout *type_set(cairo_t *cr, const struct type *t, const char *text,
		      double width)
{
	PangoContext *context = context_make(cr, t);
	PangoFontDescription *font = font_make(t);
	PangoLayout *layout = pango_layout_new(context);
	PangoAttrList *list = pango_attr_list_new();

	pango_layout_set_font_description(layout, font);
	pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_alignment(layout, t->align);
	if (t->face == FACE_SANS)
		pango_layout_set_line_spacing(layout, 1.1F);
	/* A ligature is one sign, and words with it would not be found. */
	pango_attr_list_insert(list, pango_attr_font_features_new(
						"liga=0, clig=0, dlig=0"));
	if (t->spacing != 0)
		pango_attr_list_insert(list, pango_attr_letter_spacing_new(
			(int)(t->spacing * PANGO_SCALE)));
	pango_layout_set_attributes(layout, list);
	text_give(layout, text);
	pango_attr_list_unref(list);
	pango_font_description_free(font);
	g_object_unref(context);
	return layout;
}

static bool fits(PangoLayout *layout, int lines, double width)
{
	return pango_layout_get_line_count(layout) <= lines &&
	       type_width(layout) <= width + 0.5;
}

PangoLayout *type_fit(cairo_t *cr, const struct type *type, const char *text,
		      double width, int lines, double least)
{
	struct type t = *type;
	PangoLayout *layout = type_set(cr, &t, text, width);

	while (!fits(layout, lines, width) && t.size > least) {
		g_object_unref(layout);
		t.size = t.size * 0.94 < least ? least : t.size * 0.94;
		t.spacing = type->spacing * t.size / type->size;
		layout = type_set(cr, &t, text, width);
	}
	if (pango_layout_get_line_count(layout) > lines) {
		pango_layout_set_height(layout, -lines);
		pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
	}
	return layout;
}

double type_height(PangoLayout *layout)
{
	PangoRectangle box;

	pango_layout_get_extents(layout, NULL, &box);
	return (double)box.height / PANGO_SCALE;
}

double type_width(PangoLayout *layout)
{
	PangoRectangle box;

	pango_layout_get_extents(layout, NULL, &box);
	return (double)box.width / PANGO_SCALE;
}
