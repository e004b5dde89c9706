/// How a picture's tones are distributed.
package enum ToneCurve {
  /// The shares of the pixels: 0, 0.05 … 1.
  package static let shares = (0...20).map { Double($0) / 20 }

  private static let bins = 1024

  /// The tones below which each of ``shares`` of the samples lies, to 1/1023.
  package static func quantiles(of samples: [Float]) -> [Float] {
    var histogram = [Int](repeating: 0, count: bins)
    for sample in samples {
      histogram[Int(min(1, max(0, sample)) * Float(bins - 1) + 0.5)] += 1
    }
    var (bin, below) = (0, histogram[0])
    return shares.map { share in
      let rank = Int(share * Double(samples.count - 1))
      while below <= rank {
        bin += 1
        below += histogram[bin]
      }
      return Float(bin) / Float(bins - 1)
    }
  }
}
