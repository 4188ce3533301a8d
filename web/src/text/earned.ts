/* The moment that JP are earned. */
import { phrases } from "./index";

export const words = phrases({
	"line": "{n} JP tercatat.",
	"certificate": "Lihat sertifikat",
	"jp": "Lihat JP saya",
}, {
	"line": "{n} JP recorded.",
	"certificate": "See the certificate",
	"jp": "See my JP",
});
