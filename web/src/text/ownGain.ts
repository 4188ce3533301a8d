/* Words of one's own gain: apart from the others, since phones fetch them. */
import { phrases } from "./index";

export const words = phrases({
	"own": "Sebelum {before} dari {most}, sesudah {after} dari {of}.",
	"own.first": "Sebelum {before} dari {most}, sesudah {after} dari {of} (percobaan pertama).",
}, {
	"own": "Before {before} of {most}, afterwards {after} of {of}.",
	"own.first": "Before {before} of {most}, afterwards {after} of {of} (first tries).",
});
