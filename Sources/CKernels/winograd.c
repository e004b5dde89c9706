#include "vector.h"

// Each transform is written once for a type T, which is first eight channels and, for what is
// left, one channel.

// F(4×4, 3×3) interpolates at 0, ±A, ±B and ∞. The textbook's 1 and 2 make the transforms' numbers
// differ more in size, and the errors several times as large; 5/8 and 3/2 are exact in binary.
#define A 0.625f
#define B 1.5f
#define A2 (A * A)
#define B2 (B * B)

// Bᵀ for F(4×4, 3×3): six numbers, ds apart, to six numbers, os apart.
#define INPUT_4(T, d, ds, o, os)                                                                   \
  {                                                                                                \
    const T d0 = (d)[0], d1 = (d)[ds], d2 = (d)[2 * ds], d3 = (d)[3 * ds], d4 = (d)[4 * ds],       \
            d5 = (d)[5 * ds];                                                                      \
    const T even_a = d4 - B2 * d2, odd_a = A * (d3 - B2 * d1);                                     \
    const T even_b = d4 - A2 * d2, odd_b = B * (d3 - A2 * d1);                                     \
    (o)[0] = A2 * B2 * d0 - (A2 + B2) * d2 + d4;                                                   \
    (o)[os] = even_a + odd_a;                                                                      \
    (o)[2 * os] = even_a - odd_a;                                                                  \
    (o)[3 * os] = even_b + odd_b;                                                                  \
    (o)[4 * os] = even_b - odd_b;                                                                  \
    (o)[5 * os] = A2 * B2 * d1 - (A2 + B2) * d3 + d5;                                              \
  }

// Aᵀ for F(4×4, 3×3): six numbers to four.
#define OUTPUT_4(T, m, ms, o, os)                                                                  \
  {                                                                                                \
    const T m0 = (m)[0], m1 = (m)[ms], m2 = (m)[2 * ms], m3 = (m)[3 * ms], m4 = (m)[4 * ms],       \
            m5 = (m)[5 * ms];                                                                      \
    const T sum_a = m1 + m2, sum_b = m3 + m4;                                                      \
    const T difference_a = A * (m1 - m2), difference_b = B * (m3 - m4);                            \
    (o)[0] = m0 + sum_a + sum_b;                                                                   \
    (o)[os] = difference_a + difference_b;                                                         \
    (o)[2 * os] = A2 * sum_a + B2 * sum_b;                                                         \
    (o)[3 * os] = A2 * difference_a + B2 * difference_b + m5;                                      \
  }

// Bᵀ for F(2×2, 3×3).
#define INPUT_2(T, d, ds, o, os)                                                                   \
  {                                                                                                \
    const T d0 = (d)[0], d1 = (d)[ds], d2 = (d)[2 * ds], d3 = (d)[3 * ds];                         \
    (o)[0] = d0 - d2;                                                                              \
    (o)[os] = d1 + d2;                                                                             \
    (o)[2 * os] = d2 - d1;                                                                         \
    (o)[3 * os] = d1 - d3;                                                                         \
  }

// Aᵀ for F(2×2, 3×3).
#define OUTPUT_2(T, m, ms, o, os)                                                                  \
  {                                                                                                \
    const T m0 = (m)[0], m1 = (m)[ms], m2 = (m)[2 * ms], m3 = (m)[3 * ms];                         \
    (o)[0] = m0 + m1 + m2;                                                                         \
    (o)[os] = m1 - m2 - m3;                                                                        \
  }

// G for F(4×4, 3×3): three numbers to six.
#define WEIGHTS_4(T, g, gs, o, os)                                                                 \
  {                                                                                                \
    const T g0 = (g)[0], g1 = (g)[gs], g2 = (g)[2 * gs];                                           \
    const T even_a = (g0 + A2 * g2) * (1 / (2 * A2 * (A2 - B2)));                                  \
    const T odd_a = g1 * (A / (2 * A2 * (A2 - B2)));                                               \
    const T even_b = (g0 + B2 * g2) * (1 / (2 * B2 * (B2 - A2)));                                  \
    const T odd_b = g1 * (B / (2 * B2 * (B2 - A2)));                                               \
    (o)[0] = g0 * (1 / (A2 * B2));                                                                 \
    (o)[os] = even_a + odd_a;                                                                      \
    (o)[2 * os] = even_a - odd_a;                                                                  \
    (o)[3 * os] = even_b + odd_b;                                                                  \
    (o)[4 * os] = even_b - odd_b;                                                                  \
    (o)[5 * os] = g2;                                                                              \
  }

// G for F(2×2, 3×3).
#define WEIGHTS_2(T, g, gs, o, os)                                                                 \
  {                                                                                                \
    const T g0 = (g)[0], g1 = (g)[gs], g2 = (g)[2 * gs];                                           \
    const T outer = (g0 + g2) * 0.5f, centre = g1 * 0.5f;                                          \
    (o)[0] = g0;                                                                                   \
    (o)[os] = outer + centre;                                                                      \
    (o)[2 * os] = outer - centre;                                                                  \
    (o)[3 * os] = g2;                                                                              \
  }

#define PANEL 16
#define TRANSFORM_WEIGHTS(T, S, WEIGHTS, lanes)                                                    \
  {                                                                                                \
    T g[9], half[3 * S], o[S * S];                                                                 \
    for (int tap = 0; tap < 9; ++tap)                                                              \
      g[tap] = *(const T *)(filters + (j * 9 + tap) * channels + channel);                         \
    for (int x = 0; x < 3; ++x) WEIGHTS(T, g + x, 3, half + x, 3)                                  \
    for (int y = 0; y < S; ++y) WEIGHTS(T, half + y * 3, 1, o + y * S, 1)                          \
    for (int i = 0; i < S * S; ++i)                                                                \
      for (int lane = 0; lane < lanes; ++lane)                                                     \
        panels[i * matrix_stride + (channel + lane) * PANEL + j] =                                 \
            ((const float *)(o + i))[lane];                                                        \
  }

