#include "api/wire.h"

json_t *number_or_null(int64_t n)
{
	return n ? json_integer((json_int_t)n) : json_null();
}

json_t *measure_or_null(struct measure m)
{
	return m.known ? json_real(m.value) : json_null();
}

json_t *text_or_null(const char *text)
{
	return text && *text ? json_string(text) : json_null();
}

void respond_attachment(struct request *rq, struct response *rs,
			const char *name)
{
	response_header(rs, "Content-Disposition",
			arena_format(rq->mem, "attachment; filename=\"%s\"",
				     name));
}

enum err respond_sheet(struct request *rq, struct response *rs,
		       struct sheet *s, const char *name)
{
	sheet_end(s);
	rs->status = 200;
	rs->type = "text/csv; charset=utf-8";
	rs->bytes = s->out.bytes;
	rs->size = s->out.size;
	respond_attachment(rq, rs, name);
	return OK;
}
