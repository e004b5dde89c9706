#include "CCodecs.h"
#include "luma.h"
#include "png_error.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

// libpng's simplified API would turn 16-bit samples into linear light, hence the classic one,
// which reports errors by longjmp.

typedef struct {
  png_error_sink sink;  // first: libpng's error pointer points here
  const uint8_t *data;
  size_t length;
  size_t position;
  uint8_t *rows;
} source;

static void read_bytes(png_structp png, png_bytep bytes, size_t count) {
  source *from = png_get_io_ptr(png);
  if (count > from->length - from->position) {
    from->sink.status = CODEC_INCOMPLETE;
    png_error(png, "the data end before the picture is complete");
  }
  memcpy(bytes, from->data + from->position, count);
  from->position += count;
}

// Grey of each value of a sample of at most 8 bits that stands alone: a grey or a palette's entry.
// Indices past the palette's end are left negative.
static void list_tones(
    png_structp png, png_infop info, int color_type, int bit_depth, float luma[256]) {
  if (color_type != PNG_COLOR_TYPE_PALETTE) {
    double maximum = (1 << bit_depth) - 1;
    for (int i = 0; i < 256; i++) luma[i] = (float)(i / maximum);
    return;
  }
  png_colorp palette = NULL;
  int entries = 0;
  png_get_PLTE(png, info, &palette, &entries);
  for (int i = 0; i < 256; i++) {
    luma[i] = i < entries
        ? codec_luma(palette[i].red, palette[i].green, palette[i].blue, 255) : -1;
  }
}

static inline unsigned wide(const uint8_t *bytes) { return bytes[0] << 8 | bytes[1]; }

static void convert_row(
    png_structp png, const uint8_t *row, float *samples, uint32_t width, int color_type,
    int bit_depth, const float luma[256]) {
  int channels = (color_type & PNG_COLOR_MASK_COLOR ? 3 : 1)
      + (color_type & PNG_COLOR_MASK_ALPHA ? 1 : 0);
  double maximum = (1 << bit_depth) - 1;
  if (color_type == PNG_COLOR_TYPE_PALETTE) {
    for (uint32_t x = 0; x < width; x++) {
      samples[x] = luma[row[x]];
      if (samples[x] < 0) png_error(png, "a pixel refers to a colour its palette does not have");
    }
  } else if (color_type & PNG_COLOR_MASK_COLOR) {
    for (uint32_t x = 0; x < width; x++) {
      const uint8_t *p = row + (size_t)x * channels * (bit_depth == 16 ? 2 : 1);
      samples[x] = bit_depth == 16
          ? codec_luma(wide(p), wide(p + 2), wide(p + 4), maximum)
          : codec_luma(p[0], p[1], p[2], maximum);
    }
  } else if (bit_depth == 16) {
    for (uint32_t x = 0; x < width; x++) {
      samples[x] = (float)(wide(row + (size_t)x * channels * 2) / maximum);
    }
  } else {
    for (uint32_t x = 0; x < width; x++) {
      samples[x] = luma[row[(size_t)x * channels]];
    }
  }
}

// Reads the header and, when `samples` is not NULL, the picture. The source owns the rows, so
// that they can be freed after a longjmp.
static void read_picture(
    png_structp png, png_infop info, codec_header *header, float *samples) {
  source *from = png_get_io_ptr(png);
  png_read_info(png, info);
  uint32_t width = png_get_image_width(png, info);
  uint32_t height = png_get_image_height(png, info);
  int color_type = png_get_color_type(png, info);
  int bit_depth = png_get_bit_depth(png, info);
  if (samples == NULL) {
    header->width = width;
    header->height = height;
    header->bit_depth = color_type == PNG_COLOR_TYPE_PALETTE ? 8 : bit_depth;
    // Deflate cannot shrink by more than about 1032, so a small file cannot hold a vast picture.
    double declared = (double)png_get_rowbytes(png, info) * height;
    if (declared > 1040.0 * from->length) {
      from->sink.status = CODEC_INCOMPLETE;
      png_error(png, "it declares more pixels than its data can hold");
    }
    return;
  }
  if (width != header->width || height != header->height) png_error(png, "its size changed");

  png_set_packing(png);  // one byte per 1-, 2- or 4-bit sample, its value unchanged
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  size_t stride = png_get_rowbytes(png, info);
  from->rows = calloc(passes > 1 ? height : 1, stride);
  if (from->rows == NULL) {
    from->sink.status = CODEC_OUT_OF_MEMORY;
    png_error(png, "there is not enough memory");
  }
  float luma[256];
  list_tones(png, info, color_type, bit_depth, luma);
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t y = 0; y < height; y++) {
      uint8_t *row = from->rows + (passes > 1 ? y * stride : 0);
      png_read_row(png, row, NULL);
      if (pass == passes - 1) {
        convert_row(
            png, row, samples + (size_t)y * width, width, color_type, bit_depth, luma);
      }
    }
  }
  png_read_end(png, NULL);  // checks that the file is whole
}

// The only setjmp: no local variable here changes after it.
static int succeeds(
    png_structp png, png_infop info, source *from, codec_header *header, float *samples) {
  if (setjmp(png_jmpbuf(png)) != 0) return 0;
  png_set_read_fn(png, from, read_bytes);
  read_picture(png, info, header, samples);
  return 1;
}

static codec_status read_png(
    const uint8_t *data, size_t length, codec_header *header, float *samples, char *message) {
  source from = {{message, CODEC_DAMAGED}, data, length, 0, NULL};
  message[0] = 0;
  png_infop info = NULL;
  png_structp png = png_create_read_struct(
      PNG_LIBPNG_VER_STRING, &from.sink, codec_png_fail, codec_png_ignore);
  if (png != NULL) info = png_create_info_struct(png);
  codec_status status = CODEC_OUT_OF_MEMORY;
  if (info != NULL) {
    status = succeeds(png, info, &from, header, samples) ? CODEC_OK : from.sink.status;
  }
  png_destroy_read_struct(&png, &info, NULL);
  free(from.rows);
  return status;
}

codec_status codec_png_read_header(
    const uint8_t *data, size_t length, codec_header *header, char *message) {
  return read_png(data, length, header, NULL, message);
}

codec_status codec_png_decode_gray(
    const uint8_t *data, size_t length, codec_header header, float *samples, char *message) {
  return read_png(data, length, &header, samples, message);
}
