#include "jobs/letter.h"

#include "address.h"
#include "auth/account.h"
#include "auth/activation.h"
#include "auth/auth.h"
#include "auth/seal.h"
#include "base/ident.h"
#include "domain/notice.h"
#include "store/agency.h"
#include "store/mail.h"
#include "training/guest.h"

struct writing {
	const char *kind;
	struct phrase subject, body;
};

static const struct writing activation = {
	"activation",
	{ { "Aktifkan akun belajar Anda di {agency}",
	    "Activate your learning account at {agency}" } },
	{ { "{name},\n\n"
	    "{agency} membuat akun belajar untuk Anda.\n\n"
	    "1. Buka {link}\n"
	    "2. Isi NIP atau nama masuk Anda, dan kode {code}\n"
	    "3. Buat kata sandi Anda\n\n"
	    "Kode berlaku satu kali dan 14 hari. Jangan teruskan surat ini.\n\n"
	    "{help}\n",
	    "{name},\n\n"
	    "{agency} has made a learning account for you.\n\n"
	    "1. Open {link}\n"
	    "2. Enter your NIP or login, and the code {code}\n"
	    "3. Make your own password\n\n"
	    "The code works once, for 14 days. Do not pass this letter on.\n\n"
	    "{help}\n" } },
};

static const struct writing reset = {
	"reset",
	{ { "Kata sandi baru untuk akun Anda di {agency}",
	    "A new password for your account at {agency}" } },
	{ { "{name},\n\n"
	    "seseorang, mungkin Anda, meminta kata sandi baru.\n\n"
	    "Buka tautan ini untuk masuk dan membuatnya. Tautan berlaku satu kali dan 24 jam:\n"
	    "{link}\n\n"
	    "Bila bukan Anda yang meminta, abaikan surat ini: kata sandi Anda tidak berubah.\n\n"
	    "{help}\n",
	    "{name},\n\n"
	    "somebody, probably you, asked for a new password.\n\n"
	    "Open this link to sign in and make one. It works once, for 24 hours:\n"
	    "{link}\n\n"
	    "If it was not you, ignore this letter: your password has not changed.\n\n"
	    "{help}\n" } },
};

static const struct writing proof = {
	"proof",
	{ { "Kode untuk menyatukan kegiatan Anda di {agency}",
	    "A code to bring your events together at {agency}" } },
	{ { "{name},\n\n"
	    "Kode Anda: {code}\n\n"
	    "Ketik di halaman Data saya, {link}, agar kegiatan dan sertifikat yang Anda ikuti\n"
	    "sebagai tamu dengan alamat email ini masuk ke akun Anda. Kode berlaku 15 menit.\n\n"
	    "Bila bukan Anda yang meminta, abaikan surat ini dan jangan berikan kodenya.\n\n"
	    "{help}\n",
	    "{name},\n\n"
	    "Your code: {code}\n\n"
	    "Type it on the page My data, {link}, to bring the events and certificates you have\n"
	    "as a guest with this address into your account. The code works for 15 minutes.\n\n"
	    "If it was not you who asked, ignore this letter and give the code to nobody.\n\n"
	    "{help}\n" } },
};

enum err letter_possible(const struct server *server, struct db *db, bool *out)
{
	struct mail_setting setting;
	const char *address;
	enum err e;

	*out = false;
	if ((e = address_known(server->config, db, &address)) ||
	    (e = mail_setting_get(db, &setting)))
		return e == ERR_NOT_FOUND ? OK : e;
	*out = address != NULL;
	return OK;
}

static enum err letter_add(const struct server *server, struct db *db,
			   enum lang lang, const struct writing *w,
			   const struct person *p, const char *path,
			   const char *code, int64_t now)
{
	struct arena *mem = db_arena(db);
	struct agency agency;
	const char *address;
	enum err e;

	if ((e = agency_first(db, &agency)) ||
	    (e = address_known(server->config, db, &address)))
		return e;
	if (!address)
		return fail(ERR_CONFLICT, "no address to write into a letter");
	const struct text_value values[] = {
		{ "name", p->name }, { "agency", agency.name },
		{ "link", arena_format(mem, "%s%s", address, path) },
		{ "code", code }, { "help", agency.help }, { NULL, NULL },
	};

	return mail_add(db, &(struct mail){
		.id = ident_make(mem, now),
		.person_id = p->id,
		.kind = w->kind,
		.recipient = p->email,
		.subject = text_fill(mem, w->subject.in[lang], values),
		.body = seal_text(server->auth->seal_key, mem,
				  text_fill(mem, w->body.in[lang], values)),
		.created_at = now,
	});
}

