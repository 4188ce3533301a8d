/* Words of passing a module's public page on. */
import { phrases } from "./index";

export const words = phrases({
	"share": "Bagikan modul ini",
	"address": "Alamat halaman umum",
	"whatsapp": "Bagikan ke WhatsApp",
	"copy": "Salin alamat",
	"copied": "Disalin",
}, {
	"share": "Share this module",
	"address": "Address of the public page",
	"whatsapp": "Share on WhatsApp",
	"copy": "Copy the address",
	"copied": "Copied",
});
