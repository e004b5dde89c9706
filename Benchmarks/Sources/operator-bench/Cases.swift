extension OperatorCase {
  /// The shapes of VGG-16, ResNet, DenseNet-121 and MobileNet-v2 that decide their speed.
  static func all() throws -> [OperatorCase] {
    [
      // 3×3: VGG-16, and the last two stages of ResNet-18.
      try convolution(3, 64, 64, side: 224),
      try convolution(3, 128, 128, side: 112),
      try convolution(3, 256, 256, side: 56),
      try convolution(3, 512, 512, side: 28),
      try convolution(3, 512, 512, side: 14),
      try convolution(3, 512, 512, side: 14, batch: 8),
      try convolution(3, 64, 64, side: 56),
      try convolution(3, 512, 512, side: 7),
      try convolution(3, 512, 512, side: 7, batch: 8),
      try convolution(3, 128, 128, side: 56, stride: 2),
      // DenseNet's.
      try convolution(3, 128, 32, side: 56),
      try convolution(3, 128, 32, side: 14),
      // 1×1: ResNet-50's.
      try convolution(1, 64, 256, side: 56),
      try convolution(1, 256, 64, side: 56),
      try convolution(1, 512, 128, side: 28),
      try convolution(1, 1024, 256, side: 14),
      try convolution(1, 512, 2048, side: 7),
      try convolution(1, 512, 1024, side: 28, stride: 2),
      // Stem.
      try convolution(7, 3, 64, side: 224, stride: 2),
      // MobileNet-v2's.
      try convolution(3, 32, 32, side: 112, groups: 32),
      try convolution(3, 144, 144, side: 56, stride: 2, groups: 144),
      try convolution(3, 384, 384, side: 14, groups: 384),
      // Those that only move numbers.
      try maxPool(3, stride: 2, padding: 1, channels: 64, side: 112),
      try maxPool(2, stride: 2, padding: 0, channels: 64, side: 224),
      try denseConcatenation(channels: 256, side: 56),
      try denseConcatenation(channels: 512, side: 14),
      try linear(25088, 4096),
      try linear(25088, 4096, batch: 8),
    ]
  }
}
