#include "manifest_objectives.h"

#include <string.h>

#include "manifest_field.h"

static const struct field map_of_imsss[] = {
	FLAG("readSatisfiedStatus", YES), FLAG("readNormalizedMeasure", YES),
	FLAG("writeSatisfiedStatus", NO), FLAG("writeNormalizedMeasure", NO),
	END,
};

static const struct field map_of_adlseq[] = {
	FLAG("readRawScore", YES), FLAG("readMinScore", YES),
	FLAG("readMaxScore", YES), FLAG("readCompletionStatus", YES),
	FLAG("readProgressMeasure", YES), FLAG("writeRawScore", NO),
	FLAG("writeMinScore", NO), FLAG("writeMaxScore", NO),
	FLAG("writeCompletionStatus", NO), FLAG("writeProgressMeasure", NO),
	END,
};

static json_t *map_read(struct manifest *m, const xmlNode *x)
{
	const char *target = xml_attr(m->mem, x, "targetObjectiveID");
	json_t *map = json_object();

	json_object_set_new(map, "target", json_string(target ? target : ""));
	return fields_into(m, x, map_of_imsss, map);
}

static json_t *objective_read(struct manifest *m, const xmlNode *x,
			      bool primary)
{
	static const struct field measure = {
		"minNormalizedMeasure", "minNormalizedMeasure", NUMBER, NULL,
		1, -1, 1,
	};
	const char *id = xml_attr(m->mem, x, "objectiveID");
	const char *min = xml_text(m->mem, xml_child(x, measure.attr));
	json_t *maps = json_array();

	xml_each(map, x, "mapInfo")
		json_array_append_new(maps, map_read(m, map));
	return json_pack("{s:s, s:b, s:b, s:o, s:o}",
		"id", id ? id : "", "primary", primary, "satisfiedByMeasure",
		xml_bool(xml_attr(m->mem, x, "satisfiedByMeasure"), false),
		measure.key, manifest_number(m, &measure, *min ? min : NULL),
		"maps", maps);
}

static json_t *objectives_imsss(struct manifest *m, const xmlNode *xml)
{
	json_t *out = json_array();

	json_array_append_new(out, objective_read(m,
		xml_child(xml, "primaryObjective"), true));
	xml_each(x, xml, "objective")
		json_array_append_new(out, objective_read(m, x, false));
	return out;
}

/* NULL too when all that were looked through are more than anybody means. */
static json_t *find_by(struct manifest *m, json_t *list, const char *key,
		       const char *value)
{
	json_t *item;
	size_t i;

	json_array_foreach(list, i, item) {
		if (++m->nsteps > MANIFEST_STEPS_MAX)
			return NULL;
		if (strcmp(json_string_value(json_object_get(item, key)), value)
		    == 0)
			return item;
	}
	return NULL;
}

/*
 * 4th edition: an <adlseq:objective> adds maps of scores and progress to the
 * objective of the same id, beside the maps that it has.
 */
static void objectives_adlseq(struct manifest *m, const xmlNode *xml,
			      json_t *objectives)
{
	xml_each(x, xml, "objective") {
		const char *id = xml_attr(m->mem, x, "objectiveID");
		json_t *objective = find_by(m, objectives, "id", id ? id : "");

		if (!objective)
			continue;
		xml_each(info, x, "mapInfo") {
			json_t *maps = json_object_get(objective, "maps");
			const char *to = xml_attr(m->mem, info,
						  "targetObjectiveID");
			json_t *map = find_by(m, maps, "target",
					      to ? to : "");

			/* One that only ADL knows reads nothing of IMS's. */
			if (!map) {
				map = json_pack("{s:s, s:b, s:b, s:b, s:b}",
					"target", to ? to : "",
					"readSatisfiedStatus", 0,
					"readNormalizedMeasure", 0,
					"writeSatisfiedStatus", 0,
					"writeNormalizedMeasure", 0);
				json_array_append_new(maps, map);
			}
			fields_into(m, info, map_of_adlseq, map);
		}
	}
}

static bool of_adl(const xmlNode *n)
{
	return n && n->ns && n->ns->href &&
	       strstr((const char *)n->ns->href, "adlseq");
}

/* <imsss:objectives> and <adlseq:objectives> stand side by side. */
static const xmlNode *objectives_of(const xmlNode *seq, bool adl)
{
	xml_each(x, seq, "objectives")
		if (of_adl(x) == adl)
			return x;
	return NULL;
}

json_t *objectives_read(struct manifest *m, const xmlNode *seq,
			const xmlNode *shared)
{
	const xmlNode *own = objectives_of(seq, false);
	const xmlNode *adl = objectives_of(seq, true);
	json_t *out;

	out = objectives_imsss(m, own ? own : objectives_of(shared, false));
	objectives_adlseq(m, adl ? adl : objectives_of(shared, true), out);
	return out;
}
