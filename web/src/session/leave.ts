/*
 * Signing out: what is not sent yet goes first, as far as the line allows; the
 * rest waits on this device for its owner.
 */
import { queueFlush } from "../queue";
import { signOut } from "./session";

const PATIENCE_MS = 8_000;

export async function leave(): Promise<void> {
	await queueFlush(PATIENCE_MS).catch(() => false);
	await signOut();
}
