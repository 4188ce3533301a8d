/* Names that are told apart. */
#include "domain/uuid.h"

#include <string.h>

#include "check.h"

int main(void)
{
	char one[UUID_SIZE], two[UUID_SIZE];

	TEST("a name has one UUID, and its kind another") {
		uuid_named("registration", "a", one);
		uuid_named("registration", "a", two);
		check(uuid_valid(one));
		check_str(one, two);
		uuid_named("launched", "a", two);
		check(strcmp(one, two) != 0);
	}
	return test_end();
}
