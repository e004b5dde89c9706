#include "CCodecs.h"
#include "png_error.h"

#include <libdeflate.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  png_error_sink sink;  // first: libpng's error pointer points here
  uint8_t *bytes;
  size_t length;
  size_t capacity;
} growing_buffer;

static void append_bytes(png_structp png, png_bytep bytes, size_t count) {
  growing_buffer *to = png_get_io_ptr(png);
  if (count > to->capacity - to->length) {
    size_t capacity = 2 * (to->capacity + count) + 4096;
    uint8_t *moved = realloc(to->bytes, capacity);
    if (moved == NULL) {
      to->sink.status = CODEC_OUT_OF_MEMORY;
      png_error(png, "there is not enough memory");
    }
    to->bytes = moved;
    to->capacity = capacity;
  }
  memcpy(to->bytes + to->length, bytes, count);
  to->length += count;
}

static void flush_nothing(png_structp png) { (void)png; }

typedef struct {
  const uint8_t *pixels;
  uint32_t width;
  uint32_t height;
  int channels;
  int bit_depth;
  const uint8_t *colors;  // red, green, blue of each; NULL without a palette
  int color_count;
  const uint8_t *opacities;
  int opacity_count;
} picture;

static int bytes_per_pixel(const picture *from) { return from->channels * (from->bit_depth / 8); }

// The rows as PNG stores them: the filter's number, then the row through the filter.
//
// Neighbouring numbers of a palette are not neighbouring colours, so those are left as they are;
// other rows are differences to the left neighbour. The best of all filters for each row takes much
// longer, and an overlay of a noisy radiograph is hardly smaller.
static void filter_rows(const picture *from, uint8_t *filtered) {
  size_t pixel = bytes_per_pixel(from), stride = from->width * pixel;
  for (uint32_t y = 0; y < from->height; y++) {
    const uint8_t *row = from->pixels + y * stride;
    uint8_t *to = filtered + y * (stride + 1);
    to[0] = from->colors != NULL ? PNG_FILTER_VALUE_NONE : PNG_FILTER_VALUE_SUB;
    if (from->colors != NULL) {
      memcpy(to + 1, row, stride);
      continue;
    }
    memcpy(to + 1, row, pixel);
    for (size_t i = pixel; i < stride; i++) to[1 + i] = row[i] - row[i - pixel];
  }
}

typedef struct {
  uint8_t *bytes;
  size_t length;
} compressed_rows;

// libdeflate takes less than half of zlib's time at level 1, and the files are smaller.
static codec_status compress_rows(const picture *from, compressed_rows *to) {
  size_t length = from->height * (1 + (size_t)from->width * bytes_per_pixel(from));
  codec_status status = CODEC_OUT_OF_MEMORY;
  struct libdeflate_compressor *compressor =
      libdeflate_alloc_compressor(from->colors != NULL ? 3 : 1);
  uint8_t *filtered = malloc(length);
  if (compressor != NULL && filtered != NULL) {
    filter_rows(from, filtered);
    size_t most = libdeflate_zlib_compress_bound(compressor, length);
    to->bytes = malloc(most);
    if (to->bytes != NULL) {
      to->length = libdeflate_zlib_compress(compressor, filtered, length, to->bytes, most);
      if (to->length > 0) status = CODEC_OK;
    }
  }
  free(filtered);
  libdeflate_free_compressor(compressor);
  return status;
}

static void write_picture(
    png_structp png, png_infop info, const picture *from, const compressed_rows *rows) {
  int type = from->colors != NULL ? PNG_COLOR_TYPE_PALETTE
      : from->channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB;
  png_set_IHDR(
      png, info, from->width, from->height, from->bit_depth, type, PNG_INTERLACE_NONE,
      PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (from->colors != NULL) {
    png_color palette[256];
    for (int i = 0; i < from->color_count; i++) {
      const uint8_t *color = from->colors + 3 * i;
      palette[i] = (png_color){color[0], color[1], color[2]};
    }
    png_set_PLTE(png, info, palette, from->color_count);
    if (from->opacity_count > 0) {
      png_set_tRNS(png, info, from->opacities, from->opacity_count, NULL);
    }
  }
  png_write_info(png, info);
  // A chunk holds less than 2 GiB.
  for (size_t start = 0, most = 1 << 30; start < rows->length; start += most) {
    size_t left = rows->length - start;
    png_write_chunk(png, (png_const_bytep) "IDAT", rows->bytes + start, left < most ? left : most);
  }
  // png_write_end misses rows that were not compressed by libpng.
  png_write_chunk(png, (png_const_bytep) "IEND", NULL, 0);
}

// The only setjmp: no local variable here changes after it.
static int succeeds(
    png_structp png, png_infop info, growing_buffer *to, const picture *from,
    const compressed_rows *rows) {
  if (setjmp(png_jmpbuf(png)) != 0) return 0;
  png_set_write_fn(png, to, append_bytes, flush_nothing);
  write_picture(png, info, from, rows);
  return 1;
}

static codec_status encode(
    const picture *from, uint8_t **encoded, size_t *encoded_length, char *message) {
  growing_buffer to = {{message, CODEC_DAMAGED}, NULL, 0, 0};
  message[0] = 0;
  if (from->width == 0 || from->height == 0) return CODEC_DAMAGED;
  compressed_rows rows = {NULL, 0};
  codec_status status = compress_rows(from, &rows);
  if (status != CODEC_OK) {
    free(rows.bytes);
    return status;
  }
  png_infop info = NULL;
  png_structp png = png_create_write_struct(
      PNG_LIBPNG_VER_STRING, &to.sink, codec_png_fail, codec_png_ignore);
  if (png != NULL) info = png_create_info_struct(png);
  status = CODEC_OUT_OF_MEMORY;
  if (info != NULL) {
    status = succeeds(png, info, &to, from, &rows) ? CODEC_OK : to.sink.status;
  }
  png_destroy_write_struct(&png, &info);
  free(rows.bytes);
  if (status == CODEC_OK) {
    *encoded = to.bytes;
    *encoded_length = to.length;
  } else {
    free(to.bytes);
  }
  return status;
}

codec_status codec_png_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, int channels, int bit_depth,
    uint8_t **encoded, size_t *encoded_length, char *message) {
  picture from = {pixels, width, height, channels, bit_depth, NULL, 0, NULL, 0};
  return encode(&from, encoded, encoded_length, message);
}

codec_status codec_png_encode_palette(
    const uint8_t *indices, uint32_t width, uint32_t height, const uint8_t *colors,
    int color_count, const uint8_t *opacities, int opacity_count, uint8_t **encoded,
    size_t *encoded_length, char *message) {
  picture from = {
      indices, width, height, 1, 8, colors, color_count, opacities, opacity_count};
  return encode(&from, encoded, encoded_length, message);
}

void codec_free(void *memory) { free(memory); }
