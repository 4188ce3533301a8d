#include "training/notice.h"


enum err notice_tell(struct db *db, enum notice_kind kind,
		     const struct notice_to *to,
		     const struct notice_value *values, int64_t now)
{
	struct arena *mem = db_arena(db);

	return notice_add(db, &(struct notice){
		.person_id = to->person_id,
		.kind = notice_name(kind),
		.detail = notice_detail(mem, to->zone, values),
		.href = to->href,
		.at = now,
		.by_mail = to->by_mail,
		.once = arena_format(mem, "%s:%s", to->person_id,
				     to->occasion),
	});
}
