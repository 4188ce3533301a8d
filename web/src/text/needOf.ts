/* What a module or a programme answers, and the way to propose a topic. */
import { phrases } from "./index";

export const words = phrases({
	"answers": "Menjawab kebutuhan",
	"answers.supporters": "{n} pendukung",
	"answers.least": "sedikitnya {n} orang lain mendukung",
	"ask": "Tidak ketemu? Usulkan topik",
	"ask.more": "Perlu belajar hal lain? Lihat dan usulkan topik",
}, {
	"answers": "What it answers",
	"answers.supporters": "{n} {n|supporter|supporters}",
	"answers.least": "at least {n} others support it",
	"ask": "Not found? Propose a topic",
	"ask.more": "Need to learn something else? See and propose topics",
});
