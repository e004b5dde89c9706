#include "vector.h"

CLONES void ck_scale_channels(const float *x, ptrdiff_t x_stride, float *y, ptrdiff_t y_stride,
                              size_t pixels, size_t channels, const float *scale,
                              const float *shift, float low, float high) {
  const vec lows = SPREAD(low), highs = SPREAD(high);
  for (size_t pixel = 0; pixel < pixels; ++pixel, x += x_stride, y += y_stride) {
    size_t channel = 0;
    for (; channel + LANES <= channels; channel += LANES) {
      vec v = LOAD(x + channel) * LOAD(scale + channel) + LOAD(shift + channel);
      CLAMP(v, lows, highs)
      *(vec *)(y + channel) = v;
    }
    for (; channel < channels; ++channel) {
      float v = x[channel] * scale[channel] + shift[channel];
      CLAMP_ONE(v, low, high)
      y[channel] = v;
    }
  }
}

CLONES void ck_add(const float *a, const float *b, float *y, size_t count, float low, float high) {
  const vec lows = SPREAD(low), highs = SPREAD(high);
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    vec v = LOAD(a + i) + LOAD(b + i);
    CLAMP(v, lows, highs)
    *(vec *)(y + i) = v;
  }
  for (; i < count; ++i) {
    float v = a[i] + b[i];
    CLAMP_ONE(v, low, high)
    y[i] = v;
  }
}

CLONES void ck_maximum(const float *const *taps, size_t count, float *y, size_t channels) {
  size_t channel = 0;
  for (; channel + LANES <= channels; channel += LANES) {
    vec largest = LOAD(taps[0] + channel);
    for (size_t tap = 1; tap < count; ++tap) {
      const vec x = LOAD(taps[tap] + channel);
      largest = CHOOSE((x > largest) | (x != x), x, largest);
    }
    *(vec *)(y + channel) = largest;
  }
  for (; channel < channels; ++channel) {
    float largest = taps[0][channel];
    for (size_t tap = 1; tap < count; ++tap) {
      const float x = taps[tap][channel];
      if (x > largest || x != x) largest = x;
    }
    y[channel] = largest;
  }
}

CLONES void ck_mean(const float *const *taps, size_t count, float factor, float *y,
                    size_t channels) {
  size_t channel = 0;
  for (; channel + LANES <= channels; channel += LANES) {
    vec sum = {0};
    for (size_t tap = 0; tap < count; ++tap) sum += LOAD(taps[tap] + channel);
    *(vec *)(y + channel) = sum * factor;
  }
  for (; channel < channels; ++channel) {
    float sum = 0;
    for (size_t tap = 0; tap < count; ++tap) sum += taps[tap][channel];
    y[channel] = sum * factor;
  }
}

CLONES void ck_depthwise(const float *const *taps, const float *const *weights, size_t count,
                         const float *bias, float *y, size_t channels, float low, float high) {
  const vec lows = SPREAD(low), highs = SPREAD(high);
  size_t channel = 0;
  for (; channel + 2 * LANES <= channels; channel += 2 * LANES) {
    vec v0 = LOAD(bias + channel), v1 = LOAD(bias + channel + LANES);
    for (size_t tap = 0; tap < count; ++tap) {
      v0 += LOAD(taps[tap] + channel) * LOAD(weights[tap] + channel);
      v1 += LOAD(taps[tap] + channel + LANES) * LOAD(weights[tap] + channel + LANES);
    }
    CLAMP(v0, lows, highs)
    CLAMP(v1, lows, highs)
    *(vec *)(y + channel) = v0;
    *(vec *)(y + channel + LANES) = v1;
  }
  for (; channel < channels; ++channel) {
    float v = bias[channel];
    for (size_t tap = 0; tap < count; ++tap) v += taps[tap][channel] * weights[tap][channel];
    CLAMP_ONE(v, low, high)
    y[channel] = v;
  }
}

CLONES bool ck_differs(const float *a, const float *b, size_t count) {
  size_t i = 0;
  for (; i + 4 * LANES <= count; i += 4 * LANES) {
    mask m = {0};
    for (size_t j = 0; j < 4 * LANES; j += LANES) m |= LOAD(a + i + j) != LOAD(b + i + j);
    for (int lane = 0; lane < LANES; ++lane)
      if (m[lane]) return true;
  }
  for (; i < count; ++i)
    if (a[i] != b[i]) return true;
  return false;
}
