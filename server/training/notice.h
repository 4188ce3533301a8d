/*
 * Telling people something: in the transaction that made it true.
 */
#ifndef TRAINING_NOTICE_H
#define TRAINING_NOTICE_H

#include "store/notice.h"
#include "domain/notice.h"

/*
 * `href` is the page it leads to ("/kegiatan/…"). `occasion` names what is told
 * of: the same person is told of it once, whatever is retried. `by_mail`: a
 * letter besides, where an address is known and mail is set up.
 */
struct notice_to {
	const char *person_id, *href, *occasion;
	enum zone zone;			/* of its moments; ZONE_WIB is 0 */
	bool by_mail;
};

enum err notice_tell(struct db *, enum notice_kind, const struct notice_to *,
		     const struct notice_value *, int64_t now);
#define NOTE(...) \
	(const struct notice_value[]){ __VA_ARGS__, { NULL, NULL, 0 } }

#endif
