/*
 * Sequencing of SCORM 2004, from tests/packages: everything the manifest says
 * stands in the JSON, and what it does not say stands there by default.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "archives.h"
#include "base/log.h"
#include "check.h"
#include "content/folder.h"
#include "package.h"

static char folder[64];
static struct blob_store store;
static struct arena mem;
static struct package package;

static void import(const char *name)
{
	static char xml[20000];
	const struct item items[] = {
		{ .path = "imsmanifest.xml", .text = xml },
		{ .path = "a.html", .text = "x" }, { .path = NULL },
	};
	struct fault fault;
	char path[200];
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "tests/packages/%s/imsmanifest.xml", name);
	f = fopen(path, "rb");
	check(f != NULL);
	n = f ? fread(xml, 1, sizeof(xml) - 1, f) : 0;
	xml[n] = '\0';
	if (f)
		fclose(f);
	f = archive_make("zip", NULL, NULL, items);
	arena_end(&mem);
	check_int(package_import(NULL, fileno(f), "", &store, &mem, &package,
				 &fault), OK);
	fclose(f);
}

/* One part of a node's sequencing, as text with its keys in order. */
static void is(const struct package_node *n, const char *part,
	       const char *expected)
{
	char *got = json_dumps(json_object_get(n->sequencing, part),
			       JSON_COMPACT | JSON_ENCODE_ANY);

	check_str(got, expected);
	free(got);
}

static void test_said(void)
{
	const struct package_node *root = package.root;
	const struct package_node *item = root->first;

	TEST("rules keep their conditions, negations, references, actions") {
		is(item, "rules",
		   "{\"pre\":[{\"combination\":\"any\",\"action\":\"skip\","
		   "\"conditions\":[{\"condition\":\"satisfied\",\"not\":true,"
		   "\"objective\":\"obj.a\",\"measure\":null},{\"condition\":"
		   "\"objectiveMeasureGreaterThan\",\"not\":false,"
		   "\"objective\":null,\"measure\":0.25}]}],"
		   "\"exit\":[{\"combination\":\"all\",\"action\":\"exit\","
		   "\"conditions\":[{\"condition\":\"attempted\",\"not\":false,"
		   "\"objective\":null,\"measure\":null}]}],"
		   "\"post\":[{\"combination\":\"all\",\"action\":\"retry\","
		   "\"conditions\":[{\"condition\":\"always\",\"not\":false,"
		   "\"objective\":null,\"measure\":null}]}]}");
	}
	TEST("what it refers to fills in the parts that it has not") {
		is(item, "controlMode",
		   "{\"choice\":true,\"choiceExit\":true,\"flow\":true,"
		   "\"forwardOnly\":true,"
		   "\"useCurrentAttemptObjectiveInfo\":true,"
		   "\"useCurrentAttemptProgressInfo\":true}");
		is(item, "randomization",
		   "{\"randomizationTiming\":\"once\",\"selectCount\":3,"
		   "\"reorderChildren\":true,"
		   "\"selectionTiming\":\"onEachNewAttempt\"}");
		is(item, "delivery",
		   "{\"tracked\":false,\"completionSetByContent\":true,"
		   "\"objectiveSetByContent\":true}");
		check_int(json_integer_value(json_object_get(json_object_get(
			item->sequencing, "limits"), "attempts")), 2);
		check_str(item->max_time_allowed, "PT45M");
	}
	TEST("objectives have the maps of IMS and those of ADL") {
		is(item, "objectives",
		   "[{\"id\":\"obj.utama\",\"primary\":true,"
		   "\"satisfiedByMeasure\":true,"
		   "\"minNormalizedMeasure\":0.59999999999999998,"
		   "\"maps\":[{\"target\":\"global.utama\","
		   "\"readSatisfiedStatus\":true,"
		   "\"readNormalizedMeasure\":true,"
		   "\"writeSatisfiedStatus\":true,"
		   "\"writeNormalizedMeasure\":false,"
		   "\"readRawScore\":false,\"readMinScore\":true,"
		   "\"readMaxScore\":true,\"readCompletionStatus\":true,"
		   "\"readProgressMeasure\":true,\"writeRawScore\":true,"
		   "\"writeMinScore\":false,\"writeMaxScore\":false,"
		   "\"writeCompletionStatus\":false,"
		   "\"writeProgressMeasure\":false},"
		   "{\"target\":\"global.lain\","
		   "\"readSatisfiedStatus\":false,"
		   "\"readNormalizedMeasure\":false,"
		   "\"writeSatisfiedStatus\":false,"
		   "\"writeNormalizedMeasure\":false,"
		   "\"readRawScore\":true,\"readMinScore\":true,"
		   "\"readMaxScore\":true,\"readCompletionStatus\":true,"
		   "\"readProgressMeasure\":true,\"writeRawScore\":false,"
		   "\"writeMinScore\":false,\"writeMaxScore\":false,"
		   "\"writeCompletionStatus\":false,"
		   "\"writeProgressMeasure\":true}]},"
		   "{\"id\":\"obj.a\",\"primary\":false,"
		   "\"satisfiedByMeasure\":false,\"minNormalizedMeasure\":1.0,"
		   "\"maps\":[]}]");
		check_int(item->nobjectives, 2);
		check_str(item->objectives[0].id, "obj.utama");
		check(item->objectives[0].primary);
		check(item->objectives[0].satisfied_by_measure);
		check(item->objectives[0].min_normalized_measure == 0.6);
		check(!item->objectives[1].primary);
	}
	TEST("the organization's own sequencing is the root's") {
		is(root, "controlMode",
		   "{\"choice\":false,\"choiceExit\":true,\"flow\":true,"
		   "\"forwardOnly\":false,"
		   "\"useCurrentAttemptObjectiveInfo\":true,"
		   "\"useCurrentAttemptProgressInfo\":true}");
		is(root, "rollup",
		   "{\"objectiveSatisfied\":true,\"progressCompletion\":true,"
		   "\"objectiveMeasureWeight\":0.0,\"rules\":["
		   "{\"childActivitySet\":\"atLeastPercent\","
		   "\"minimumCount\":0,\"minimumPercent\":0.5,"
		   "\"combination\":\"any\",\"action\":\"incomplete\","
		   "\"conditions\":[{\"condition\":\"completed\","
		   "\"not\":true}]}]}");
		is(root, "rollupConsiderations",
		   "{\"requiredForSatisfied\":\"ifNotSuspended\","
		   "\"requiredForNotSatisfied\":\"always\","
		   "\"requiredForCompleted\":\"always\","
		   "\"requiredForIncomplete\":\"always\","
		   "\"measureSatisfactionIfActive\":false}");
		is(root, "constrainedChoice",
		   "{\"preventActivation\":true,\"constrainChoice\":false}");
		is(root, "objectivesGlobalToSystem", "false");
		is(root, "sharedDataGlobalToSystem", "false");
	}
	TEST("shared data, hidden controls, the completion threshold") {
		is(item, "data", "[{\"target\":\"data.satu\",\"read\":true,"
		   "\"write\":false}]");
		is(item, "hideLmsUi", "[\"continue\",\"suspendAll\"]");
		check(item->completed_by_measure);
		check(item->min_progress_measure == 0.8);
		check(item->progress_weight == 0.5);
	}
}

