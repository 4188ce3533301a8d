/* The names of Kelola's sections and of their pages. */
import { phrases } from "./index";

export const words = phrases({
	"modules": "Modul",
	"approvals": "Persetujuan",
	"marking": "Penilaian",
	"marking.n": "Penilaian ({n})",
	"duties": "Perlu ditinjau",
	"tokens": "Sebutan instansi",
	"banks": "Bank soal",
	"events": "Kegiatan",
	"programmes": "Pelatihan",
	"people": "Orang",
	"names": "Nama yang diminta",
	"papers": "JP dan sertifikat",
	"server": "Server",
	"agencies": "Instansi",
	"storage": "Ruang simpan",
	"setup": "Persiapan",
}, {
	"modules": "Modules",
	"approvals": "Approvals",
	"marking": "Marking",
	"marking.n": "Marking ({n})",
	"duties": "To review",
	"tokens": "Agency's names",
	"banks": "Question banks",
	"events": "Events",
	"programmes": "Programmes",
	"people": "People",
	"names": "Names asked for",
	"papers": "JP and certificates",
	"server": "Server",
	"agencies": "Agencies",
	"storage": "Storage",
	"setup": "Setting up",
});

export type Name = Parameters<typeof words>[0];
