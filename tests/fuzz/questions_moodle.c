/*
 * Moodle XML: what is taken is a question, and nothing is silent.
 */
#include "support/questions.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	questions_fuzz(QUESTIONS_MOODLE, "q.xml", bytes, size);
	return 0;
}