enum err letter_activation(const struct server *server, struct db *db,
			   enum lang lang, const struct person *p,
			   const char *code, int64_t now)
{
	const char *path = arena_format(db_arena(db), ACTIVATION_PATH "%s",
					code);

	return letter_add(server, db, lang, &activation, p, path, code, now);
}

enum err letter_proof(const struct server *server, struct db *db,
		      enum lang lang, const struct person *p, const char *to,
		      const char *code, int64_t now)
{
	struct person there = *p;

	there.email = to;
	return letter_add(server, db, lang, &proof, &there, "/saya/data", code,
			  now);
}

enum err letter_reset(const struct server *server, struct db *db,
		      enum lang lang, const struct person *p,
		      const char *token, int64_t now)
{
	const char *path = arena_format(db_arena(db), ACCOUNT_LINK_PATH "%s",
					token);

	return letter_add(server, db, lang, &reset, p, path, "", now);
}

static const struct phrase notice_body = { {
	"{name},\n\n"
	"{words}\n\n"
	"{link}\n\n"
	"{help}\n",
	"{name},\n\n"
	"{words}\n\n"
	"{link}\n\n"
	"{help}\n" } };

/* A guest has no account to sign in with: their own link leads to the event. */
static const char *notice_path(const struct server *server, struct arena *mem,
			       const struct notice *of)
{
	const struct guest g = { .person_id = of->person_id,
				 .epoch = of->guest_epoch };
	char token[GUEST_TOKEN_SIZE];

	if (!of->guest)
		return of->href;
	guest_token(server->auth, &g, token);
	return arena_format(mem, GUEST_LINK_PATH "%s", token);
}

/* Indonesian: nobody asked for it, so no language is known. */
enum err letter_notice(const struct server *server, struct db *db,
		       const struct notice *of, int64_t now)
{
	const struct person p = { .id = of->person_id, .name = of->name,
				  .email = of->email };
	struct notice_words said;
	enum notice_kind kind;
	struct writing w = { .kind = "notice" };

	if (!notice_named(of->kind, &kind))
		return OK;
	said = notice_fill(db_arena(db), LANG_ID, kind, of->detail);
	const struct text_value words[] = { { "words", said.words },
					    { NULL, NULL } };

	w.subject.in[LANG_ID] = said.title;
	w.body.in[LANG_ID] = text_fill(db_arena(db), notice_body.in[LANG_ID],
				       words);
	return letter_add(server, db, LANG_ID, &w, &p,
			  notice_path(server, db_arena(db), of), "", now);
}

static const struct phrase guest_subject = { {
	"Tautan pribadi Anda: {title}", "Your personal link: {title}" } };
static const struct phrase guest_body = { {
	"{name},\n\n"
	"Anda mendaftar untuk {title}\n{when}.\n\n"
	"Ini tautan pribadi Anda, untuk bergabung, presensi, dan sertifikat. Jangan diteruskan:\n"
	"{link}\n\n"
	"Bila bukan Anda yang mendaftar, abaikan surat ini.\n\n"
	"{help}\n",
	"{name},\n\n"
	"you registered for {title}\n{when}.\n\n"
	"This is your personal link, to join, for attendance and certificate. Do not pass it on:\n"
	"{link}\n\n"
	"If it was not you who registered, ignore this letter.\n\n"
	"{help}\n" } };

enum err letter_guest(const struct server *server, struct db *db,
		      enum lang lang, const struct person *p,
		      const char *title, const char *when, const char *path,
		      int64_t now)
{
	struct arena *mem = db_arena(db);
	const struct text_value values[] = {
		{ "title", title }, { "when", when }, { NULL, NULL } };
	struct writing w = { .kind = "notice" };

	w.subject.in[lang] = text_fill(mem, guest_subject.in[lang], values);
	w.body.in[lang] = text_fill(mem, guest_body.in[lang], values);
	return letter_add(server, db, lang, &w, p, path, "", now);
}

/* ---- Follow-ups ----------------------------------------------------------- */

static const struct phrase followup_again = { {
	"Pengingat: {subject}", "Reminder: {subject}" } };

