/*
 * What a player must know before it begins a run: RunState of server/README.md.
 *
 * It holds all that the package may ask for right after Initialize, so that
 * GetValue is right without waiting.
 */
#ifndef PLAY_STATE_H
#define PLAY_STATE_H

#include "auth/token.h"
#include "domain/attempt.h"
#include "domain/media.h"
#include "domain/module.h"
#include "http/http.h"

/* All that a launch knows; the JSON is made from it. */
struct launch {
	struct run run;
	struct attempt attempt;
	struct version version;
	struct unit unit;
	const char *learner_id, *learner_name;
	const char *item;		/* the unit's last item, JSON, or NULL */
	char files_token[TOKEN_SIZE], run_token[TOKEN_SIZE];
	int64_t expires_at;		/* of the run token */
	const char *href;		/* of the unit, as it is to be opened */
	struct media_form *forms;	/* of a single video or recording */
	struct caption_line *captions;
	size_t nforms, ncaptions;
	const char *about;		/* of the version: store/native.h */
	struct agency_token *tokens;	/* of the learner's agency */
	size_t ntokens;
};

/* Where the files of the version are, with a slash at its end. */
const char *launch_files(struct request *, const struct launch *);

/*
 * Read what the run needs: version, unit, the item to go on from. `launch` has
 * its run and its run token. The files token is made for rq's session or that
 * of the run's token.
 */
enum err launch_read(struct request *, struct launch *);

/* A new reference; NULL is out of memory or a broken row. */
json_t *launch_state_json(const struct launch *);

/* GET of the frame that was opened by itself, with its run token. */
handler run_state;

#endif
