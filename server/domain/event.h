/*
 * Webinars and sessions in a room: when, who may see what of them, who comes.
 * Every moment is shown in all three zones.
 */
#ifndef DOMAIN_EVENT_H
#define DOMAIN_EVENT_H

#include "domain/day.h"
#include "domain/person.h"

#define EVENT_MINUTE_MS (INT64_C(60) * 1000)

/* How long before its start the join link opens. */
#define EVENT_EARLY_MS (15 * EVENT_MINUTE_MS)

#define EVENT_TITLE_MOST 200		/* characters */
#define EVENT_ABOUT_MOST 8000		/* bytes, as the others */
#define EVENT_PLACE_MOST 600
#define EVENT_URL_MOST 2000
#define EVENT_CAPACITY_MOST 100000
#define EVENT_LONGEST_MS (31 * 24 * 60 * EVENT_MINUTE_MS)
#define EVENT_SPEAKERS_MOST 30
#define EVENT_MATERIALS_MOST 60

/* Guests of one event: nobody proved who they are. */
#define EVENT_GUESTS_MOST 5000

enum event_state { EVENT_DRAFT, EVENT_PUBLISHED, EVENT_CANCELLED, EVENT_CLOSED };

/* "draft", "published", "cancelled", "closed", and back. */
const char *event_state_name(enum event_state);
bool event_state_named(const char *, enum event_state *out);

enum seat_state { SEAT_NONE, SEAT_REGISTERED, SEAT_WAITING, SEAT_CANCELLED };

/* "registered", "waiting", "cancelled"; "" for none. */
const char *seat_state_name(enum seat_state);
enum seat_state seat_state_named(const char *);

struct event {
	const char *id;
	const char *agency_id, *agency_name;
	const char *owner_id, *owner_name;	/* NULL: nobody any more */
	const char *code;			/* of /k/CODE */
	bool room;				/* else a webinar */
	const char *title, *about;
	const char *place;			/* "" of a webinar */
	const char *join_url;			/* "": not yet */
	int64_t starts_at, ends_at;
	enum zone zone;				/* its host's */
	int64_t capacity;			/* 0: as many as like */
	const char *audience;			/* "public", "agency", "batch" */
	enum event_state state;
	const char *cancel_why;
	int64_t least_percent, least_checks;	/* who counts as present */
	int64_t jp;				/* hundredths; 0: none */
	const char *paper;			/* "", "attendance", … */
	bool paper_survey;
	const char *paper_module;		/* NULL: none */
	const char *competency;			/* "technical", … */
	const char *secret;			/* of the codes for attendance */
	int64_t registered, waiting;		/* seats, now */
	int64_t numbers;			/* given to seats so far */
	int64_t revision;			/* 1 and up */
	int64_t created_at, updated_at, closed_at;
};

struct seat {
	const char *event_id, *person_id;
	enum seat_state state;			/* SEAT_NONE: there is no row */
	int64_t number;				/* order of the waiting list */
	int64_t registered_at, cancelled_at;
	int64_t joined_at;			/* 0: never */
	bool present;
	int64_t minutes;			/* -1: not known */
	int64_t checks;
	int host_word;				/* 1, 0, or -1: none */
	int64_t survey_at;
};

/* Hosts and organisers of its agency, and administrators. */
bool event_editable(const struct event *, const struct person *);

/*
 * May this person (NULL: a stranger) see that there is such an event, besides
 * those who hold a seat? Drafts are for who edits them; an event of an agency
 * is for its people; one of a batch for those it gives seats to.
 */
bool event_visible(const struct event *, const struct person *);

/* Published, and not over. */
bool event_open(const struct event *, int64_t now);

/* From a quarter of an hour before it begins until it ends, while published. */
bool event_join_open(const struct event *, int64_t now);

/* Is there room for one more, or is it the waiting list? */
enum seat_state event_next_seat(const struct event *);

/* Which of the waiting move up: so many. */
int64_t event_vacant(const struct event *);

enum phase { PHASE_BEFORE, PHASE_DURING, PHASE_AFTER };

/* "before", "during", "after", and back. */
const char *phase_name(enum phase);
bool phase_named(const char *, enum phase *out);

/*
 * May who holds that seat (or a stranger: SEAT_NONE) open a material now?
 * Before: the registered, from then on. During: they too, from when the link
 * opens. After: also those still waiting, when it is over. What is `open` is
 * for everybody who sees the event, in its time. What was cancelled keeps what
 * is before it.
 */
bool material_shown(const struct event *, enum phase, bool open,
		    enum seat_state, int64_t now);

/*
 * May this stand as a link: https, a host name, no user name in it, no control
 * character or blank, at most EVENT_URL_MOST bytes?
 */
bool link_fits(const char *url);

/* "zoom", "meet", "teams", "bigbluebutton", "jitsi", "youtube", or "other", by
   the host; BigBlueButton, which lives on anybody's, by its path. */
const char *join_service(const char *url);

/* Of the short addresses: letters none of which is taken for another. */
#define SHORT_CODE_LENGTH 7
#define SHORT_CODE_SIZE 8
#define SHORT_CODE_LETTERS "abcdefghjkmnpqrstuvwxyz"

/* What was typed, blanks, hyphens and capitals put right; false: none of ours. */
bool short_code_form(const char *typed, char out[static SHORT_CODE_SIZE]);

#endif
