#include "domain/roster.h"

#include <string.h>

#include "domain/org.h"

static const char *const columns[ROSTER_COLUMNS] = {
	[ROSTER_NAME] = "name", [ROSTER_NIP] = "nip", [ROSTER_UNIT] = "unit",
	[ROSTER_JOB] = "job", [ROSTER_KIND] = "kind", [ROSTER_EMAIL] = "email",
	[ROSTER_ROLES] = "roles", [ROSTER_LOGIN] = "login",
};

const char *roster_column_name(enum roster_column column)
{
	return columns[column];
}

enum roster_column roster_column_named(const char *name)
{
	enum roster_column c = ROSTER_NAME;

	while (c < ROSTER_COLUMNS && strcmp(columns[c], name))
		c++;
	return c;
}

struct meaning {
	const char *said, *means;
};

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static const char *meaning_of(const struct meaning *all, size_t n,
			      const char *said)
{
	for (size_t i = 0; i < n; i++)
		if (org_name_same(all[i].said, said))
			return all[i].means;
	return NULL;
}

const char *roster_kind(const char *cell)
{
	static const struct meaning kinds[] = {
		{ "PNS", "pns" }, { "ASN", "pns" }, { "CPNS", "cpns" },
		{ "Calon PNS", "cpns" }, { "PPPK", "pppk" }, { "P3K", "pppk" },
		{ "PPPK penuh waktu", "pppk" },
		{ "PPPK paruh waktu", "pppk-part" },
		{ "P3K paruh waktu", "pppk-part" },
		{ "Paruh waktu", "pppk-part" }, { "PPPK PW", "pppk-part" },
		{ "PPPK part-time", "pppk-part" }, { "PPPK part", "pppk-part" },
		{ "Non ASN", "other" }, { "Bukan ASN", "other" },
		{ "Honorer", "other" }, { "Kontrak", "other" },
		{ "Lainnya", "other" }, { "Lain", "other" },
		{ "Other", "other" },
	};

	return meaning_of(kinds, COUNT(kinds), cell);
}

static bool role_read(const char *said, unsigned *out)
{
	static const struct meaning roles[] = {
		{ "peserta", "learner" }, { "learner", "learner" },
		{ "pegawai", "learner" },
		{ "penulis", "author" }, { "author", "author" },
		{ "pemandu", "host" }, { "host", "host" },
		{ "penyelenggara", "organiser" }, { "organiser", "organiser" },
		{ "organizer", "organiser" }, { "atasan", "supervisor" },
		{ "supervisor", "supervisor" },
		{ "pimpinan", "leader" }, { "leader", "leader" },
		{ "admin", "admin" }, { "administrator", "admin" },
	};
	const char *means = meaning_of(roles, COUNT(roles), said);

	if (means)
		*out |= role_named(means);
	return means;
}

bool roster_roles(const char *cell, unsigned *out)
{
	char word[64];

	*out = 0;
	while (*cell) {
		const size_t n = strcspn(cell, ",;/");
		bool blank = true;

		for (size_t i = 0; i < n; i++)
			blank = blank && cell[i] == ' ';
		if (n >= sizeof(word))
			return false;
		memcpy(word, cell, n);
		word[n] = '\0';
		if (!blank && !role_read(word, out))
			return false;
		cell += n + (cell[n] != '\0');
	}
	return true;
}

