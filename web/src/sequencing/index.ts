/* What the player and the frame use of sequencing. */

export { Sequencer } from "./tree";
export type { Entry, Outcome, Request, SequencerOptions, Summary }
	from "./tree";
