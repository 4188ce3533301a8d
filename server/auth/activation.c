#include "auth/activation.h"

#include "auth/code.h"

void activation_code_new(char out[static ACTIVATION_SHOWN_SIZE])
{
	code_new(out, ACTIVATION_SHOWN_SIZE);
}

bool activation_code_form(const char *typed,
			  char out[static ACTIVATION_SHOWN_SIZE])
{
	return code_form(typed, out, ACTIVATION_SHOWN_SIZE);
}
