/* Words of a module's pages for those who answer for it. */
import { phrases } from "./index";

export const words = phrases({
	"pages": "Halaman modul ini",
	"page.versi": "Versi",
	"page.nilai": "Nilai",
	"page.soal": "Soal",
	"page.angka": "Angka soal",
	"page.petunjuk": "Petunjuk",
	"page.survei": "Survei",
	"page.sunting": "Sunting",
}, {
	"pages": "Pages of this module",
	"page.versi": "Versions",
	"page.nilai": "Scores",
	"page.soal": "Questions",
	"page.angka": "Numbers",
	"page.petunjuk": "Hints",
	"page.survei": "Survey",
	"page.sunting": "Edit",
});
