/*
 * What other systems' gradebooks are to know, a row for each learner at each link
 * (domain/lti_grade.h), and what is needed to tell them. Results live in the
 * handle's arena.
 */
#ifndef STORE_LTI_GRADE_H
#define STORE_LTI_GRADE_H

#include "db/db.h"
#include "domain/lti_grade.h"

/* A platform, as its services are called. */
struct lti_peer {
	const char *platform_id, *deployment;
	const char *issuer, *client_id, *token_url;
	const char *token_audience;	/* "": token_url */
};

/* A link of somebody at a module. */
struct lti_told_link {
	const char *id, *unit_ident;
};

struct lti_grade {
	const char *id, *link_id, *person_id;
	struct lti_told told;
	int64_t at_us;
	int64_t revision, sent;
	struct measure there, found;	/* see schema step 42 */
	const char *state;		/* "waiting", "sent", "attention" */
	int64_t attempts;
	int64_t next_at;		/* 0: nothing to be done */
	int64_t asked_at;
	const char *code, *said;
	int64_t sent_at, updated_at;
};

/* A row with all that is needed to send it. */
struct lti_grade_job {
	struct lti_grade grade;
	struct lti_peer peer;
	const char *sub, *resource_link, *module_id, *unit_ident, *title;
	const char *line_item, *line_items, *scopes;
	const char *context_id;		/* "" none */
	double most;			/* 0: not known */
};

/* ---- What is told ----------------------------------------------------------- */

/* Of a module by which links of the person; learners' alone. */
enum err lti_told_links(struct db *, const char *person_id,
			const char *module_id, struct lti_told_link **out,
			size_t *n);

/* The same of one link; `module_id` NULL when they are no learner there. */
enum err lti_told_link_get(struct db *, const char *link_id,
			   const char *person_id, struct lti_told_link *out,
			   const char **module_id);

/* The modules of the person's links. */
enum err lti_told_modules(struct db *, const char *person_id,
			  const char ***out, size_t *n);

/* Of several attempts the one that reached most. */
enum err lti_standing_get(struct db *, const char *person_id,
			  const char *module_id, const char *unit_ident,
			  struct lti_standing *out);

/* id NULL in `out` when there is none. */
enum err lti_grade_get(struct db *, const char *link_id,
		       const char *person_id, struct lti_grade *out);

/* told and at_us: due from `due` on, with another revision. */
enum err lti_grade_put(struct db *, const struct lti_grade *, int64_t due,
		       int64_t now);

/* ---- The queue ---------------------------------------------------------------- */

/* Active platforms with something that is due, the one that waits longest first. */
enum err lti_grade_platforms(struct db *, int64_t now, size_t most,
			     const char ***out, size_t *n);

/* What is due there, in the order in which it came about. */
enum err lti_grade_due(struct db *, const char *platform_id, int64_t now,
		       size_t most, const char ***out, size_t *n);

/* grade.id NULL in `out` when it is not due any more. */
enum err lti_grade_job_get(struct db *, const char *id, int64_t now,
			   struct lti_grade_job *out);

/* It is due and they are no learner there any more: until they are again. */
enum err lti_grade_idle(struct db *, const char *id, int64_t now);

/*
 * It arrived, told at `at_us`. Where what a teacher set there stays in force
 * (`found`, code "teacher_keeps") it is due once more at `look_at`, as "sent".
 */
enum err lti_grade_arrived(struct db *, const struct lti_grade *, int64_t at_us,
			   struct measure found, int64_t look_at, int64_t now);

/* That was done: `found` is in force there still, or (unknown) no longer. */
enum err lti_grade_looked(struct db *, const struct lti_grade *,
			  struct measure found);

/* It did not: again at `next_at`, or (0) when a person has looked, or (code
   "grades_off") when the platform takes grades. Nothing when the row has changed
   since. */
enum err lti_grade_failed(struct db *, const struct lti_grade *,
			  int64_t next_at, const char *code, const char *said,
			  struct measure found);

/* All that is due there waits too; what was asked for before `given_up` needs a
   person. */
enum err lti_grade_defer(struct db *, const char *platform_id, int64_t now,
			 int64_t next_at, int64_t given_up, const char *code);

/* Where a link's grades go now; nothing when that has changed since. */
enum err lti_link_set_line_item(struct db *, const char *link_id,
				const char *before, const char *line_item,
				double most);

/* Does another link of that platform use it? */
enum err lti_line_item_taken(struct db *, const char *platform_id,
			     const char *line_item, const char *link_id,
			     bool *out);

/* Do we know that link in that course? */
enum err lti_link_there(struct db *, const struct lti_grade_job *,
			const char *resource_link, bool *out);

/* ---- What people see and do ----------------------------------------------------- */

struct lti_grade_line {
	struct lti_grade grade;
	const char *name;		/* of the person */
	const char *title, *context_title;	/* of the link; of a page of a
						   platform alone */
};

struct lti_grade_counts {
	int64_t waiting, sent, attention;
};

/* What needs a person first, then what waits, then by name. */
enum err lti_grade_page(struct db *, const char *link_id, size_t most,
			size_t after, struct lti_grade_line **out, size_t *n);
enum err lti_grade_count(struct db *, const char *link_id,
			 struct lti_grade_counts *out);

/* Of a platform: those that failed and did not arrive since, with the reason
   (code); who needs a person first, then the newest. `total` is of all
   pages. */
enum err lti_grade_failed_page(struct db *, const char *platform_id,
			       size_t most, size_t after,
			       struct lti_grade_line **out, size_t *n,
			       int64_t *total);

/* The link of a grade; NULL when there is no such grade. */
enum err lti_grade_link(struct db *, const char *id, const char **link_id);

/* Who presses "send again" is heard once a minute for each grade. */
#define LTI_GRADE_PRESS_MS 60000

/* Send it now, whatever was there: the one of that id, or all of a link that need
   a person. What a teacher had set may be replaced. A line item that was gone is
   looked for again. How many: those that were asked for less than
   LTI_GRADE_PRESS_MS ago are not among them. */
enum err lti_grade_again(struct db *, const char *id, int64_t now,
			 int64_t *count);
enum err lti_grade_again_all(struct db *, const char *link_id, int64_t now,
			     int64_t *count);

/* A launch has told other endpoints: what waited for them goes on. */
enum err lti_grade_reopen(struct db *, const char *link_id, int64_t now);

/* ---- A link, for those who look after it ------------------------------------------ */

struct lti_link_about {
	const char *id, *agency_id, *module_id, *title, *context_title;
	const char *members_url, *resource_link;
	const char *role;		/* of that person there; "" none */
	struct lti_peer peer;
	bool active;			/* platform and deployment */
};

/* ERR_NOT_FOUND. */
enum err lti_link_about(struct db *, const char *link_id,
			const char *person_id, struct lti_link_about *out);

/* Who of a roster has an account here, and how far they are. */
struct lti_known {
	const char *sub, *person_id;
	bool begun, completed;
};
enum err lti_known_of_link(struct db *, const char *link_id,
			   struct lti_known **out, size_t *n);

#endif
