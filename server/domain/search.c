#include "domain/search.h"

#include <libstemmer.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "domain/module.h"

struct search_bag {
	struct arena *mem;
	struct search_word *words;	/* in order of occurrence */
	size_t n, most, room;
	uint32_t *slots;		/* of the hash table: place in words + 1 */
	size_t nslots;
	struct sb_stemmer *indonesian, *english;
};

/* Both languages' words that stand in every text. */
static const char *const stops[] = {
	"a", "ada", "adalah", "agar", "akan", "an", "and", "anda", "antara",
	"are", "as", "at", "atau", "bagi", "bahwa", "be", "bisa", "by", "can",
	"dalam", "dan", "dapat", "dari", "dengan", "di", "for", "from",
	"hal", "harus", "has", "have", "in", "ini", "is", "itu",
	"jika", "juga", "karena", "ke", "kepada", "lain", "maka", "not", "of",
	"oleh", "on", "or", "pada", "para", "saat", "sebagai", "sebuah",
	"secara", "seperti", "serta", "setiap", "suatu", "sudah", "telah",
	"tersebut", "that", "the", "this", "tidak", "to", "untuk", "was",
	"were", "will", "with", "yaitu", "yang", "you", "your",
};

static int by_text(const void *a, const void *b)
{
	return strcmp(a, *(const char *const *)b);
}

static bool is_stop(const char *word)
{
	return bsearch(word, stops, sizeof(stops) / sizeof(*stops),
		       sizeof(*stops), by_text);
}

static void stemmer_end(void *stemmer)
{
	sb_stemmer_delete(stemmer);
}

static struct sb_stemmer *stemmer_new(struct arena *mem, const char *language)
{
	struct sb_stemmer *s = sb_stemmer_new(language, NULL);

	if (!s)
		abort();	/* the library is not the one we were built with */
	arena_own(mem, s, stemmer_end);
	return s;
}

struct search_bag *search_bag_new(struct arena *mem, size_t most)
{
	struct search_bag *b = arena_new(mem, struct search_bag);

	b->mem = mem;
	b->most = most;
	for (b->nslots = 64; b->nslots < 2 * most; b->nslots *= 2)
		;
	b->slots = arena_array(mem, uint32_t, b->nslots);
	b->indonesian = stemmer_new(mem, "indonesian");
	b->english = stemmer_new(mem, "english");
	return b;
}

static const char *stem(struct search_bag *b, const char *word)
{
	const sb_symbol *s = sb_stemmer_stem(b->indonesian,
					     (const sb_symbol *)word,
					     (int)strlen(word));

	s = sb_stemmer_stem(b->english, s, (int)strlen((const char *)s));
	return arena_copy(b->mem, s, strlen((const char *)s));
}

