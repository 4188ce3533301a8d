/*
 * IMS Simple Sequencing and the ADL extensions, as JSON from which an activity
 * tree can be run. What the manifest does not say is filled in with the default
 * of the standard (SCORM 2004 4th ed., SN book), so a reader asks no questions.
 *
 *	{
 *	 "controlMode": {"choice":true,"choiceExit":true,"flow":false,
 *	   "forwardOnly":false,"useCurrentAttemptObjectiveInfo":true,
 *	   "useCurrentAttemptProgressInfo":true},
 *	 "rules": {"pre":[R…],"exit":[R…],"post":[R…]}, where R is
 *	   {"combination":"all"|"any","action":"skip"…,"conditions":
 *	    [{"condition":"satisfied"…,"not":false,"objective":"id"|null,
 *	      "measure":0.5|null}]}
 *	 "limits": {"attempts":3|null,"duration":"PT1H"|null},
 *	   (attemptLimit, attemptAbsoluteDurationLimit; others as written)
 *	 "rollup": {"objectiveSatisfied":true,"progressCompletion":true,
 *	   "objectiveMeasureWeight":1,"rules":[{"childActivitySet":"all",
 *	    "minimumCount":0,"minimumPercent":0,"combination":"any",
 *	    "action":"satisfied","conditions":[{"condition","not"}]}]},
 *	 "rollupConsiderations": {"requiredForSatisfied":"always",
 *	   "requiredForNotSatisfied":"always","requiredForCompleted":"always",
 *	   "requiredForIncomplete":"always","measureSatisfactionIfActive":true},
 *	 "constrainedChoice": {"preventActivation":false,
 *	   "constrainChoice":false},
 *	 "objectives": [{"id":"…","primary":true,"satisfiedByMeasure":false,
 *	   "minNormalizedMeasure":1,"maps":[{"target":"…",
 *	    "readSatisfiedStatus":true,"readNormalizedMeasure":true,
 *	    "writeSatisfiedStatus":false,"writeNormalizedMeasure":false,
 *	    "readRawScore":true,"readMinScore":true,"readMaxScore":true,
 *	    "readCompletionStatus":true,"readProgressMeasure":true,
 *	    "writeRawScore":false,"writeMinScore":false,"writeMaxScore":false,
 *	    "writeCompletionStatus":false,"writeProgressMeasure":false}]}],
 *	 "randomization": {"randomizationTiming":"never","selectCount":null,
 *	   "reorderChildren":false,"selectionTiming":"never"},
 *	 "delivery": {"tracked":true,"completionSetByContent":false,
 *	   "objectiveSetByContent":false},
 *	 "hideLmsUi": ["continue","previous","exit","abandon",…],
 *	 "completion": {"byMeasure":false,"minProgress":1,"weight":1},
 *	 "data": [{"target":"…","read":true,"write":true}],
 *	 "objectivesGlobalToSystem": true, "sharedDataGlobalToSystem": true
 *	}
 *
 * The last two are of the organization, and stand at the root only. The primary
 * objective is first, and there always is one ("id" "" when it has none).
 * minimumPercent is a fraction, 0 to 1, as in the manifest.
 */
#ifndef CONTENT_MANIFEST_SEQUENCING_H
#define CONTENT_MANIFEST_SEQUENCING_H

#include "manifest.h"

/*
 * Read the sequencing of `item` (an item or the organization) into `node`:
 * sequencing, objectives, the completion threshold, max_time_allowed.
 * `collection` is the manifest's sequencingCollection or NULL, the same every
 * time. Refused when too much is taken from it.
 */
enum err sequencing_read(struct manifest *, const xmlNode *item,
			 const xmlNode *collection, struct package_node *node);

#endif
