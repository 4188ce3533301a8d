/* What a version changed: apart from other words, since learners read it. */
import { phrases } from "./index";

export const words = phrases({
	"changed": "Yang berubah di versi ini",
	"why": "Alasannya:",
}, {
	"changed": "What changed in this version",
	"why": "Why:",
});