/* FNV-1a; a text made to collide costs its own import time and no more. */
static size_t hash_of(const char *word)
{
	uint64_t h = 14695981039346656037u;

	for (; *word; word++)
		h = (h ^ (unsigned char)*word) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

static struct search_word *word_new(struct search_bag *b, const char *word)
{
	if (b->n == b->room) {
		struct search_word *more;

		b->room = b->room ? 2 * b->room : 64;
		more = arena_array(b->mem, struct search_word, b->room);
		if (b->n)
			memcpy(more, b->words, b->n * sizeof(*more));
		b->words = more;
	}
	b->words[b->n] = (struct search_word){
		.word = arena_copy(b->mem, word, strlen(word)),
		.stem = stem(b, word),
	};
	return &b->words[b->n++];
}

/* NULL when it is a stop word, or new and the bag is full. */
static struct search_word *word_find(struct search_bag *b, const char *word)
{
	size_t i = hash_of(word) & (b->nslots - 1);

	for (; b->slots[i]; i = (i + 1) & (b->nslots - 1))
		if (strcmp(b->words[b->slots[i] - 1].word, word) == 0)
			return &b->words[b->slots[i] - 1];
	if (b->n == b->most || is_stop(word))
		return NULL;
	b->slots[i] = (uint32_t)b->n + 1;
	return word_new(b, word);
}

/*
 * U+00C0 to U+017F without their accents, by position; '.' is no letter. What
 * is two letters (ß, æ) becomes the first: both sides are folded alike.
 */
static const char folded[] =
	"aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
	"lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/*
 * One character at `s` as it counts in a word: its bytes into `out`, 0 bytes
 * when it ends a word. Returns how far to go on. Of other scripts every
 * character from U+0370 on is a letter but the punctuation of U+2000 to U+206F
 * and U+3000 to U+303F.
 */
static size_t letter(const unsigned char *s, char out[4], size_t *n)
{
	unsigned point;
	size_t size = 1;

	*n = 0;
	if (*s < 0x80) {
		if (*s >= 'A' && *s <= 'Z')
			out[(*n)++] = (char)(*s + 32);
		else if ((*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9'))
			out[(*n)++] = (char)*s;
		return 1;
	}
	size = *s < 0xe0 ? 2 : *s < 0xf0 ? 3 : 4;
	point = *s & (0x7fu >> size);
	for (size_t i = 1; i < size; i++)
		point = point << 6 | (s[i] & 0x3fu);
	if (point >= 0xc0 && point < 0x180) {
		out[0] = folded[point - 0xc0];
		*n = out[0] != '.';
	} else if (point >= 0x370 && !(point >= 0x2000 && point < 0x2070) &&
		   !(point >= 0x3000 && point < 0x3040)) {
		memcpy(out, s, size);
		*n = size;
	}
	return size;
}

void search_bag_add(struct search_bag *b, const char *text, int64_t each,
		    int64_t most)
{
	const unsigned char *s = (const unsigned char *)text;
	char word[SEARCH_WORD_MOST + 1], one[4];
	size_t size = 0, n;
	struct search_word *w;

	for (bool on = true; on;) {
		on = *s != '\0';
		n = 0;
		if (on)
			s += letter(s, one, &n);
		if (n && size + n <= SEARCH_WORD_MOST)
			memcpy(word + size, one, n);
		if (n) {
			size += size + n <= SEARCH_WORD_MOST ? n : 0;
			continue;
		}
		word[size] = '\0';
		if (size > 1 && (w = word_find(b, word)) && w->weight < most)
			w->weight = w->weight + each < most
				? w->weight + each : most;
		size = 0;
	}
}

const struct search_word *search_bag_words(const struct search_bag *b,
					   size_t *n)
{
	*n = b->n;
	return b->words;
}

static int by_stem(const void *a, const void *b)
{
	const struct search_word *x = a, *y = b;
	const int order = strcmp(x->stem, y->stem);

	return order ? order : (x->weight < y->weight) - (x->weight > y->weight);
}

const struct search_word *search_bag_stems(const struct search_bag *b,
					   size_t *n)
{
	struct search_word *out = arena_array(b->mem, struct search_word,
					      b->n + 1);

	*n = 0;
	if (!b->n)
		return out;
	memcpy(out, b->words, b->n * sizeof(*out));
	qsort(out, b->n, sizeof(*out), by_stem);
	for (size_t i = 0; i < b->n; i++)
		if (!i || strcmp(out[i].stem, out[*n - 1].stem))
			out[(*n)++] = out[i];
	return out;
}

bool search_near(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), i = 0;

	if (n > m)
		return search_near(b, a);
	while (i < n && a[i] == b[i])
		i++;
	if (m == n)
		return i < n && (strcmp(a + i + 1, b + i + 1) == 0 ||
				 (a[i + 1] && a[i] == b[i + 1] &&
				  a[i + 1] == b[i] &&
				  strcmp(a + i + 2, b + i + 2) == 0));
	return m == n + 1 && strcmp(a + i, b + i + 1) == 0;
}

static bool plain_letters(const char *word)
{
	return word[strspn(word, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

/* Less than half of the word, so that a slip in the middle leaves both. */
static size_t key_size(size_t length)
{
	return (length - 1) / 2;
}

static const char *key(struct arena *mem, const char *word, size_t length,
		       bool tail)
{
	const size_t n = strlen(word), size = key_size(length);

	if (length + 1 < SEARCH_TYPO_LEAST || n < size || !plain_letters(word))
		return "";
	return arena_format(mem, "%zu%.*s", length, (int)size,
			    tail ? word + n - size : word);
}

const char *search_head(struct arena *mem, const char *word, size_t length)
{
	return key(mem, word, length, false);
}

const char *search_tail(struct arena *mem, const char *word, size_t length)
{
	return key(mem, word, length, true);
}

int search_jp_class(int64_t jp)
{
	return jp <= 0 ? 0 : jp <= 2 ? 1 : jp <= 5 ? 2 : 3;
}

int search_length_class(int64_t minutes)
{
	return minutes <= 0 ? 0 : minutes <= 60 ? 1 : minutes <= 180 ? 2 : 3;
}

static bool mine_fits(const struct search_candidate *c, int mine)
{
	switch (mine) {
	case 1:
		return c->begun && !c->done;
	case 2:
		return !c->begun;
	case 3:
		return c->done;
	default:
		return true;
	}
}

bool search_fits(const struct search_candidate *c, const struct search_wish *w)
{
	return (w->topic < 0 || c->topic == w->topic) &&
	       (!w->jp || search_jp_class(c->jp) == w->jp) &&
	       (!w->length || search_length_class(c->minutes) == w->length) &&
	       c->created_at >= w->since && mine_fits(c, w->mine) &&
	       (w->state < 0 || c->state == w->state) &&
	       (!w->agency_id || strcmp(c->agency_id, w->agency_id) == 0);
}

static int newest(const struct search_candidate *x,
		  const struct search_candidate *y)
{
	if (x->updated_at != y->updated_at)
		return x->updated_at < y->updated_at ? 1 : -1;
	return strcmp(y->id, x->id);
}

static int by_fit(const void *a, const void *b)
{
	const struct search_candidate *x = a, *y = b;

	if (x->score < y->score || x->score > y->score)
		return x->score < y->score ? 1 : -1;
	return newest(x, y);
}

static int by_new(const void *a, const void *b)
{
	const struct search_candidate *x = a, *y = b;

	if (x->created_at != y->created_at)
		return x->created_at < y->created_at ? 1 : -1;
	return strcmp(y->id, x->id);
}

static int by_title(const void *a, const void *b)
{
	const struct search_candidate *x = a, *y = b;
	const int order = strcasecmp(x->title, y->title);

	return order ? order : newest(x, y);
}

/* What is not said comes last. */
static int by_short(const void *a, const void *b)
{
	const struct search_candidate *x = a, *y = b;
	const int64_t m = x->minutes > 0 ? x->minutes : INT64_MAX;
	const int64_t n = y->minutes > 0 ? y->minutes : INT64_MAX;

	return m == n ? newest(x, y) : m < n ? -1 : 1;
}

/* What an author has still to do comes first. */
static int desk_place(const struct search_candidate *c)
{
	return c->state != MODULE_DRAFT ? 2 : c->own ? 0 : 1;
}

static int by_desk(const void *a, const void *b)
{
	const struct search_candidate *x = a, *y = b;
	const int order = desk_place(x) - desk_place(y);

	return order ? order : newest(x, y);
}

void search_order(struct search_candidate *all, size_t n, enum search_sort sort)
{
	static int (*const orders[])(const void *, const void *) = {
		[SORT_FIT] = by_fit, [SORT_NEW] = by_new,
		[SORT_TITLE] = by_title, [SORT_SHORT] = by_short,
		[SORT_DESK] = by_desk,
	};

	if (n)
		qsort(all, n, sizeof(*all), orders[sort]);
}

double search_worth(double weight, size_t found, size_t all)
{
	return weight * log(1.0 + (double)all / (double)(found ? found
								       : 1));
}
