/*
 * Programmes and their batches, as they are told. Organisers act for their own
 * agency; whoever takes part sees what they take part in.
 */
#ifndef API_PROGRAMME_PROGRAMME_H
#define API_PROGRAMME_PROGRAMME_H

#include "http/http.h"
#include "training/enrolment.h"

/* Of the path's {id}, and of the caller's agency; else as if it were not there. */
enum err programme_mine(struct request *, struct programme *out);
enum err batch_mine(struct request *, struct batch *out);

json_t *batch_json(const struct batch *);

/* For rq->after: some enrolments are due. */
void enrolments_wake(struct request *);

/*
 * The steps as somebody sees them: state, deadline, what locks them, and the
 * event of the batch. `en` NULL: who does not take part; `batch` NULL: nobody
 * does, it is only looked at.
 */
enum err steps_json(struct request *, const struct step *, size_t n,
		    const struct batch *, const struct enrolment *en,
		    json_t **out);

#endif
