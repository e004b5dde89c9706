/// How a bootstrap interval is read off the resampled figures.
public enum BootstrapMethod: String, Sendable, CaseIterable {
  /// The quantiles of the resampled figures (Efron 1979).
  case percentile
  /// Bias-corrected and accelerated quantiles (Efron 1987): closer to the nominal coverage where
  /// the figure is biased or its distribution skewed.
  ///
  /// The acceleration comes from the jackknife, which leaves out whole clusters.
  case bca
}
