/* Why a request came to nothing, for who reads of it. */
#include "lti/telling.h"

#include "check.h"

static struct arena mem = ARENA_INIT;

static const char *told(const char *why)
{
	return lti_why_told(&mem, LANG_EN, why);
}

static void whys(void)
{
	TEST("every way in which a request fails has words in both languages")
		for (int i = FETCH_URL; i <= FETCH_OTHER; i++) {
			const char *name = fetch_fault_name((enum fetch_fault)i);

			check(strcmp(lti_why_told(&mem, LANG_ID, name), name));
			check(strcmp(lti_why_told(&mem, LANG_ID, name),
				     told(name)));
		}
	TEST("curl's own words stand behind, where they help") {
		check_str(told("tls: self-signed certificate"),
			  "its https certificate cannot be trusted "
			  "(self-signed certificate)");
		check_str(told("private: Could not connect to server"),
			  told("private"));
	}
	TEST("a status is told as one, and what is none of ours stays") {
		check_str(told("status 404"),
			  "it answers with HTTP status 404");
		check_str(told("privately"), "privately");
		check_str(told(""), "");
	}
	TEST("an address in a private network names the setting that opens it") {
		check(strstr(lti_why_todo("private: x")->in[LANG_ID],
			     "--lti-network"));
		check(strstr(lti_url_fault("https://10.1.2.3/", NULL)
				->in[LANG_EN], "--lti-network"));
		check(!strstr(lti_url_fault("http://lms.example/", NULL)
				->in[LANG_EN], "--lti-network"));
		check(!lti_url_fault("https://lms.example/", NULL));
		check(!lti_why_todo("status 404"));
		check(!lti_why_todo("time"));
	}
}

static void kept(void)
{
	TEST("what came of a request is kept in a form that is read again") {
		check_str(lti_why(&mem, &(struct fetch_answer){
			.fault = FETCH_TLS, .why = "no" }), "tls: no");
		check_str(lti_why(&mem, &(struct fetch_answer){
			.fault = FETCH_URL, .why = "" }), "url");
		check_str(lti_why(&mem, &(struct fetch_answer){
			.status = 503, .why = "" }), "status 503");
		check_str(lti_why(&mem, &(struct fetch_answer){
			.status = 200, .why = "" }), "");
	}
}

static void faults(void)
{
	json_t *facts = json_pack("{s:s, s:i}", "why", "private: no", "n", 3);

	TEST("keys behind a private address say so, and what to do about it") {
		check_str(lti_fault_told(&mem, LANG_EN, LTI_keys_away, facts),
			  "That system's keys could not be fetched: its "
			  "address leads into an internal network, which "
			  "Balai does not ask.");
		check(strstr(lti_fault_todo(&mem, LANG_EN, LTI_keys_away,
					    facts), "--lti-network"));
	}
	TEST("another fault's facts stay as they are, and its advice too") {
		check_str(lti_fault_told(&mem, LANG_EN, LTI_token_bad, facts),
			  "The other system's token cannot be read "
			  "(private: no).");
		check_str(lti_fault_todo(&mem, LANG_EN, LTI_token_bad, facts),
			  lti_fault_advice(LTI_token_bad)->in[LANG_EN]);
		check_str(lti_fault_todo(&mem, LANG_EN, LTI_OK, NULL), "");
		check_str(lti_fault_told(&mem, LANG_EN, LTI_OK, NULL), "");
	}
	json_decref(facts);
}

int main(void)
{
	whys();
	kept();
	faults();
	arena_end(&mem);
	return test_end();
}