static const struct {
	const char *code;
	enum roster_column column;
	struct phrase text;
} faults[ROSTER_FAULTS] = {
	[ROSTER_CELL_LONG] = { "cell_long", ROSTER_NAME, { {
		"Ada isian yang terlalu panjang.", "A cell is too long." } } },
	[ROSTER_NAME_MISSING] = { "name_missing", ROSTER_NAME, { {
		"Nama kosong.", "The name is missing." } } },
	[ROSTER_NAME_BAD] = { "name_bad", ROSTER_NAME, { {
		"Nama paling panjang 120 huruf, tanpa tanda tersembunyi.",
		"A name has at most 120 characters, none of them hidden." } } },
	[ROSTER_NIP_MISSING] = { "nip_missing", ROSTER_NIP, { {
		"NIP kosong. Untuk yang tidak punya NIP, isi nama masuk.",
		"The NIP is missing. Give a login to who has none." } } },
	[ROSTER_NIP_TWICE] = { "nip_twice", ROSTER_NIP, { {
		"NIP ini sudah ada di baris {line}. Perbaiki, atau lewati baris ini.",
		"Row {line} has this NIP already. Mend it, or skip this row." } } },
	[ROSTER_NIP_ELSEWHERE] = { "nip_elsewhere", ROSTER_NIP, { {
		"NIP ini terdaftar di instansi lain. Minta admin memindahkan orangnya.",
		"This NIP is registered with another agency. Ask an administrator to move the person." } } },
	[ROSTER_NAME_DIFFERS] = { "name_differs", ROSTER_NAME, { {
		"NIP ini sudah terdaftar atas nama {name}. Orang yang sama?",
		"This NIP is registered for {name}. Is it the same person?" } } },
	[ROSTER_LOGIN_BAD] = { "login_bad", ROSTER_LOGIN, { {
		"Nama masuk: 2 sampai 64 huruf kecil, angka, titik, garis bawah, atau tanda hubung.",
		"A login has 2 to 64 small letters, digits, dots, underscores or hyphens." } } },
	[ROSTER_LOGIN_TWICE] = { "login_twice", ROSTER_LOGIN, { {
		"Nama masuk ini sudah ada di baris {line}.",
		"Row {line} has this login already." } } },
	[ROSTER_LOGIN_TAKEN] = { "login_taken", ROSTER_LOGIN, { {
		"Nama masuk ini dipakai orang lain.",
		"This login belongs to somebody else." } } },
	[ROSTER_EMAIL_BAD] = { "email_bad", ROSTER_EMAIL, { {
		"Tulis alamat email lengkap, misalnya sari@contoh.go.id.",
		"Write the whole e-mail address, such as sari@example.go.id." } } },
	[ROSTER_EMAIL_TWICE] = { "email_twice", ROSTER_EMAIL, { {
		"Email ini sudah ada di baris {line}.",
		"Row {line} has this e-mail already." } } },
	[ROSTER_EMAIL_TAKEN] = { "email_taken", ROSTER_EMAIL, { {
		"Email ini dipakai orang lain.",
		"This e-mail belongs to somebody else." } } },
	[ROSTER_UNIT_UNKNOWN] = { "unit_unknown", ROSTER_UNIT, { {
		"Unit kerja ini belum ada.", "There is no such unit." } } },
	[ROSTER_UNIT_SEVERAL] = { "unit_several", ROSTER_UNIT, { {
		"Ada beberapa unit bernama ini. Pilih salah satu.",
		"Several units have this name. Choose one." } } },
	[ROSTER_UNIT_BAD] = { "unit_bad", ROSTER_UNIT, { {
		"Nama unit paling panjang 200 huruf, tanpa tanda tersembunyi.",
		"A unit's name has at most 200 characters, none of them hidden." } } },
	[ROSTER_JOB_UNKNOWN] = { "job_unknown", ROSTER_JOB, { {
		"Jabatan ini belum ada.", "There is no such job." } } },
	[ROSTER_JOB_BAD] = { "job_bad", ROSTER_JOB, { {
		"Nama jabatan paling panjang 200 huruf, tanpa tanda tersembunyi.",
		"A job's name has at most 200 characters, none of them hidden." } } },
	[ROSTER_JOB_ALONE] = { "job_alone", ROSTER_UNIT, { {
		"Isi unit kerjanya: jabatan dicatat bersama unit.",
		"Give the unit: a job is written down together with it." } } },
	[ROSTER_KIND_BAD] = { "kind_bad", ROSTER_KIND, { {
		"Jenis pegawai: PNS, CPNS, PPPK, PPPK paruh waktu, atau lainnya.",
		"Employee kinds are PNS, CPNS, PPPK, PPPK part-time, or other." } } },
	[ROSTER_ROLE_BAD] = { "role_bad", ROSTER_ROLES, { {
		"Peran: peserta, penulis, pemandu, penyelenggara, atasan, atau pimpinan.",
		"Roles are learner, author, host, organiser, supervisor, or leader." } } },
	[ROSTER_ROLE_ADMIN] = { "role_admin", ROSTER_ROLES, { {
		"Peran admin tidak diberikan lewat daftar.",
		"The role of an administrator is not given by a list." } } },
	[ROSTER_ADMIN] = { "admin", ROSTER_NIP, { {
		"Ini akun admin: hanya admin yang bisa mengubahnya. Lewati baris ini.",
		"This is an administrator's account, which administrators alone change. Skip this row." } } },
	[ROSTER_MOVE_EARLY] = { "move_early", ROSTER_UNIT, { {
		"Sudah tercatat di unit lain sesudah tanggal mulai itu.",
		"Another unit is written down after that day already." } } },
	[ROSTER_NIP_KIND] = { "nip_kind", ROSTER_KIND, { {
		"Jenis pegawai tidak cocok dengan NIP.",
		"The employee kind does not go with the NIP." } } },
	[ROSTER_DISABLED] = { "disabled", ROSTER_NAME, { {
		"Akun orang ini dinonaktifkan; datanya tetap diperbarui.",
		"This person's account is disabled; what is known of them is updated." } } },
};

const char *roster_fault_code(enum roster_fault fault)
{
	return faults[fault].code;
}

enum roster_column roster_fault_column(enum roster_fault fault)
{
	return faults[fault].column;
}

const struct phrase *roster_fault_text(enum roster_fault fault)
{
	return &faults[fault].text;
}
