#include "vector.h"

// Six rows by sixteen columns: twelve accumulators, which with two columns of b and one element
// of a fill the sixteen registers of AVX2. (The shape of BLIS's kernel for Haswell.)
#define PANEL 16

#define REPEAT_1(X) X(0)
#define REPEAT_2(X) REPEAT_1(X) X(1)
#define REPEAT_3(X) REPEAT_2(X) X(2)
#define REPEAT_4(X) REPEAT_3(X) X(3)
#define REPEAT_5(X) REPEAT_4(X) X(4)
#define REPEAT_6(X) REPEAT_5(X) X(5)

#define BEGIN(r)                                                                                   \
  vec sum##r##0 = {0}, sum##r##1 = {0};                                                            \
  const float *a##r = a_rows + (r) * a_stride;
#define STEP(r)                                                                                    \
  {                                                                                                \
    const vec x = SPREAD(a##r[k]);                                                                 \
    sum##r##0 += x * b0;                                                                           \
    sum##r##1 += x * b1;                                                                           \
  }
#define STORE(r)                                                                                   \
  {                                                                                                \
    vec y0 = sum##r##0 + bias0, y1 = sum##r##1 + bias1;                                            \
    if (residual) {                                                                                \
      y0 += LOAD(residual + (r) * residual_stride);                                                \
      y1 += LOAD(residual + (r) * residual_stride + LANES);                                        \
    }                                                                                              \
    CLAMP(y0, low, high)                                                                           \
    CLAMP(y1, low, high)                                                                           \
    *(vec *)(c_rows + (r) * c_stride) = y0;                                                        \
    *(vec *)(c_rows + (r) * c_stride + LANES) = y1;                                                \
  }
#define BLOCK(REPEAT)                                                                              \
  {                                                                                                \
    REPEAT(BEGIN)                                                                                  \
    const float *p = b;                                                                            \
    for (size_t k = 0; k < depth; ++k, p += PANEL) {                                               \
      const vec b0 = LOAD(p), b1 = LOAD(p + LANES);                                                \
      REPEAT(STEP)                                                                                 \
    }                                                                                              \
    REPEAT(STORE)                                                                                  \
    break;                                                                                         \
  }

/// Up to six rows of a whole panel.
#define ROWS(count)                                                                                \
  switch (count) {                                                                                 \
  case 1: BLOCK(REPEAT_1)                                                                          \
  case 2: BLOCK(REPEAT_2)                                                                          \
  case 3: BLOCK(REPEAT_3)                                                                          \
  case 4: BLOCK(REPEAT_4)                                                                          \
  case 5: BLOCK(REPEAT_5)                                                                          \
  default: BLOCK(REPEAT_6)                                                                         \
  }

CLONES void ck_multiply(const float *a, ptrdiff_t a_stride, const float *b, float *c,
                        ptrdiff_t c_stride, size_t rows, size_t columns, size_t depth,
                        const ck_epilogue *epilogue) {
  const vec low = SPREAD(epilogue->low), high = SPREAD(epilogue->high);
  for (size_t column = 0; column < columns; column += PANEL, b += PANEL * depth) {
    const size_t width = columns - column < PANEL ? columns - column : PANEL;
    const vec bias0 = LOAD(epilogue->bias + column);
    const vec bias1 = LOAD(epilogue->bias + column + LANES);
    for (size_t row = 0; row < rows; row += 6) {
      const size_t count = rows - row < 6 ? rows - row : 6;
      const float *a_rows = a + row * a_stride;
      const float *residual =
          epilogue->residual ? epilogue->residual + row * epilogue->residual_stride + column : NULL;
      ptrdiff_t residual_stride = epilogue->residual_stride;
      float *c_rows = c + row * c_stride + column;
      if (width == PANEL) {
        ROWS(count)
        continue;
      }
      // The last columns go through a whole panel of their own.
      float result[6 * PANEL], addend[6 * PANEL];
      float *target = c_rows;
      const ptrdiff_t target_stride = c_stride;
      if (residual) {
        memset(addend, 0, sizeof addend);
        for (size_t r = 0; r < count; ++r)
          memcpy(addend + r * PANEL, residual + r * residual_stride, width * sizeof(float));
        residual = addend;
        residual_stride = PANEL;
      }
      {
        float *const c_rows = result;
        const ptrdiff_t c_stride = PANEL;
        ROWS(count)
      }
      for (size_t r = 0; r < count; ++r)
        memcpy(target + r * target_stride, result + r * PANEL, width * sizeof(float));
    }
  }
}

void ck_pack(const float *b, size_t depth, size_t width, float *panel) {
  for (size_t k = 0; k < depth; ++k)
    for (size_t j = 0; j < PANEL; ++j) panel[k * PANEL + j] = j < width ? b[j * depth + k] : 0;
}

/// The sum of eight lanes, always in the same order.
#define LANE_SUM(x)                                                                                \
  (((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7])))

#define DOT_BEGIN(n) vec sum##n = {0};
#define DOT_STEP(n) sum##n += x * LOAD(b_rows + (n) * (ptrdiff_t)depth + k);
#define DOT_END(n)                                                                                 \
  {                                                                                                \
    float y = LANE_SUM(sum##n);                                                                    \
    for (size_t k = whole; k < depth; ++k)                                                         \
      y += a_row[k] * b_rows[(n) * (ptrdiff_t)depth + k];                                          \
    y += epilogue->bias[column + (n)];                                                             \
    if (epilogue->residual)                                                                        \
      y += epilogue->residual[row * epilogue->residual_stride + column + (n)];                     \
    CLAMP_ONE(y, epilogue->low, epilogue->high)                                                    \
    c[row * c_stride + column + (n)] = y;                                                          \
  }
#define DOT(REPEAT)                                                                                \
  for (size_t row = 0; row < rows; ++row) {                                                        \
    const float *a_row = a + row * a_stride;                                                       \
    REPEAT(DOT_BEGIN)                                                                              \
    for (size_t k = 0; k < whole; k += LANES) {                                                    \
      const vec x = LOAD(a_row + k);                                                               \
      REPEAT(DOT_STEP)                                                                             \
    }                                                                                              \
    REPEAT(DOT_END)                                                                                \
  }

CLONES void ck_multiply_transposed(const float *a, ptrdiff_t a_stride, const float *b, float *c,
                                   ptrdiff_t c_stride, size_t rows, size_t columns, size_t depth,
                                   const ck_epilogue *epilogue) {
  const size_t whole = depth / LANES * LANES;
  size_t column = 0;
  // Six rows of b stay in the cache while all rows of a pass over them.
  for (; column + 6 <= columns; column += 6) {
    const float *b_rows = b + column * depth;
    DOT(REPEAT_6)
  }
  for (; column < columns; ++column) {
    const float *b_rows = b + column * depth;
    DOT(REPEAT_1)
  }
}

CLONES float ck_fma_rounds(size_t rounds) {
  const vec x = SPREAD(0.999f), y = SPREAD(1e-3f);
  vec s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0}, s4 = {0}, s5 = {0};
  vec s6 = {0}, s7 = {0}, s8 = {0}, s9 = {0}, s10 = {0}, s11 = {0};
#define ALL(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)
#define FMA(i) s##i = s##i * x + y;
  for (size_t round = 0; round < rounds; ++round) {
    ALL(FMA) ALL(FMA) ALL(FMA) ALL(FMA) ALL(FMA) ALL(FMA) ALL(FMA) ALL(FMA)
  }
#define ADD(i) total += s##i;
  vec total = {0};
  ALL(ADD)
  return LANE_SUM(total);
}