static void test_unsaid(void)
{
	const struct package_node *quiz = package.root->first->next;

	TEST("what is not said stands there by default") {
		is(quiz, "rules", "{\"pre\":[],\"exit\":[],\"post\":[]}");
		is(quiz, "rollup",
		   "{\"objectiveSatisfied\":true,\"progressCompletion\":true,"
		   "\"objectiveMeasureWeight\":1.0,\"rules\":[]}");
		is(quiz, "objectives",
		   "[{\"id\":\"\",\"primary\":true,"
		   "\"satisfiedByMeasure\":false,\"minNormalizedMeasure\":1.0,"
		   "\"maps\":[]}]");
		is(quiz, "limits",
		   "{\"attempts\":null,\"duration\":null,"
		   "\"attemptExperiencedDurationLimit\":null,"
		   "\"activityAbsoluteDurationLimit\":null,"
		   "\"activityExperiencedDurationLimit\":null,"
		   "\"beginTimeLimit\":null,\"endTimeLimit\":null}");
		is(quiz, "completion", "{\"byMeasure\":false,"
		   "\"minProgress\":1.0,\"weight\":1.0}");
		is(quiz, "objectivesGlobalToSystem", NULL);
	}
}

static void test_third(void)
{
	TEST("in the 3rd edition the threshold is the element's text") {
		import("scorm2004-3");
		check(package.root->first->completed_by_measure);
		check(package.root->first->min_progress_measure == 0.75);
		check_str(package.root->first->launch_data, "awal");
		check_str(package.root->first->time_limit_action,
			  "continue,no message");
		is(package.root, "objectivesGlobalToSystem", "true");
	}
}

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "unpack-worker") == 0)
		return unpack_worker_main();
	log_least(LOG_ERROR);
	strcpy(folder, "/tmp/balai-sequencing-XXXXXX");
	if (!mkdtemp(folder) || blob_store_open(folder, &store))
		return 1;
	import("scorm2004-4");
	test_said();
	test_unsaid();
	test_third();
	arena_end(&mem);
	blob_store_close(&store);
	folder_remove(folder);
	return test_end();
}
