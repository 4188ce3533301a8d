#include "address.h"

#include <string.h>

#include "store/setting.h"

#define SETTING "address"

enum err address_known(const struct config *config, struct db *db,
		       const char **out)
{
	*out = config->url;
	return *config->url ? OK : setting_get(db, SETTING, out);
}

bool address_fits(const char *address)
{
	const char *host = text_starts(address, "https://") ? address + 8
			 : text_starts(address, "http://") ? address + 7 : "";
	const size_t n = strspn(host, "abcdefghijklmnopqrstuvwxyz"
				      "0123456789.-");

	if (!n || n > 253 || host[0] == '-' || host[0] == '.')
		return false;
	if (!host[n])
		return true;
	return host[n] == ':' && host[n + 1] && strlen(host + n + 1) <= 5 &&
	       host[n + 1 + strspn(host + n + 1, "0123456789")] == '\0';
}

enum err address_set(struct db *db, const char *address)
{
	return setting_put(db, SETTING, address);
}
