/*
 * Questions as rows of a table: what people fill in in a spreadsheet. The
 * browser reads the spreadsheet, here come rows of text.
 *
 * Columns are found by their headings, Indonesian or English, in any order:
 * Jenis, Soal, Pilihan A to F, Kunci, Nilai, Tag, Umpan balik benar, Umpan balik
 * salah, Toleransi, Dasar, Kode. A fault names its column.
 */
#ifndef CONTENT_QUESTIONS_ROWS_H
#define CONTENT_QUESTIONS_ROWS_H

#include "questions/question_set.h"

#define ROWS_COLUMNS_MOST 60

/*
 * {"rows":[["Jenis","Soal",…],["pilihan ganda",…],…]}: the first one that is not
 * empty has the headings. `line` of what is told is the row, from 1.
 */
void rows_read(struct arena *, const json_t *, struct question_set *out);

#endif
