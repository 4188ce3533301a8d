/* What tools say of line items and scores (AGS 2.0), and what is made of it. */
#include "domain/lti_ags.h"

#include "check.h"

#define NOW INT64_C(1795298400000)	/* 2026-11-21T22:00:00Z */

/* The JSON with 'single' quotes in place of double ones. */
static json_t *json_of(const char *text)
{
	char copy[4096];
	size_t n = 0;

	for (; text[n]; n++)
		copy[n] = text[n] == '\'' ? '"' : text[n];
	return json_loadb(copy, n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
			  NULL);
}

static void items(void)
{
	static const struct {
		const char *what, *json;
		enum lti_ags_fault fault;
		const char *member;
	} rows[] = {
		{ "P20 a label and a maximum are enough",
		  "{'label':'Kuis','scoreMaximum':10}", AGS_FITS, "" },
		{ "P20 all that may be said",
		  "{'label':'Kuis','scoreMaximum':0.5,'resourceId':'r',"
		  "'tag':'t','resourceLinkId':'l',"
		  "'startDateTime':'2026-11-21T22:00:00Z',"
		  "'endDateTime':'2026-11-21T22:00:00+07',"
		  "'https://tool.example/x':{'y':1},'gradesReleased':true}",
		  AGS_DATE, "endDateTime" },
		{ "P20 null is as if it were not said",
		  "{'label':'K','scoreMaximum':1,'tag':null,'resourceId':null,"
		  "'startDateTime':null,'resourceLinkId':null}", AGS_FITS, "" },
		{ "P20 no object", "[1]", AGS_SHAPE, "" },
		{ "P20 without a label", "{'scoreMaximum':1}", AGS_LABEL,
		  "label" },
		{ "P20 a blank label", "{'label':' \xc2\xa0\\t',"
		  "'scoreMaximum':1}", AGS_LABEL, "label" },
		{ "P20 a label that is a number",
		  "{'label':1,'scoreMaximum':1}", AGS_LABEL, "label" },
		{ "P20 without a maximum", "{'label':'K'}", AGS_MAXIMUM,
		  "scoreMaximum" },
		{ "P20 a maximum of 0", "{'label':'K','scoreMaximum':0}",
		  AGS_MAXIMUM, "scoreMaximum" },
		{ "P20 a maximum below 0", "{'label':'K','scoreMaximum':-1}",
		  AGS_MAXIMUM, "scoreMaximum" },
		{ "P20 a maximum in quotes", "{'label':'K','scoreMaximum':'5'}",
		  AGS_MAXIMUM, "scoreMaximum" },
		{ "P20 a maximum of null", "{'label':'K','scoreMaximum':null}",
		  AGS_MAXIMUM, "scoreMaximum" },
		{ "P20 a maximum past all sense",
		  "{'label':'K','scoreMaximum':1e300}", AGS_MAXIMUM,
		  "scoreMaximum" },
		{ "P20 a tag that is a list",
		  "{'label':'K','scoreMaximum':1,'tag':[]}", AGS_IDENT, "tag" },
		{ "P20 a date without a zone",
		  "{'label':'K','scoreMaximum':1,"
		  "'startDateTime':'2026-11-21T22:00:00'}", AGS_DATE,
		  "startDateTime" },
		{ "P20 a day is no moment",
		  "{'label':'K','scoreMaximum':1,'endDateTime':'2026-11-21'}",
		  AGS_DATE, "endDateTime" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		TEST(rows[i].what) {
			json_t *json = json_of(rows[i].json);
			const char *member;
			struct lti_item item;

			check(json);
			check_int(lti_item_read(json, &item, &member),
				  rows[i].fault);
			check_str(member, rows[i].member);
			json_decref(json);
		}
}

static void long_ones(void)
{
	char text[AGS_LABEL_MOST + 2];
	const char *member;
	struct lti_item item;
	json_t *json;

	memset(text, 'a', sizeof(text));
	text[AGS_LABEL_MOST + 1] = '\0';
	TEST("P20 a label is as long as is kept, and no longer") {
		json = json_pack("{s:s, s:i}", "label", text, "scoreMaximum", 1);
		check_int(lti_item_read(json, &item, &member), AGS_LONG);
		json_object_set_new(json, "label", json_string(text + 1));
		check_int(lti_item_read(json, &item, &member), AGS_FITS);
		json_decref(json);
	}
	TEST("P20 an ident of more than 255 bytes is too long") {
		json = json_pack("{s:s, s:i, s:s}", "label", "K",
				 "scoreMaximum", 1, "tag",
				 text + sizeof(text) - 1 - 256);
		check_int(lti_item_read(json, &item, &member), AGS_LONG);
		check_str(member, "tag");
		json_decref(json);
	}
}

#define AT "'timestamp':'2026-11-21T21:00:00.123456Z'"
#define DONE "'activityProgress':'Completed','gradingProgress':'FullyGraded'"

static void scores(void)
{
	static const struct {
		const char *what, *json;
		enum lti_ags_fault fault;
		const char *member;
	} rows[] = {
		{ "P23 a score with all it needs",
		  "{'userId':'u'," AT "," DONE
		  ",'scoreGiven':1,'scoreMaximum':3}", AGS_FITS, "" },
		{ "P24 more than the maximum",
		  "{'userId':'u'," AT "," DONE
		  ",'scoreGiven':12,'scoreMaximum':10}", AGS_FITS, "" },
		{ "P27 progress without a score", "{'userId':'u'," AT "," DONE
		  "}", AGS_FITS, "" },
		{ "P27 a score of null", "{'userId':'u'," AT "," DONE
		  ",'scoreGiven':null}", AGS_FITS, "" },
		{ "P23 without a user", "{" AT "," DONE "}", AGS_USER,
		  "userId" },
		{ "P23 an empty user", "{'userId':''," AT "," DONE "}",
		  AGS_USER, "userId" },
		{ "P23 a user that is a number", "{'userId':7," AT "," DONE "}",
		  AGS_USER, "userId" },
		{ "P23 without a timestamp", "{'userId':'u'," DONE "}",
		  AGS_TIMESTAMP, "timestamp" },
		{ "P23 a timestamp without a zone",
		  "{'userId':'u','timestamp':'2026-11-21T21:00:00'," DONE "}",
		  AGS_TIMESTAMP, "timestamp" },
		{ "P23 a timestamp that is a day",
		  "{'userId':'u','timestamp':'2026-11-21'," DONE "}",
		  AGS_TIMESTAMP, "timestamp" },
		{ "P23 a timestamp ten minutes ahead",
		  "{'userId':'u','timestamp':'2026-11-21T22:10:00Z'," DONE "}",
		  AGS_AHEAD, "timestamp" },
		{ "P23 a clock that is four minutes ahead is borne",
		  "{'userId':'u','timestamp':'2026-11-21T22:04:00Z'," DONE "}",
		  AGS_FITS, "" },
		{ "P23 activityProgress in another case",
		  "{'userId':'u'," AT ",'activityProgress':'completed',"
		  "'gradingProgress':'FullyGraded'}", AGS_ACTIVITY,
		  "activityProgress" },
		{ "P23 gradingProgress in another case",
		  "{'userId':'u'," AT ",'activityProgress':'Completed',"
		  "'gradingProgress':'fullyGraded'}", AGS_GRADING,
		  "gradingProgress" },
		{ "P23 gradingProgress missing",
		  "{'userId':'u'," AT ",'activityProgress':'Completed'}",
		  AGS_GRADING, "gradingProgress" },
		{ "P23 a score below 0", "{'userId':'u'," AT "," DONE
		  ",'scoreGiven':-1,'scoreMaximum':3}", AGS_GIVEN,
		  "scoreGiven" },
		{ "P23 a score that is a word", "{'userId':'u'," AT "," DONE
		  ",'scoreGiven':'lots','scoreMaximum':3}", AGS_GIVEN,
		  "scoreGiven" },
		{ "P23 a score in quotes as Moodle 4.5 sends it is a number",
		  "{'userId':'u'," AT "," DONE
		  ",'scoreGiven':'77.00000','scoreMaximum':100}", AGS_FITS,
		  "" },
		{ "P23 nothing else in quotes is", "{'userId':'u'," AT "," DONE
		  ",'scoreGiven':'-77','scoreMaximum':100}", AGS_GIVEN,
		  "scoreGiven" },
		{ "P23 a score without its maximum", "{'userId':'u'," AT ","
		  DONE ",'scoreGiven':1}", AGS_MAXIMUM, "scoreMaximum" },
		{ "P23 a maximum of 0", "{'userId':'u'," AT "," DONE
		  ",'scoreGiven':0,'scoreMaximum':0}", AGS_MAXIMUM,
		  "scoreMaximum" },
		{ "P28 a comment that is a list", "{'userId':'u'," AT "," DONE
		  ",'comment':[]}", AGS_WORDS, "comment" },
		{ "a submission handed in before it began",
		  "{'userId':'u'," AT "," DONE ",'submission':{"
		  "'startedAt':'2026-11-21T21:00:01Z',"
		  "'submittedAt':'2026-11-21T21:00:00Z'}}", AGS_DATE,
		  "submission" },
		{ "a submission of another shape",
		  "{'userId':'u'," AT "," DONE ",'submission':1}", AGS_DATE,
		  "submission" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		TEST(rows[i].what) {
			json_t *json = json_of(rows[i].json);
			const char *member;
			struct lti_score s;
			const enum lti_ags_fault f =
				lti_score_read(json, NOW, &s, &member);

			check(json);
			check_int(f, rows[i].fault);
			if (f)
				check_str(member, rows[i].member);
			else if (rows[i].fault == AGS_FITS)
				check(!s.given.known == !(s.most > 0));
			json_decref(json);
		}
}

static void order(void)
{
	const struct lti_standing before = { .at_us = 1000, .hash = "a" };
	const struct {
		const char *what;
		int64_t at_us;
		const char *hash;
		enum lti_order order;
	} rows[] = {
		{ "P25 a microsecond later is later", 1001, "b", LTI_LATER },
		{ "P25 a microsecond earlier is older", 999, "a", LTI_OLDER },
		{ "P25 the same again is no change", 1000, "a", LTI_AGAIN },
		{ "P25 another of the same moment clashes", 1000, "b",
		  LTI_CLASH },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		TEST(rows[i].what) {
			const struct lti_score s = { .at_us = rows[i].at_us };

			check_int(lti_score_order(&before, &s, rows[i].hash),
				  rows[i].order);
			check_int(lti_score_order(NULL, &s, rows[i].hash),
				  LTI_LATER);
		}
}

static void taken(void)
{
	const struct lti_standing before = {
		.at_us = 1, .given = { true, 5 }, .most = 10, .words = "lama",
		.started_at = "2026-11-21T20:00:00Z",
		.submitted_at = "2026-11-21T21:00:00Z", .hash = "a",
		.override = { true, 0.5 },
	};
	struct lti_score s = { .at_us = 2, .activity = LTI_COMPLETED,
			       .grading = LTI_FULLY_GRADED, .words = "" };
	struct lti_standing is;

	TEST("P27 without a score, and without words, earlier ones are gone") {
		lti_score_take(&before, &s, "b", &is);
		check(!is.given.known);
		check_str(is.words, "");
		check_str(is.started_at, before.started_at);
		check_str(is.submitted_at, before.submitted_at);
	}
	TEST("P29 a teacher's word stays") {
		check(is.override.known && is.override.value == 0.5);
		check(lti_standing_scaled(&is).value == 0.5);
	}
	TEST("who goes on has not handed in any more") {
		s.activity = LTI_IN_PROGRESS;
		lti_score_take(&before, &s, "b", &is);
		check_str(is.started_at, before.started_at);
		check_str(is.submitted_at, "");
	}
	TEST("who is at the beginning again has not begun") {
		s.activity = LTI_INITIALIZED;
		lti_score_take(&before, &s, "b", &is);
		check_str(is.started_at, "");
		check_str(is.submitted_at, "");
		s.started_at = "2026-11-21T22:00:00Z";
		lti_score_take(NULL, &s, "b", &is);
		check_str(is.started_at, s.started_at);
	}
}

static void reached(void)
{
	static const struct {
		const char *what;
		struct measure given;
		enum lti_activity activity;
		enum lti_grading grading;
		enum lti_reached reached;
		int percent;		/* below 0: none */
	} rows[] = {
		{ "P26 a third is a third", { true, 1 }, LTI_COMPLETED,
		  LTI_FULLY_GRADED, LTI_REACHED_DONE, 33 },
		{ "P24 more than all is more than 1", { true, 6 },
		  LTI_COMPLETED, LTI_FULLY_GRADED, LTI_REACHED_DONE, 200 },
		{ "a final score is done whatever the activity says",
		  { true, 3 }, LTI_STARTED, LTI_FULLY_GRADED,
		  LTI_REACHED_DONE, 100 },
		{ "a score that waits for a person is none yet", { true, 3 },
		  LTI_COMPLETED, LTI_PENDING_MANUAL, LTI_REACHED_WAITING, -1 },
		{ "a score that is not ready is none yet", { true, 3 },
		  LTI_COMPLETED, LTI_NOT_READY, LTI_REACHED_WAITING, -1 },
		{ "completed without a score is done", { false, 0 },
		  LTI_COMPLETED, LTI_NOT_READY, LTI_REACHED_DONE, -1 },
		{ "unless somebody marks it", { false, 0 }, LTI_COMPLETED,
		  LTI_PENDING, LTI_REACHED_WAITING, -1 },
		{ "or that failed", { false, 0 }, LTI_COMPLETED, LTI_FAILED,
		  LTI_REACHED_BEGUN, -1 },
		{ "handed in waits", { false, 0 }, LTI_SUBMITTED,
		  LTI_NOT_READY, LTI_REACHED_WAITING, -1 },
		{ "started is begun", { false, 0 }, LTI_STARTED,
		  LTI_NOT_READY, LTI_REACHED_BEGUN, -1 },
		{ "initialized is nothing", { false, 0 }, LTI_INITIALIZED,
		  LTI_NOT_READY, LTI_REACHED_NOTHING, -1 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		TEST(rows[i].what) {
			const struct lti_standing s = {
				.given = rows[i].given, .most = 3,
				.activity = rows[i].activity,
				.grading = rows[i].grading,
			};
			const struct measure m = lti_standing_scaled(&s);

			check_int(lti_standing_reached(&s), rows[i].reached);
			check_int(m.known ? (int)(m.value * 100) : -1,
				  rows[i].percent);
		}
}

int main(void)
{
	items();
	long_ones();
	scores();
	order();
	taken();
	reached();
	return test_end();
}
