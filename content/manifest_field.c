#include "manifest_field.h"

void field_invalid(struct manifest *m, const char *name)
{
	manifest_warn(m, (struct fault){ .code = WARN_VALUE_INVALID,
					 .name = name });
}

static json_t *number_json(enum field_kind kind, double value)
{
	return kind == COUNT ? json_integer((json_int_t)value)
			     : json_real(value);
}

json_t *manifest_number(struct manifest *m, const struct field *f, const char *s)
{
	double value;

	if (!s)
		return f->number < 0 ? json_null()
				     : number_json(f->kind, f->number);
	if (xml_number(s, &value) && value >= f->least && value <= f->most)
		return number_json(f->kind, value);
	field_invalid(m, f->attr);
	return f->number < 0 ? json_null() : number_json(f->kind, f->number);
}

static json_t *field_read(struct manifest *m, const struct field *f,
			  const char *s)
{
	switch (f->kind) {
	case YES:
	case NO:
		return json_boolean(xml_bool(s, f->kind == YES));
	case TEXT:
		s = s && *s ? s : f->text;
		return s ? json_string(s) : json_null();
	default:
		return manifest_number(m, f, s);
	}
}

json_t *fields_into(struct manifest *m, const xmlNode *xml,
		    const struct field *fields, json_t *into)
{
	for (; fields->attr; fields++)
		json_object_set_new(into, fields->key, field_read(m, fields,
			xml_attr(m->mem, xml, fields->attr)));
	return into;
}

json_t *fields_read(struct manifest *m, const xmlNode *xml,
		    const struct field *fields)
{
	return fields_into(m, xml, fields, json_object());
}
