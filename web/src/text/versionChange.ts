/* What a version changed: apart from other words, since learners read it. */
import { phrases } from "./index";

export const words = phrases({
	"changed": "Yang berubah di versi ini",
	"changed.of": "Yang berubah di versi {n}",
	"why": "Alasannya:",
}, {
	"changed": "What changed in this version",
	"changed.of": "What changed in version {n}",
	"why": "Why:",
});
