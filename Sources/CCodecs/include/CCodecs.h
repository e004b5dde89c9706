#ifndef CCODECS_H
#define CCODECS_H

#include <stddef.h>
#include <stdint.h>

// PNG and JPEG behind functions that return a status: no setjmp, longjmp or library handle
// crosses this border. Every function that can fail copies a message, always terminated, to
// `message`, which has room for CODEC_MESSAGE_LENGTH bytes.

#define CODEC_MESSAGE_LENGTH 256

typedef enum {
  CODEC_OK = 0,
  CODEC_DAMAGED = 1,     // the library's own words are in the message
  CODEC_INCOMPLETE = 2,  // the data end too early
  CODEC_OUT_OF_MEMORY = 3,
} codec_status;

typedef struct {
  uint32_t width;
  uint32_t height;
  int bit_depth;  // of the samples a decoder returns: a palette's entries have 8 bits
} codec_header;

// Reads the size of a picture without decoding or allocating it.
codec_status codec_png_read_header(
    const uint8_t *data, size_t length, codec_header *header, char *message);

// Decodes to grey, 0 (black) to 1 (white), row by row from the top left.
// Colour becomes ITU-R 601 luma; alpha is dropped; gamma and colour profiles are ignored, so
// that a sample is exactly value / (2^bit_depth - 1). `samples` has room for width * height.
codec_status codec_png_decode_gray(
    const uint8_t *data, size_t length, codec_header header, float *samples, char *message);

// Encodes samples of 8 bits, or of 16 with the high byte first; 1 (grey) or 3 (RGB) per pixel.
// `*encoded` is freed by codec_free. The same pixels give the same bytes: no time stamp is written.
codec_status codec_png_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, int channels, int bit_depth,
    uint8_t **encoded, size_t *encoded_length, char *message);

// Encodes one index per pixel into `color_count` colours of three bytes each, up to 256, of which
// the first `opacity_count` have an opacity and the others are opaque.
codec_status codec_png_encode_palette(
    const uint8_t *indices, uint32_t width, uint32_t height, const uint8_t *colors,
    int color_count, const uint8_t *opacities, int opacity_count, uint8_t **encoded,
    size_t *encoded_length, char *message);

codec_status codec_jpeg_read_header(
    const uint8_t *data, size_t length, codec_header *header, char *message);

// Like codec_png_decode_gray; the EXIF orientation is not applied.
codec_status codec_jpeg_decode_gray(
    const uint8_t *data, size_t length, codec_header header, float *samples, char *message);

// Encodes 8-bit grey samples as a baseline JPEG of `quality` 1 to 100. `*encoded` is freed by
// codec_free.
codec_status codec_jpeg_encode_gray(
    const uint8_t *pixels, uint32_t width, uint32_t height, int quality, uint8_t **encoded,
    size_t *encoded_length, char *message);

void codec_free(void *memory);

#endif
