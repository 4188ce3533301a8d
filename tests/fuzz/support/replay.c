/*
 * The files of a corpus through a target, without libFuzzer:
 *
 *	fuzz-NAME FOLDER
 *
 * What is wrong stops it, and the sanitizers say where.
 */
#include <dirent.h>
#include <sys/stat.h>

#include "fuzz.h"
#include "unpack.h"

static char path[4096];

static void replay(void)
{
	FILE *f = fopen(path, "rb");
	struct stat st;
	uint8_t *bytes;

	must(f && fstat(fileno(f), &st) == 0);
	/* Exactly as many, so that one too far is seen. */
	bytes = malloc(st.st_size ? (size_t)st.st_size : 1);
	must(bytes && fread(bytes, 1, (size_t)st.st_size, f) ==
			      (size_t)st.st_size);
	fclose(f);
	LLVMFuzzerTestOneInput(bytes, (size_t)st.st_size);
	free(bytes);
}

int main(int argc, char **argv)
{
	struct dirent **names;
	int n, count = 0;

	if (argc > 1 && strcmp(argv[1], "unpack-worker") == 0)
		return unpack_worker_main();
	n = argc > 1 ? scandir(argv[1], &names, NULL, alphasort) : -1;
	if (n < 0) {
		fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
		return 2;
	}
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "%s/%s", argv[1],
			 names[i]->d_name);
		if (names[i]->d_name[0] != '.') {
			printf("# %s\n", path);
			fflush(stdout);
			replay();
			count++;
		}
		free(names[i]);
	}
	free(names);
	must(count > 0);
	printf("ok - all %d inputs of %s are read without harm\n", count,
	       strrchr(argv[1], '/') ? strrchr(argv[1], '/') + 1 : argv[1]);
	return 0;
}
