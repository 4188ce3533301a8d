/* A row of jp_entry, with reversed_by, as a struct: for store/jp*.c alone. */
#ifndef STORE_JP_ROW_H
#define STORE_JP_ROW_H

#include "store/jp.h"

void jp_entry_row(const struct rows *, size_t row, struct jp_entry *out);

#endif
