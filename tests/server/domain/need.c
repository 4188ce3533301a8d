#include "domain/need.h"

#include "check.h"

static struct need some(enum need_state state)
{
	return (struct need){
		.id = "a", .agency_id = "dinas", .title = "Arsip", .about = "",
		.topic = "", .cause_id = "", .regulation = "",
		.outcome = "sudah", .state = state };
}

static enum need_fault change(enum need_state from, enum need_state to)
{
	const struct need before = some(from), after = some(to);

	return need_change_check(&before, &after, 1);
}

static void names(void)
{
	enum need_state state;
	enum need_cause cause;

	TEST("every state and every cause has a name that leads back to it") {
		for (int i = 0; i < NEED_STATES; i++) {
			check(need_state_named(need_state_name(i), &state));
			check_int(state, i);
		}
		for (int i = 0; i < NEED_CAUSES; i++) {
			check(need_cause_named(need_cause_name(i), &cause));
			check_int(cause, i);
		}
		check(!need_state_named("gap", &state));
		check(!need_state_named(NULL, &state));
		check(!need_cause_named("", &cause));
	}
	TEST("supports count while nothing has come of it") {
		check(need_supportable(NEED_OPEN));
		check(need_supportable(NEED_PLANNED));
		check(!need_supportable(NEED_ANSWERED));
		check(!need_supportable(NEED_DECLINED));
		check(!need_supportable(NEED_MERGED));
	}
}

static void changes(void)
{
	struct need before = some(NEED_OPEN), after = some(NEED_OPEN);

	TEST("what is decided is opened again before it is decided otherwise") {
		check_int(change(NEED_OPEN, NEED_DECLINED), NEED_FITS);
		check_int(change(NEED_PLANNED, NEED_ANSWERED), NEED_FITS);
		check_int(change(NEED_ANSWERED, NEED_OPEN), NEED_FITS);
		check_int(change(NEED_DECLINED, NEED_PLANNED), NEED_FITS);
		check_int(change(NEED_DECLINED, NEED_DECLINED), NEED_FITS);
		check_int(change(NEED_ANSWERED, NEED_DECLINED),
			  NEED_NO_SUCH_CHANGE);
		check_int(change(NEED_DECLINED, NEED_ANSWERED),
			  NEED_NO_SUCH_CHANGE);
	}
	TEST("nothing becomes merged by being changed, nor changes then")
		for (int i = 0; i < NEED_STATES; i++) {
			check_int(change(NEED_MERGED, i), NEED_IS_MERGED);
			check(i == NEED_MERGED ||
			      change(i, NEED_MERGED) == NEED_NO_SUCH_CHANGE);
		}
	TEST("declined needs a reason, answered words or one that answers") {
		after.outcome = "";
		after.state = NEED_DECLINED;
		check_int(need_change_check(&before, &after, 3),
			  NEED_NO_OUTCOME);
		after.state = NEED_ANSWERED;
		check_int(need_change_check(&before, &after, 0),
			  NEED_NO_OUTCOME);
		check_int(need_change_check(&before, &after, 1), NEED_FITS);
		after.state = NEED_PLANNED;
		check_int(need_change_check(&before, &after, 0), NEED_FITS);
	}
	TEST("a regulation that is the cause is cited") {
		after = some(NEED_OPEN);
		after.cause = NEED_OF_REGULATION;
		check_int(need_change_check(&before, &after, 0),
			  NEED_NO_REGULATION);
		after.regulation = "Permenpan RB 5/2026";
		check_int(need_change_check(&before, &after, 0), NEED_FITS);
	}
}

static void merging(void)
{
	struct need from = some(NEED_OPEN), into = some(NEED_DECLINED);

	TEST("a need is merged into another one of its agency") {
		check_int(need_merge_check(&from, &into), NEED_SAME);
		into.id = "b";
		check_int(need_merge_check(&from, &into), NEED_FITS);
		into.state = NEED_MERGED;
		check_int(need_merge_check(&from, &into), NEED_IS_MERGED);
		check_int(need_merge_check(&into, &from), NEED_IS_MERGED);
		into.agency_id = "badan";
		check_int(need_merge_check(&from, &into), NEED_FOREIGN);
	}
	TEST("every fault is told in both languages")
		for (int i = 0; i < NEED_FAULTS; i++)
			check(need_fault_text(i)->in[LANG_ID] &&
			      need_fault_text(i)->in[LANG_EN]);
}

int main(void)
{
	names();
	changes();
	merging();
	return test_end();
}
