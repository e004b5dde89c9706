#ifndef CCODECS_PNG_ERROR_H
#define CCODECS_PNG_ERROR_H

#include "CCodecs.h"

#include <png.h>
#include <stdio.h>

// Where libpng's error handler leaves what went wrong before it jumps back to our setjmp.
typedef struct {
  char *message;
  codec_status status;
} png_error_sink;

static void codec_png_fail(png_structp png, png_const_charp text) {
  png_error_sink *sink = png_get_error_ptr(png);
  snprintf(sink->message, CODEC_MESSAGE_LENGTH, "%s", text);
  png_longjmp(png, 1);
}

// Warnings concern optional chunks, which we do not use.
static void codec_png_ignore(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

#endif
