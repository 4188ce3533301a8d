/*
 * A module's folder on a disk, and the archive that is made of it.
 *
 * The same folder makes the same archive, byte for byte: names in order, one
 * date, one way of compressing, nobody's name. Hidden files and what editors
 * and systems leave behind are passed over.
 */
#ifndef CONTENT_PACK_H
#define CONTENT_PACK_H

#include "native.h"

/*
 * Open the folder; its files are in order of their paths. ERR_NOT_FOUND when
 * there is none, ERR_INVALID when it is no folder, ERR_INTERNAL when it cannot
 * be read. It is given back by pack_folder_close.
 */
enum err pack_folder_open(struct arena *, const char *dir,
			  struct native_folder *out);
void pack_folder_close(struct native_folder *);

/*
 * Write the zip under a name beside `path`, which then becomes that. `size` is
 * that of the archive. The folder can open its files. For the same bytes on
 * every machine the time zone must be UTC: zip has none.
 */
enum err pack_write(const struct native_folder *, const char *path,
		    uint64_t *size);

#endif
