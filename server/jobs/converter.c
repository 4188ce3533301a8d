#include "jobs/converter.h"

#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/ident.h"
#include "base/log.h"
#include "config.h"
#include "convert.h"
#include "db/pool.h"
#include "jobs/rounds.h"
#include "play/packages.h"
#include "store/media.h"

#define EVERY_MS 10000

struct converter {
	struct server *server;
	struct rounds rounds;
	bool absent;
	pthread_mutex_t lock;		/* of what follows */
	char unit_id[IDENT_SIZE];	/* "": nothing is being made */
	char name[16];
};

static bool going(void *context)
{
	return rounds_going(&((struct converter *)context)->rounds);
}

static void say_makes(struct converter *c, const struct media_form *f)
{
	pthread_mutex_lock(&c->lock);
	c->unit_id[0] = '\0';
	if (f) {
		strncat(c->unit_id, f->unit_id, sizeof(c->unit_id) - 1);
		c->name[0] = '\0';
		strncat(c->name, f->name, sizeof(c->name) - 1);
	}
	pthread_mutex_unlock(&c->lock);
}

bool converter_makes(struct converter *c, const char *unit_id,
		     const char *name)
{
	bool makes;

	if (!c)
		return false;
	pthread_mutex_lock(&c->lock);
	makes = strcmp(c->unit_id, unit_id) == 0 && strcmp(c->name, name) == 0;
	pthread_mutex_unlock(&c->lock);
	return makes;
}

/* A step in the row of a form. */
struct step {
	const struct media_form *form;
	int64_t tries;			/* more; 0: it is settled */
};

static enum err write_step(struct db *db, void *context)
{
	const struct step *s = context;

	return s->tries ? form_tried(db, s->form->unit_id, s->form->name,
				     s->tries)
			: form_settle(db, s->form);
}

static enum err step(struct converter *c, struct arena *mem,
		     const struct media_form *f, int64_t tries)
{
	return pool_write(c->server->pool, mem, write_step,
			  &(struct step){ f, tries });
}

static double seconds_of(const char *launch)
{
	json_t *json = json_loads(launch, 0, NULL);
	const double seconds = json_number_value(json_object_get(
		json_object_get(json, "media"), "seconds"));

	json_decref(json);
	return seconds;
}

/* What became of it, as its row says it. */
static void settle(struct media_form *f, const struct convert_result *r)
{
	f->at = clock_now();
	f->state = FORM_FAILED;
	f->type = "";
	switch (r->end) {
	case CONVERT_DONE:
		f->state = FORM_DONE;
		f->blob = r->blob;
		f->size = (int64_t)r->size;
		f->type = strcmp(f->name, "audio") ? CONVERT_240P_TYPE
						   : CONVERT_AUDIO_TYPE;
		break;
	case CONVERT_NEEDLESS:
		f->state = FORM_NEEDLESS;
		break;
	case CONVERT_SLOW:
		f->reason = "slow";
		break;
	default:
		f->reason = "damaged";
	}
}

static enum err form_end(struct converter *c, struct arena *mem,
			 struct form_due *due, const struct convert_result *r)
{
	enum err e;

	/* Neither is the file's fault. */
	if (r->end == CONVERT_STOPPED || r->end == CONVERT_UNAVAILABLE)
		return step(c, mem, &due->form, -1);
	settle(&due->form, r);
	if ((e = step(c, mem, &due->form, 0)))
		return e;
	packages_forget(c->server->packages, due->module_id);
	log_event(LOG_INFO, "form.settled", LOG_TEXT("unit", due->form.unit_id),
		  LOG_TEXT("form", due->form.name),
		  LOG_TEXT("state", form_state_name(due->form.state)),
		  LOG_INT("bytes", due->form.size));
	return OK;
}

/* The disk is full, or the like: not its fault, and not for ever. */
static enum err form_later(struct converter *c, struct arena *mem,
			   const struct media_form *f, enum err e)
{
	char why[FAILURE_SIZE];

	memcpy(why, fail_reason(), sizeof(why));
	(void)step(c, mem, f, -1);
	return fail(e, "%s", why);
}

static enum err form_make(struct converter *c, struct arena *mem,
			  struct form_due *due, enum convert_end *end)
{
	const struct convert_order order = {
		.blob = due->blob,
		.form = strcmp(due->form.name, "audio") ? CONVERT_240P
							: CONVERT_AUDIO,
		.seconds = seconds_of(due->launch),
		.folder = arena_format(mem, "%s/spool",
				       c->server->config->data),
		.go_on = going, .context = c,
	};
	struct convert_result result;
	enum err e;

	if ((e = step(c, mem, &due->form, 1)))
		return e;
	say_makes(c, &due->form);
	e = convert_blob(&c->server->blobs, &order, &result);
	say_makes(c, NULL);
	*end = result.end;
	if (e == ERR_NOT_FOUND)
		result.end = CONVERT_DAMAGED;
	else if (e)
		return form_later(c, mem, &due->form, e);
	return form_end(c, mem, due, &result);
}

/* Begun too often: what is wrong with it takes the server along. */
static enum err form_give_up(struct converter *c, struct arena *mem,
			     struct media_form *f)
{
	f->state = FORM_FAILED;
	f->reason = "crashed";
	f->type = "";
	f->at = clock_now();
	return step(c, mem, f, 0);
}

static enum err next_read(struct converter *c, struct arena *mem,
			  struct form_due *out)
{
	struct db *db;
	enum err e;

	if ((e = pool_read(c->server->pool, mem, &db)))
		return e;
	e = form_next(db, out);
	pool_read_end(c->server->pool, db);
	return e;
}

/* One form; `more` when there may be another. */
static enum err one(struct converter *c, bool *more)
{
	enum convert_end end = CONVERT_DONE;
	struct arena mem = ARENA_INIT;
	struct form_due due;
	enum err e = next_read(c, &mem, &due);

	*more = !e && due.form.unit_id;
	if (*more && due.form.tries >= FORM_TRIES)
		e = form_give_up(c, &mem, &due.form);
	else if (*more)
		e = form_make(c, &mem, &due, &end);
	*more = *more && !e && end != CONVERT_UNAVAILABLE;
	arena_end(&mem);
	return e;
}

static void say_absent(struct converter *c)
{
	const bool absent = !convert_possible();

	if (absent && !c->absent)
		log_event(LOG_INFO, "converter.absent",
			  LOG_TEXT("program", "ffmpeg"));
	c->absent = absent;
}

static void all(void *context)
{
	struct converter *c = context;
	bool more = true;

	say_absent(c);
	while (more && !c->absent && going(c))
		if (one(c, &more)) {
			log_event(LOG_WARN, "form.failed",
				  LOG_TEXT("why", fail_reason()));
			return;
		}
}

enum err converter_open(struct server *server, struct converter **out)
{
	struct converter *c = calloc(1, sizeof(*c));
	enum err e;

	if (!c)
		abort();
	c->server = server;
	pthread_mutex_init(&c->lock, NULL);
	if ((e = rounds_begin(&c->rounds, EVERY_MS, all, c)))
		free(c);
	else
		*out = c;
	return e;
}

void converter_close(struct converter *c)
{
	if (!c)
		return;
	rounds_end(&c->rounds);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

void converter_wake(struct converter *c)
{
	if (c)
		rounds_wake(&c->rounds);
}
