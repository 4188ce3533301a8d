/*
 * What the player and the frame use of sequencing.
 *
 * The frame, for one unit:
 *
 *	const way = new Sequencer(state.tree, state.activity);
 *	way.enter(state.unit.key);
 *	createRuntime(way.prepare(state), { commit, navValid:
 *		(request, target) => way.navValid(request, target) });
 *
 * and with each set of fields way.record(fields), before item.activity =
 * way.state(). The app's page, for the whole module:
 *
 *	new Sequencer(tree, activity).open()	which unit to launch first
 *	way.outline()				what may be chosen
 *	way.request("continue")			which unit to launch next
 *	way.after(fields)			where the unit itself wants to go
 *
 * with the activity of the last Item, since the frame's is the newest.
 */

export { Sequencer } from "./tree";
export type { Entry, Outcome, Request, SequencerOptions, Summary }
	from "./tree";
