/* Whatever an answer means, there is a sentence for it. */
#include "check.h"
#include "domain/lti_grade.h"
#include "lti/event.h"

static bool told(const char *code)
{
	return !*code || lti_fault_of(code) != LTI_OK;
}

int main(void)
{
	TEST("every answer of a gradebook that is no grade taken has its sentence")
	{
		static const char *const said[] = {
			"", "Incorrect score received", "User not found",
			"course has concluded", "timestamp",
			"maximum number of allowed attempts",
		};

		for (long status = 100; status < 600; status++)
			for (size_t i = 0; i < sizeof(said) / sizeof(*said);
			     i++)
				check(told(lti_answer_means(status,
							    said[i]).code));
	}
	return test_end();
}
