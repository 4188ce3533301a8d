/*
 * The choices of a question, and which of them somebody took, as statistics
 * count them (question_statistics.h): by the author's places.
 */
#ifndef DOMAIN_QUESTION_CHOICE_H
#define DOMAIN_QUESTION_CHOICE_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

/*
 * How many there are, and a bit for each right one. True and false are a first
 * and a second choice. 0 of other types, and of NULL: a question that is not
 * known any more.
 */
size_t question_choices(json_t *question, uint32_t *right);

/* A bit for each that was taken, of the choice of a sitting_mark: "[2]",
   "[1,0,1]", "[null]" or NULL. */
uint32_t question_chosen(json_t *question, const char *choice);

#endif
