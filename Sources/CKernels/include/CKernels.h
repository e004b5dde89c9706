/// The engine's vector loops.
///
/// Swift packages cannot be built for AVX2 without unsafe flags, which a dependency must not
/// have, so these few loops are in C: each is compiled twice and the machine's own version is
/// chosen when the program starts (`target_clones`). Nothing here allocates, checks or knows of
/// layers: the Swift kernels do, and are the only callers.
///
/// Every output is one chain of operations in a fixed order that does not depend on how many rows
/// or columns are computed together. Its bits are therefore the same in whichever block, batch or
/// thread it is computed, which OpenBLAS does not promise.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stdbool.h>
#include <stddef.h>

/// What happens to a sum before it is stored: `min(max(sum + bias + residual, low), high)`.
/// A NaN stays NaN.
typedef struct {
  /// One number per column, up to a multiple of 16.
  const float *_Nonnull bias;
  /// Numbers to add, rows `residual_stride` apart, or null.
  const float *_Nullable residual;
  ptrdiff_t residual_stride;
  float low;
  float high;
} ck_epilogue;

/// `c[rows × columns] ← epilogue(a[rows × depth] · b)`, where `b` lies in panels of 16 columns:
/// panel after panel, each `depth × 16`, the last filled up with zeros.
void ck_multiply(const float *_Nonnull a, ptrdiff_t a_stride, const float *_Nonnull b,
                 float *_Nonnull c, ptrdiff_t c_stride, size_t rows, size_t columns, size_t depth,
                 const ck_epilogue *_Nonnull epilogue);

/// One panel for ck_multiply: `panel[k, j] ← b[j, k]` for `width` rows of `b`, at most 16.
void ck_pack(const float *_Nonnull b, size_t depth, size_t width, float *_Nonnull panel);

/// `c[rows × columns] ← epilogue(a[rows × depth] · bᵀ)` for a row-major `b[columns × depth]`:
/// for products with few rows, where rearranging `b` would cost more than it gains.
void ck_multiply_transposed(const float *_Nonnull a, ptrdiff_t a_stride, const float *_Nonnull b,
                            float *_Nonnull c, ptrdiff_t c_stride, size_t rows, size_t columns,
                            size_t depth, const ck_epilogue *_Nonnull epilogue);

/// `c[rows × columns] ← a[rows × depth] · b` for a row-major `b[depth × columns]`, which is read
/// once, in its own order: for products with few rows. Without an epilogue.
void ck_multiply_rows(const float *_Nonnull a, ptrdiff_t a_stride, const float *_Nonnull b,
                      ptrdiff_t b_stride, float *_Nonnull c, ptrdiff_t c_stride, size_t rows,
                      size_t columns, size_t depth);

/// `Bᵀ d B` of a tile `d`, 6 × 6 pixels (`F(4×4, 3×3)`) or 4 × 4 (`F(2×2, 3×3)`), for each
/// channel; the results go to 36 or 16 matrices `matrix_stride` apart.
/// (Lavin & Gray, "Fast algorithms for convolutional neural networks", 2016.)
void ck_winograd4_input(const float *_Nonnull tile, ptrdiff_t row_stride, ptrdiff_t pixel_stride,
                        size_t channels, float *_Nonnull matrices, ptrdiff_t matrix_stride);
void ck_winograd2_input(const float *_Nonnull tile, ptrdiff_t row_stride, ptrdiff_t pixel_stride,
                        size_t channels, float *_Nonnull matrices, ptrdiff_t matrix_stride);

/// `G g Gᵀ` of 3 × 3 filters: `width` filters, at most 16, of `channels` channels each,
/// `[width, 3, 3, channels]`, to 36 or 16 panels `matrix_stride` apart.
void ck_winograd4_weights(const float *_Nonnull filters, size_t channels, size_t width,
                          float *_Nonnull panels, ptrdiff_t matrix_stride);
void ck_winograd2_weights(const float *_Nonnull filters, size_t channels, size_t width,
                          float *_Nonnull panels, ptrdiff_t matrix_stride);

/// The rectangle of an output tile that is wanted, rows and columns within the tile.
typedef struct {
  size_t top, bottom, left, right;
} ck_rectangle;

/// `epilogue(Aᵀ m A)` of the transformed sums `m`; `output` is where the tile's own corner lies,
/// and the epilogue's residual likewise, with the strides of its pixels and rows given here.
void ck_winograd4_output(const float *_Nonnull matrices, ptrdiff_t matrix_stride, size_t channels,
                         ck_rectangle wanted, float *_Nonnull output, ptrdiff_t row_stride,
                         ptrdiff_t pixel_stride, ptrdiff_t residual_row_stride,
                         const ck_epilogue *_Nonnull epilogue);
void ck_winograd2_output(const float *_Nonnull matrices, ptrdiff_t matrix_stride, size_t channels,
                         ck_rectangle wanted, float *_Nonnull output, ptrdiff_t row_stride,
                         ptrdiff_t pixel_stride, ptrdiff_t residual_row_stride,
                         const ck_epilogue *_Nonnull epilogue);

/// `y[p, c] ← min(max(x[p, c] · scale[c] + shift[c], low), high)` for each pixel.
void ck_scale_channels(const float *_Nonnull x, ptrdiff_t x_stride, float *_Nonnull y,
                       ptrdiff_t y_stride, size_t pixels, size_t channels,
                       const float *_Nonnull scale, const float *_Nonnull shift, float low,
                       float high);

/// `y ← min(max(a + b, low), high)`
void ck_add(const float *_Nonnull a, const float *_Nonnull b, float *_Nonnull y, size_t count,
            float low, float high);

/// `y[c] ← the largest of taps[t][c]`, of one tap at least; the last NaN stays.
void ck_maximum(const float *_Nonnull const *_Nonnull taps, size_t count, float *_Nonnull y,
                size_t channels);

/// `y[c] ← factor · Σ taps[t][c]`
void ck_mean(const float *_Nonnull const *_Nonnull taps, size_t count, float factor,
             float *_Nonnull y, size_t channels);

/// `y[c] ← min(max(bias[c] + Σ taps[t][c] · weights[t][c], low), high)`
void ck_depthwise(const float *_Nonnull const *_Nonnull taps,
                  const float *_Nonnull const *_Nonnull weights, size_t count,
                  const float *_Nonnull bias, float *_Nonnull y, size_t channels, float low,
                  float high);

/// Whether any of `count` numbers differ in value; a NaN differs from everything.
bool ck_differs(const float *_Nonnull a, const float *_Nonnull b, size_t count);

#endif