static const struct { struct phrase subject, lead; } followup_roles[] = {
	[FOLLOWUP_LEARNER] = {
		{ { "Bagaimana rencana Anda dari “{title}”?",
		    "How is your plan from “{title}” going?" } },
		{ { "Sesudah “{title}” Anda menulis rencana aksi. Bagaimana kelanjutannya?",
		    "After “{title}” you wrote an action plan. How is it going?" } } },
	[FOLLOWUP_SUPERIOR] = {
		{ { "Setengah menit tentang rencana {learner}",
		    "Half a minute about the plan of {learner}" } },
		{ { "{learner}{unit} menyelesaikan “{title}” dan menulis rencana aksi untuk pekerjaannya. Anda tercatat sebagai atasannya: apakah rencana itu diterapkan?",
		    "{learner}{unit} has finished “{title}” and wrote an action plan for their work. You are named as the superior: was that plan put to work?" } } },
	[FOLLOWUP_COLLEAGUE] = {
		{ { "Setengah menit tentang rencana {learner}",
		    "Half a minute about the plan of {learner}" } },
		{ { "{learner}{unit} menyelesaikan “{title}” dan menulis rencana aksi untuk pekerjaannya. Anda disebut sebagai rekan kerjanya: apa yang Anda lihat?",
		    "{learner}{unit} has finished “{title}” and wrote an action plan for their work. You are named as a colleague: what have you seen?" } } },
};

static const struct phrase followup_body = { {
	"{name},\n\n"
	"{lead}\n\n"
	"Jawab dalam setengah menit, tanpa akun:\n"
	"{link}\n\n"
	"Tautan ini untuk Anda sendiri, sekali pakai, dan berlaku sampai {until}.\n"
	"{who}\n\n",
	"In English: {link}?lang=en\n"
	"{lead} The link is for you alone, works once, until {until}.\n"
	"{who}\n\n"
	"{help}\n" } };

static const struct phrase followup_who[] = {
	[FOLLOWUP_LEARNER] = { {
		"Jawaban Anda tersimpan pada rencana Anda. Pengingat dapat Anda hentikan di halaman itu.",
		"Your answer is kept with your plan. That page also stops these reminders." } },
	[FOLLOWUP_SUPERIOR] = { {
		"Jawaban Anda dibaca {learner}; selain itu hanya dihitung bersama jawaban orang lain.\n"
		"Alamat Anda berasal dari {learner} atau {agency}. Bila bukan untuk Anda, buka tautan dan pilih “Bukan saya”: tidak ada surat lagi.",
		"Your answer is read by {learner}, and otherwise only counted together with those of others.\n"
		"Your address comes from {learner} or {agency}. If this is not for you, open the link and choose “That is not me”: no more letters come." } },
	[FOLLOWUP_COLLEAGUE] = { {
		"Jawaban Anda dibaca {learner}; selain itu hanya dihitung bersama jawaban orang lain.\n"
		"Alamat Anda berasal dari {learner}. Bila bukan untuk Anda, buka tautan dan pilih “Bukan saya”: tidak ada surat lagi.",
		"Your answer is read by {learner}, and otherwise only counted together with those of others.\n"
		"Your address comes from {learner}. If this is not for you, open the link and choose “That is not me”: no more letters come." } },
};

/* What it says in that language; {link}, {agency} and {help} still stand. */
static const char *followup_words(struct arena *mem, enum lang lang,
				  const struct followup_letter *l)
{
	const struct text_value first[] = {
		{ "learner", l->learner }, { "title", l->title },
		{ "unit", *l->unit ? arena_format(mem, " (%s)", l->unit)
				   : "" },
		{ NULL, NULL },
	};
	const struct text_value values[] = {
		{ "lead", text_fill(mem, followup_roles[l->role].lead.in[lang],
				    first) },
		{ "who", text_fill(mem, followup_who[l->role].in[lang],
				   first) },
		{ "until", notice_moment(mem, lang, ZONE_WIB, l->until) },
		{ NULL, NULL },
	};

	return text_fill(mem, followup_body.in[lang], values);
}

static const char *followup_subject(struct arena *mem,
				    const struct followup_letter *l)
{
	const struct text_value values[] = {
		{ "learner", l->learner }, { "title", l->title },
		{ NULL, NULL },
	};
	const char *subject = text_fill(mem,
		followup_roles[l->role].subject.in[LANG_ID], values);
	const struct text_value whole[] = { { "subject", subject },
					    { NULL, NULL } };

	return l->again ? text_fill(mem, followup_again.in[LANG_ID], whole)
			: subject;
}

enum err letter_followup(const struct server *server, struct db *db,
			 const struct followup_letter *l, int64_t now)
{
	struct arena *mem = db_arena(db);
	const struct person p = { .id = l->person_id, .name = l->name,
				  .email = l->email };
	struct writing w = { .kind = "followup" };

	w.subject.in[LANG_ID] = followup_subject(mem, l);
	w.body.in[LANG_ID] = arena_format(mem, "%s%s",
		followup_words(mem, LANG_ID, l),
		followup_words(mem, LANG_EN, l));
	return letter_add(server, db, LANG_ID, &w, &p, l->path, "", now);
}
