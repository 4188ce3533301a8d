/* The tables by which self-checks are graded in the browser hold here too. */
#include <math.h>
#include <string.h>

#include "check.h"
#include "domain/decimal.h"
#include "domain/grade.h"
#include "domain/paper.h"

static json_t *table(const char *path)
{
	json_error_t error;
	json_t *rows = json_load_file(path, JSON_DECODE_ANY, &error);

	if (!json_is_array(rows))
		printf("# %s: %s\n", path, error.text);
	return rows;
}

static const char *text_at(json_t *row, const char *key)
{
	return json_string_value(json_object_get(row, key));
}

static void numbers(void)
{
	json_t *rows = table("tests/practice/numbers.json"), *row;
	size_t i;

	TEST("numbers are read as in the browser") {
		check(json_array_size(rows) > 40);
		json_array_foreach(rows, i, row) {
			json_t *value = json_object_get(row, "value");
			double got = 0;
			const bool read = number_read(text_at(row, "text"),
						      text_at(row, "unit"),
						      &got);

			if (read != json_is_number(value) || (read &&
			    fabs(got - json_number_value(value)) > 1e-9))
				printf("# \"%s\": %g\n", text_at(row, "text"),
				       got);
			check(read == json_is_number(value));
			check(!read ||
			      fabs(got - json_number_value(value)) < 1e-9);
		}
	}
	json_decref(rows);
}

static struct paper_order as_written(struct arena *mem, size_t n)
{
	struct paper_order o = { arena_array(mem, size_t, n + 1), n };

	for (size_t i = 0; i < n; i++)
		o.at[i] = i;
	return o;
}

/* Nothing was shuffled: the tables have their texts in the order of bytes. */
static void paper_plain(struct arena *mem, json_t *row,
			struct paper_question *p)
{
	json_t *q = json_object_get(row, "question"), *gaps, *value;
	const char **texts, *name;
	size_t *of, n = 0;

	n = json_array_size(json_object_get(q, "choices")) +
	    json_array_size(json_object_get(q, "items"));
	*p = (struct paper_question){ .id = "Q", .from = "unit",
		.order = as_written(mem, n) };
	if (json_object_get(q, "pairs"))
		p->right = as_written(mem, paper_rights(mem, q, &texts, &of));
	gaps = json_object_get(q, "gaps");
	p->ngaps = json_array_size(gaps);
	p->gaps = arena_array(mem, struct paper_order, p->ngaps + 1);
	for (size_t i = 0; i < p->ngaps; i++)
		p->gaps[i] = as_written(mem, json_array_size(json_object_get(
			json_array_get(gaps, i), "choices")));
	p->parameters = arena_array(mem, struct paper_parameter, 9);
	json_object_foreach(json_object_get(row, "values"), name, value)
		p->parameters[p->nparameters++] = (struct paper_parameter){
			name, json_number_value(value) };
}

static void grades(void)
{
	json_t *rows = table("tests/practice/grades.json"), *row;
	struct arena mem = ARENA_INIT;
	size_t i;

	TEST("answers are graded as in the browser") {
		check(json_array_size(rows) > 25);
		json_array_foreach(rows, i, row) {
			struct paper_question p;
			struct grade g = { .state = GRADE_EMPTY };

			paper_plain(&mem, row, &p);
			question_grade(&mem, json_object_get(row, "question"),
				       &p, json_object_get(row, "response"),
				       &g);
			if (strcmp(grade_state_name(g.state),
				   text_at(row, "state")))
				printf("# %s\n", text_at(row, "what"));
			check_str(grade_state_name(g.state),
				  text_at(row, "state"));
			check(fabs(g.fraction - json_number_value(
				json_object_get(row, "fraction"))) < 1e-9);
		}
	}
	arena_end(&mem);
	json_decref(rows);
}

int main(void)
{
	numbers();
	grades();
	return test_end();
}
