#include "CCodecs.h"
#include "luma.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

// A warning means that some pixels were made up, so it counts as an error, with one exception:
// stray bytes before the end-of-image marker, which harm nothing and which real cameras write.
static int is_harmless(const char *text) {
  return strstr(text, "extraneous bytes before marker 0xd9") != NULL;
}

static codec_status report(const char *text, char *message) {
  snprintf(message, CODEC_MESSAGE_LENGTH, "%s", text);
  return strstr(text, "Premature end") != NULL ? CODEC_INCOMPLETE : CODEC_DAMAGED;
}

static codec_status read_header(
    tjhandle decoder, const uint8_t *data, size_t length, codec_header *header, int *colorspace,
    char *message) {
  int width = 0, height = 0, subsampling = -1;
  *colorspace = -1;
  int failed = tjDecompressHeader3(
      decoder, data, length, &width, &height, &subsampling, colorspace);
  // The figures decide, not the return value: an unusual subsampling fails here and yet decodes,
  // and a file that ends before its frame header succeeds.
  if (width < 1 || height < 1 || *colorspace < 0) {
    if (failed != 0) return report(tjGetErrorStr2(decoder), message);
    report("it has no picture after its tables", message);
    return CODEC_INCOMPLETE;
  }
  *header = (codec_header){(uint32_t)width, (uint32_t)height, 8};
  return CODEC_OK;
}

static codec_status decode(
    tjhandle decoder, const uint8_t *data, size_t length, uint8_t *pixels, int format,
    char *message) {
  // The first warning decides; a later, harmless one would otherwise hide it.
  int flags = TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS;
  int failed = tjDecompress2(
      decoder, data, length, pixels, 0, 0, 0, format, flags | TJFLAG_STOPONWARNING);
  if (failed != 0 && is_harmless(tjGetErrorStr2(decoder))) {
    failed = tjDecompress2(decoder, data, length, pixels, 0, 0, 0, format, flags);
    if (failed != 0 && is_harmless(tjGetErrorStr2(decoder))) failed = 0;
  }
  return failed == 0 ? CODEC_OK : report(tjGetErrorStr2(decoder), message);
}

static void convert(const uint8_t *pixels, int format, size_t count, float *samples) {
  for (size_t i = 0; i < count; i++) {
    if (format == TJPF_GRAY) {
      samples[i] = (float)(pixels[i] / 255.0);
    } else if (format == TJPF_RGB) {
      const uint8_t *p = pixels + 3 * i;
      samples[i] = codec_luma(p[0], p[1], p[2], 255);
    } else {
      // Adobe's convention, which every program follows: 255 is no ink.
      const uint8_t *p = pixels + 4 * i;
      samples[i] = codec_luma(p[0] * p[3], p[1] * p[3], p[2] * p[3], 255.0 * 255.0);
    }
  }
}

codec_status codec_jpeg_read_header(
    const uint8_t *data, size_t length, codec_header *header, char *message) {
  message[0] = 0;
  tjhandle decoder = tjInitDecompress();
  if (decoder == NULL) return CODEC_OUT_OF_MEMORY;
  int colorspace;
  codec_status status = read_header(decoder, data, length, header, &colorspace, message);
  tjDestroy(decoder);
  return status;
}

codec_status codec_jpeg_decode_gray(
    const uint8_t *data, size_t length, codec_header header, float *samples, char *message) {
  message[0] = 0;
  tjhandle decoder = tjInitDecompress();
  if (decoder == NULL) return CODEC_OUT_OF_MEMORY;
  codec_header found;
  int colorspace;
  uint8_t *pixels = NULL;
  codec_status status = read_header(decoder, data, length, &found, &colorspace, message);
  if (status == CODEC_OK && (found.width != header.width || found.height != header.height)) {
    status = report("its size changed", message);
  }
  if (status == CODEC_OK) {
    int format = colorspace == TJCS_GRAY ? TJPF_GRAY
        : colorspace == TJCS_CMYK || colorspace == TJCS_YCCK ? TJPF_CMYK : TJPF_RGB;
    size_t count = (size_t)header.width * header.height;
    pixels = malloc(count * tjPixelSize[format]);
    status = pixels == NULL
        ? CODEC_OUT_OF_MEMORY : decode(decoder, data, length, pixels, format, message);
    if (status == CODEC_OK) convert(pixels, format, count, samples);
  }
  free(pixels);
  tjDestroy(decoder);
  return status;
}

codec_status codec_jpeg_encode_gray(
    const uint8_t *pixels, uint32_t width, uint32_t height, int quality, uint8_t **encoded,
    size_t *encoded_length, char *message) {
  message[0] = 0;
  if (width > 65535 || height > 65535) {
    return report("a side has more than 65535 pixels", message);
  }
  tjhandle encoder = tjInitCompress();
  if (encoder == NULL) return CODEC_OUT_OF_MEMORY;
  // Our own memory, so that codec_free frees it.
  unsigned long length = tjBufSize((int)width, (int)height, TJSAMP_GRAY);
  uint8_t *bytes = length == (unsigned long)-1 ? NULL : malloc(length);
  codec_status status = CODEC_OUT_OF_MEMORY;
  if (bytes != NULL) {
    int failed = tjCompress2(
        encoder, pixels, (int)width, 0, (int)height, TJPF_GRAY, &bytes, &length, TJSAMP_GRAY,
        quality, TJFLAG_NOREALLOC | TJFLAG_ACCURATEDCT);
    status = failed == 0 ? CODEC_OK : report(tjGetErrorStr2(encoder), message);
  }
  if (status == CODEC_OK) {
    *encoded = bytes;
    *encoded_length = length;
  } else {
    free(bytes);
  }
  tjDestroy(encoder);
  return status;
}
