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
      __builtin_prefetch(ahead + k * step);                                                        \
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
  // All rows together fetch the next panel, a few bytes at each step: it may come from memory, and
  // would keep the last rows waiting if they fetched it alone.
  const size_t groups = (rows + 5) / 6, line = PANEL * sizeof(float);
  const size_t step = groups < line ? line / groups : 1;
  for (size_t column = 0; column < columns; column += PANEL, b += PANEL * depth) {
    const size_t width = columns - column < PANEL ? columns - column : PANEL;
    const vec bias0 = LOAD(epilogue->bias + column);
    const vec bias1 = LOAD(epilogue->bias + column + LANES);
    for (size_t row = 0; row < rows; row += 6) {
      const size_t count = rows - row < 6 ? rows - row : 6;
      const char *ahead = (const char *)(b + PANEL * depth) + row / 6 * step * depth;
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

// Two rows of a by four of b: eight accumulators for six loads. Long rows are cut into parts,
// and the parts of some rows copied side by side, so that they stay in the cache; a sum is that of
// its parts, in their order.
#define PART 1024
#define GROUP 64
#define DOT_ROWS 2
#define DOT_COLUMNS 4

#define DOT_COLUMN(X, r) X(r, 0) X(r, 1) X(r, 2) X(r, 3)
#define DOT_ALL_2(X) DOT_COLUMN(X, 0) DOT_COLUMN(X, 1)
#define DOT_ALL_1(X) DOT_COLUMN(X, 0)

#define DOT_BEGIN(r, n) vec sum##r##n = {0};
#define DOT_STEP(r, n) sum##r##n += LOAD(a_rows + (r) * PART + k) * b##n;
#define DOT_END(r, n)                                                                              \
  {                                                                                                \
    float y = LANE_SUM(sum##r##n);                                                                 \
    for (size_t k = whole; k < length; ++k) y += a_rows[(r) * PART + k] * b_row##n[k];         \
    if ((n) < width) sums[(r) * DOT_COLUMNS + (n)] = y;                                            \
  }
#define DOT(ALL)                                                                                   \
  {                                                                                                \
    ALL(DOT_BEGIN)                                                                                 \
    for (size_t k = 0; k < whole; k += LANES) {                                                    \
      const vec b0 = LOAD(b_row0 + k), b1 = LOAD(b_row1 + k);                                      \
      const vec b2 = LOAD(b_row2 + k), b3 = LOAD(b_row3 + k);                                      \
      ALL(DOT_STEP)                                                                                \
    }                                                                                              \
    ALL(DOT_END)                                                                                   \
    break;                                                                                         \
  }

CLONES void ck_multiply_transposed(const float *a, ptrdiff_t a_stride, const float *b, float *c,
                                   ptrdiff_t c_stride, size_t rows, size_t columns, size_t depth,
                                   const ck_epilogue *epilogue) {
  float group[GROUP * PART];
  for (size_t first = 0; first < rows; first += GROUP)
    for (size_t part = 0; part < depth || part == 0; part += PART) {
      const size_t grouped = rows - first < GROUP ? rows - first : GROUP;
      const size_t length = depth - part < PART ? depth - part : PART;
      const size_t whole = length / LANES * LANES;
      for (size_t row = 0; row < grouped; ++row)
        memcpy(group + row * PART, a + (first + row) * a_stride + part, length * sizeof(float));
      for (size_t column = 0; column < columns; column += DOT_COLUMNS) {
        const size_t width = columns - column < DOT_COLUMNS ? columns - column : DOT_COLUMNS;
        // Columns that are not there repeat the last one, and are not stored.
        const float *b_row0 = b + column * depth + part;
        const float *b_row1 = b_row0 + (width > 1 ? 1 : 0) * depth;
        const float *b_row2 = b_row0 + (width > 2 ? 2 : width - 1) * depth;
        const float *b_row3 = b_row0 + (width > 3 ? 3 : width - 1) * depth;
        for (size_t row = 0; row < grouped; row += DOT_ROWS) {
          const size_t count = grouped - row < DOT_ROWS ? grouped - row : DOT_ROWS;
          const float *a_rows = group + row * PART;
          float sums[DOT_ROWS * DOT_COLUMNS];
          switch (count) {
          case 1: DOT(DOT_ALL_1)
          default: DOT(DOT_ALL_2)
          }
          for (size_t r = 0; r < count; ++r)
            for (size_t n = 0; n < width; ++n) {
              const size_t place = first + row + r;
              float *result = c + place * c_stride + column + n;
              float y = sums[r * DOT_COLUMNS + n];
              if (part > 0) y += *result;
              if (part + PART >= depth) {
                y += epilogue->bias[column + n];
                if (epilogue->residual)
                  y += epilogue->residual[place * epilogue->residual_stride + column + n];
                CLAMP_ONE(y, epilogue->low, epilogue->high)
              }
              *result = y;
            }
        }
      }
    }
}

// Four rows of b together save three of four visits to a result.
CLONES void ck_multiply_rows(const float *a, ptrdiff_t a_stride, const float *b, ptrdiff_t b_stride,
                             float *c, ptrdiff_t c_stride, size_t rows, size_t columns,
                             size_t depth) {
  const size_t whole = columns / LANES * LANES;
  for (size_t row = 0; row < rows; ++row) memset(c + row * c_stride, 0, columns * sizeof(float));
  size_t k = 0;
  for (; k + 4 <= depth; k += 4) {
    const float *b0 = b + k * b_stride, *b1 = b0 + b_stride;
    const float *b2 = b1 + b_stride, *b3 = b2 + b_stride;
    for (size_t row = 0; row < rows; ++row) {
      const float *x = a + row * a_stride + k;
      float *y = c + row * c_stride;
      const vec x0 = SPREAD(x[0]), x1 = SPREAD(x[1]), x2 = SPREAD(x[2]), x3 = SPREAD(x[3]);
      for (size_t column = 0; column < whole; column += LANES) {
        vec sum = LOAD(y + column);
        sum += x0 * LOAD(b0 + column);
        sum += x1 * LOAD(b1 + column);
        sum += x2 * LOAD(b2 + column);
        sum += x3 * LOAD(b3 + column);
        *(vec *)(y + column) = sum;
      }
      for (size_t column = whole; column < columns; ++column) {
        float sum = y[column];
        sum += x[0] * b0[column];
        sum += x[1] * b1[column];
        sum += x[2] * b2[column];
        sum += x[3] * b3[column];
        y[column] = sum;
      }
    }
  }
  for (; k < depth; ++k)
    for (size_t row = 0; row < rows; ++row) {
      const float x = a[row * a_stride + k];
      const float *b_row = b + k * b_stride;
      float *y = c + row * c_stride;
      for (size_t column = 0; column < columns; ++column) y[column] += x * b_row[column];
    }
}
