/* What assignments and discussions ask for, and what marks amount to. */
#include "domain/assignment.h"

#include <stdlib.h>

#include "check.h"

static enum setting_fault fault_of(const char *json, size_t *at)
{
	struct assignment a;
	json_t *setting = json_loads(json, JSON_DECODE_ANY, NULL);
	const enum setting_fault fault = assignment_read(setting, &a, at);

	json_decref(setting);
	return fault;
}

static enum setting_fault fault(const char *json)
{
	size_t at;

	return fault_of(json, &at);
}

static enum setting_fault talk(const char *json)
{
	struct discussion d;
	json_t *setting = json_loads(json, JSON_DECODE_ANY, NULL);
	const enum setting_fault found = discussion_read(setting, &d);

	json_decref(setting);
	return found;
}

static enum handing handing(enum submission_state last, bool passed,
			    bool late, int64_t times, int64_t now)
{
	const struct assignment a = { .late = late };

	return handing_check(&a, &(struct handing_in){ last, passed, times,
						       100 }, now);
}

static const struct assignment two = {
	.n = 2, .rubric = { { "a", 6 }, { "b", 4 } }, .most = 10, .pass = 60,
};

static struct marked weigh(double first, double second, bool *fits)
{
	struct marked m;

	*fits = marks_weigh(&two, (double[]){ first, second }, 2, &m);
	return m;
}

int main(void)
{
	struct marked m;
	bool fits;

	TEST("what is not said is as usual") {
		struct assignment a;
		size_t at;

		check_int(assignment_read(NULL, &a, &at), SETTING_FITS);
		check_int(a.files, SUBMISSION_FILES_MOST);
		check(!a.team && !a.late && a.n == 0);
		check_int(fault("{}"), SETTING_FITS);
		check_int(fault("null"), SETTING_FITS);
	}
	TEST("a fault names its place") {
		size_t at;

		check_int(fault("[]"), SETTING_SHAPE);
		check_int(fault("{\"rubrik\":[]}"), SETTING_SHAPE);
		check_int(fault("{\"team\":1}"), SETTING_SHAPE);
		check_int(fault("{\"brief\":1}"), SETTING_BRIEF);
		check_int(fault("{\"rubric\":{}}"), SETTING_RUBRIC);
		check_int(fault("{\"files\":6}"), SETTING_FILES);
		check_int(fault("{\"files\":\"1\"}"), SETTING_FILES);
		check_int(fault("{\"pass\":101,\"rubric\":"
				"[{\"text\":\"a\",\"points\":1}]}"),
			  SETTING_PASS);
		check_int(fault("{\"pass\":50}"), SETTING_PASS);
		check_int(fault_of("{\"rubric\":[{\"text\":\"a\",\"points\":1},"
				   "{\"text\":\" \",\"points\":1}]}", &at),
			  SETTING_LINE);
		check_int(at, 1);
		check_int(fault_of("{\"rubric\":[{\"text\":\"a\",\"points\":0}]}",
				   &at), SETTING_POINTS);
		check_int(at, 0);
		check_int(fault("{\"rubric\":[{\"text\":\"a\",\"points\":1.3}]}"),
			  SETTING_POINTS);
	}
	TEST("a discussion asks for 1 to 20 posts") {
		check_int(talk("{\"posts\":1}"), SETTING_FITS);
		check_int(talk("{\"posts\":0}"), SETTING_POSTS);
		check_int(talk("{\"posts\":21}"), SETTING_POSTS);
		check_int(talk("{\"team\":true}"), SETTING_SHAPE);
	}
	TEST("it is handed in once, and again when it was returned or did not pass") {
		check_int(handing(SUBMISSION_NONE, false, false, 0, 100),
			  HANDING_FITS);
		check_int(handing(SUBMISSION_HANDED, false, false, 1, 1),
			  HANDING_WAITS);
		check_int(handing(SUBMISSION_RETURNED, false, false, 1, 1),
			  HANDING_FITS);
		check_int(handing(SUBMISSION_MARKED, true, false, 1, 1),
			  HANDING_MARKED);
		check_int(handing(SUBMISSION_MARKED, false, false, 1, 1),
			  HANDING_FITS);
		check_int(handing(SUBMISSION_RETURNED, false, false, 20, 1),
			  HANDING_OFTEN);
	}
	TEST("after the deadline comes what was returned, or where that is allowed") {
		check_int(handing(SUBMISSION_NONE, false, false, 0, 101),
			  HANDING_LATE);
		check_int(handing(SUBMISSION_NONE, false, true, 0, 101),
			  HANDING_FITS);
		check_int(handing(SUBMISSION_RETURNED, false, false, 1, 101),
			  HANDING_FITS);
	}
	TEST("marks are one for each line, in halves, within what it gives") {
		m = weigh(3.5, 4, &fits);
		check(fits && m.points == 7.5 && m.scaled.known &&
		      m.scaled.value == 0.75 && m.passed);
		weigh(6.5, 0, &fits);
		check(!fits);
		weigh(-0.5, 0, &fits);
		check(!fits);
		weigh(1.2, 0, &fits);
		check(!fits);
		check(!marks_weigh(&two, (double[]){ 1 }, 1, &m));
	}
	TEST("exactly the mark passes, half a point below does not") {
		check(weigh(6, 0, &fits).passed);
		check(!weigh(5.5, 0, &fits).passed);
	}
	TEST("without a rubric it is accepted, without a score") {
		const struct assignment none = { .n = 0 };

		check(marks_weigh(&none, NULL, 0, &m));
		check(m.passed && !m.scaled.known);
	}
	TEST("any number of people is divided evenly, all of them once") {
		for (size_t people = 0; people <= 200; people++)
			for (size_t size = 2; size <= 50; size++) {
				const size_t n = teams_needed(people, size);
				size_t all = 0;

				for (size_t i = 0; i < n; i++) {
					const size_t k =
						team_share(people, n, i);

					all += k;
					check(k <= size);
					check(k == people / n ||
					      k == people / n + 1);
				}
				check_int(all, people);
			}
	}
	TEST("a post is mended for a quarter of an hour") {
		check(post_mendable(0, POST_MENDED_MS));
		check(!post_mendable(0, POST_MENDED_MS + 1));
	}
	return test_end();
}
