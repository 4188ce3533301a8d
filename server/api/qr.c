#include "api/qr.h"

#include <qrencode.h>

#include "base/text.h"

#define QUIET 4

static int run_length(const unsigned char *row, int from, int width)
{
	int n = 0;

	while (from + n < width && (row[from + n] & 1))
		n++;
	return n;
}

static void put_row(struct text *out, const QRcode *code, int y)
{
	const unsigned char *row = code->data + y * code->width;

	for (int x = 0; x < code->width; x++) {
		const int n = run_length(row, x, code->width);

		if (!n)
			continue;
		text_putf(out, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, n, n);
		x += n;
	}
}

json_t *qr_json(struct arena *mem, const char *text)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	struct text path = { .mem = mem };
	int size;

	if (!code)
		return NULL;
	for (int y = 0; y < code->width; y++)
		put_row(&path, code, y);
	size = code->width + 2 * QUIET;
	QRcode_free(code);
	return json_pack("{s:i, s:s}", "size", size, "path", path.bytes);
}
