/* The moment that JP are earned. */
import { phrases } from "./index";

export const words = phrases({
	"done": "Selesai. {n} JP tercatat.",
	"line": "{n} JP tercatat.",
	"certificate": "Lihat sertifikat",
	"jp": "Lihat JP saya",
}, {
	"done": "Done. {n} JP recorded.",
	"line": "{n} JP recorded.",
	"certificate": "See the certificate",
	"jp": "See my JP",
});