#define WEIGHTS_LOOP(S, WEIGHTS)                                                                   \
  if (width < PANEL)                                                                               \
    for (int i = 0; i < S * S; ++i)                                                                \
      memset(panels + i * matrix_stride, 0, channels * PANEL * sizeof(float));                     \
  for (size_t j = 0; j < width; ++j) {                                                             \
    size_t channel = 0;                                                                            \
    for (; channel + LANES <= channels; channel += LANES)                                          \
      TRANSFORM_WEIGHTS(vec, S, WEIGHTS, LANES)                                                    \
    for (; channel < channels; ++channel) TRANSFORM_WEIGHTS(float, S, WEIGHTS, 1)                  \
  }

CLONES void ck_winograd4_weights(const float *filters, size_t channels, size_t width,
                                 float *panels, ptrdiff_t matrix_stride) {
  WEIGHTS_LOOP(6, WEIGHTS_4)
}

CLONES void ck_winograd2_weights(const float *filters, size_t channels, size_t width,
                                 float *panels, ptrdiff_t matrix_stride) {
  WEIGHTS_LOOP(4, WEIGHTS_2)
}

// Both passes over a tile of side S: columns first, then rows.
#define TRANSFORM_INPUT(T, S, INPUT)                                                               \
  {                                                                                                \
    T d[S * S], half[S * S], o[S * S];                                                             \
    for (int y = 0; y < S; ++y)                                                                    \
      for (int x = 0; x < S; ++x)                                                                  \
        d[y * S + x] = *(const T *)(tile + y * row_stride + x * pixel_stride + channel);           \
    for (int x = 0; x < S; ++x) INPUT(T, d + x, S, half + x, S)                                    \
    for (int y = 0; y < S; ++y) INPUT(T, half + y * S, 1, o + y * S, 1)                            \
    for (int i = 0; i < S * S; ++i)                                                                \
      *(T *)(matrices + i * matrix_stride + channel) = o[i];                                       \
  }

#define INPUT_LOOP(S, INPUT)                                                                       \
  size_t channel = 0;                                                                              \
  for (; channel + LANES <= channels; channel += LANES) TRANSFORM_INPUT(vec, S, INPUT)             \
  for (; channel < channels; ++channel) TRANSFORM_INPUT(float, S, INPUT)

CLONES void ck_winograd4_input(const float *tile, ptrdiff_t row_stride, ptrdiff_t pixel_stride,
                               size_t channels, float *matrices, ptrdiff_t matrix_stride) {
  INPUT_LOOP(6, INPUT_4)
}

CLONES void ck_winograd2_input(const float *tile, ptrdiff_t row_stride, ptrdiff_t pixel_stride,
                               size_t channels, float *matrices, ptrdiff_t matrix_stride) {
  INPUT_LOOP(4, INPUT_2)
}

#define TRANSFORM_OUTPUT(T, S, M, OUTPUT, CLAMP, low, high)                                        \
  {                                                                                                \
    T m[S * S], half[M * S], o[M * M];                                                             \
    for (int i = 0; i < S * S; ++i)                                                                \
      m[i] = *(const T *)(matrices + i * matrix_stride + channel);                                 \
    for (int x = 0; x < S; ++x) OUTPUT(T, m + x, S, half + x, S)                                   \
    for (int y = 0; y < M; ++y) OUTPUT(T, half + y * S, 1, o + y * M, 1)                           \
    const T bias = *(const T *)(epilogue->bias + channel);                                         \
    for (size_t y = wanted.top; y < wanted.bottom; ++y)                                            \
      for (size_t x = wanted.left; x < wanted.right; ++x) {                                        \
        T v = o[y * M + x] + bias;                                                                 \
        if (epilogue->residual)                                                                    \
          v += *(const T *)(epilogue->residual + y * residual_row_stride +                         \
                            x * epilogue->residual_stride + channel);                              \
        CLAMP(v, low, high)                                                                        \
        *(T *)(output + y * row_stride + x * pixel_stride + channel) = v;                          \
      }                                                                                            \
  }

#define OUTPUT_LOOP(S, M, OUTPUT)                                                                  \
  const vec low = SPREAD(epilogue->low), high = SPREAD(epilogue->high);                            \
  size_t channel = 0;                                                                              \
  for (; channel + LANES <= channels; channel += LANES)                                            \
    TRANSFORM_OUTPUT(vec, S, M, OUTPUT, CLAMP, low, high)                                          \
  for (; channel < channels; ++channel)                                                            \
    TRANSFORM_OUTPUT(float, S, M, OUTPUT, CLAMP_ONE, epilogue->low, epilogue->high)

CLONES void ck_winograd4_output(const float *matrices, ptrdiff_t matrix_stride, size_t channels,
                                ck_rectangle wanted, float *output, ptrdiff_t row_stride,
                                ptrdiff_t pixel_stride, ptrdiff_t residual_row_stride,
                                const ck_epilogue *epilogue) {
  OUTPUT_LOOP(6, 4, OUTPUT_4)
}

CLONES void ck_winograd2_output(const float *matrices, ptrdiff_t matrix_stride, size_t channels,
                                ck_rectangle wanted, float *output, ptrdiff_t row_stride,
                                ptrdiff_t pixel_stride, ptrdiff_t residual_row_stride,
                                const ck_epilogue *epilogue) {
  OUTPUT_LOOP(4, 2, OUTPUT_2)
}
