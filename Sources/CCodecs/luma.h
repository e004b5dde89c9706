#ifndef CCODECS_LUMA_H
#define CCODECS_LUMA_H

// ITU-R BT.601 luma of samples in 0...maximum, as a share of maximum. The integer weights make
// a grey RGB pixel equal to the same grey sample to the last bit.
static inline float codec_luma(
    unsigned red, unsigned green, unsigned blue, double maximum) {
  return (float)((299.0 * red + 587.0 * green + 114.0 * blue) / (1000.0 * maximum));
}

#endif
