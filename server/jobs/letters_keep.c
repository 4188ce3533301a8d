#include "jobs/letters_keep.h"

#include "store/mail.h"
#include "store/notice.h"

static enum err sweep(struct db *db, void *context)
{
	const int64_t now = *(const int64_t *)context;
	enum err e;

	if ((e = mail_sweep(db, now - LETTERS_SENT_MS, now - LETTERS_FAILED_MS,
			    LETTERS_FAILED_KEPT)))
		return e;
	return notice_sweep(db, now - LETTERS_NOTICE_MS);
}

static enum err look(struct db *db, int64_t now, bool *more)
{
	enum err e = mail_sweep_due(db, now - LETTERS_SENT_MS, more);

	return e || *more ? e
		: notice_sweep_due(db, now - LETTERS_NOTICE_MS, more);
}

enum err letters_keep_piece(struct nightly_piece *p)
{
	struct db *db;
	enum err e;

	if ((e = pool_read(p->server->pool, p->mem, &db)))
		return e;
	e = look(db, p->now, &p->more);
	pool_read_end(p->server->pool, db);
	p->write = sweep;
	p->context = &p->now;
	return e;
}
