/* What the frame and the player use of the run-time. */

export { createRuntime } from "./runtime";
export type * from "./types";
