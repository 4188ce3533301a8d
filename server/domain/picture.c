#include "domain/picture.h"

#include <string.h>

#include "base/bytes.h"

static struct picture picture(const char *type, uint64_t width, uint64_t height)
{
	return (struct picture){ type, (unsigned)width, (unsigned)height };
}

static bool png_read(const unsigned char *p, size_t size, struct picture *out)
{
	if (size < 33 || memcmp(p, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16))
		return false;
	*out = picture("image/png", bytes_big(p + 16, 4),
		       bytes_big(p + 20, 4));
	return true;
}

/* SOF0 to SOF15 but DHT, JPG and DAC, which stand among them. */
static bool is_frame(unsigned char marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 &&
	       marker != 0xc8 && marker != 0xcc;
}

static bool jpeg_read(const unsigned char *p, size_t size, struct picture *out)
{
	if (size < 4 || memcmp(p, "\xff\xd8\xff", 3))
		return false;
	for (size_t i = 2; i + 9 <= size && p[i] == 0xff;) {
		if (is_frame(p[i + 1])) {
			*out = picture("image/jpeg", bytes_big(p + i + 7, 2),
				       bytes_big(p + i + 5, 2));
			return true;
		}
		i += p[i + 1] == 0xff ? 1 : 2 + (size_t)bytes_big(p + i + 2, 2);
	}
	return false;
}

/* Three kinds: lossy (a key frame of VP8), lossless, extended. */
static bool webp_read(const unsigned char *p, size_t size, struct picture *out)
{
	uint64_t width, height;

	if (size < 30 || memcmp(p, "RIFF", 4) || memcmp(p + 8, "WEBP", 4))
		return false;
	if (memcmp(p + 12, "VP8 ", 4) == 0 &&
	    memcmp(p + 23, "\x9d\x01\x2a", 3) == 0) {
		width = bytes_little(p + 26, 2) & 0x3fff;
		height = bytes_little(p + 28, 2) & 0x3fff;
	} else if (memcmp(p + 12, "VP8L", 4) == 0 && p[20] == 0x2f) {
		width = 1 + (bytes_little(p + 21, 4) & 0x3fff);
		height = 1 + (bytes_little(p + 21, 4) >> 14 & 0x3fff);
	} else if (memcmp(p + 12, "VP8X", 4) == 0) {
		width = 1 + bytes_little(p + 24, 3);
		height = 1 + bytes_little(p + 27, 3);
	} else {
		return false;
	}
	*out = picture("image/webp", width, height);
	return true;
}

bool picture_read(const void *bytes, size_t size, struct picture *out)
{
	return (png_read(bytes, size, out) || jpeg_read(bytes, size, out) ||
		webp_read(bytes, size, out)) && out->width && out->height;
}
