/// `2/√π ∫₀ˣ e^(−t²) dt` with a relative error below 2⁻³², without branches, as ``exponential(_:)``.
@inline(__always)
func errorFunction(_ x: Double) -> Double {
  // Below 0.75 the complement would cancel: there, x times a polynomial in x² (Chebyshev fit).
  // Adding what applies to zero times what does not keeps the compiler from branching.
  let isFar = x.magnitude < 0.75 ? 0.0 : 1.0
  let near = x.magnitude < 0.75 ? x : 0
  let square = near * near
  var series = 9.472_998_547_85e-05
  series = series * square - 0.000_835_735_648_863
  series = series * square + 0.005_216_816_648_29
  series = series * square - 0.026_864_779_737_2
  series = series * square + 0.112_837_787_478
  series = series * square - 0.376_126_384_518
  series = series * square + 1.128_379_167_07
  return series * near + isFar * (1 - complementaryErrorFunction(x))
}

/// `1 − erf(x)`, accurate relative to itself also where it is tiny.
///
/// `(1 + 2|x|) · e^(x²) · erfc|x|` is nearly flat, so a polynomial in `(|x| − 3) / (|x| + 3)` is
/// enough (the form of Shepherd & Laframboise 1981; coefficients from a Chebyshev fit over
/// `0...12`, where the result is 0 as a Float).
@inline(__always)
func complementaryErrorFunction(_ x: Double) -> Double {
  let size = x.magnitude
  // At infinity the quotient would be undefined.
  let t = (size - 3) / (size + 3)
  let bounded = size > 30 ? 1 : t
  var flat = 3.125_181_115_1e-05
  flat = flat * bounded + 0.000_121_056_475_779
  flat = flat * bounded - 0.000_131_348_035_9
  flat = flat * bounded - 0.000_788_238_151_55
  flat = flat * bounded + 0.001_898_058_029_58
  flat = flat * bounded + 0.002_534_137_837_3
  flat = flat * bounded - 0.023_771_987_007_7
  flat = flat * bounded + 0.068_307_093_356_8
  flat = flat * bounded - 0.119_273_564_449
  flat = flat * bounded + 0.129_645_230_048
  flat = flat * bounded - 0.047_562_296_747_1
  flat = flat * bounded - 0.135_621_107_631
  flat = flat * bounded + 1.253_008_058_28
  let tail = exponential(-size * size) * flat / (1 + 2 * size)
  return x < 0 ? 2 - tail : tail
}
