internal import Tensors

/// Rectangles of feature maps, one for each run of a network.
///
/// A batch of whole maps is the case in which each patch fills its map: the kernels do not
/// distinguish. Elements lie channels-last; a patch may be part of a wider buffer, so rows and
/// pixels have strides of their own.
///
/// `@unchecked Sendable` holds because a plan lets only one kernel at a time write a buffer, a
/// kernel's threads write pixels of their own, and what is written is read only afterwards.
struct Patches: @unchecked Sendable {
  /// Where one rectangle lies.
  struct Patch: Sendable {
    /// Its rows and columns of the map.
    var region: Region
    /// The place of its first pixel, counted in pixels.
    var pixel: Int
    /// Pixels from one row to the next.
    var pitch: Int
  }

  /// Keeps the memory alive.
  let storage: TensorStorage
  /// The first channel of pixel 0.
  let start: UnsafeMutablePointer<Float>
  let channels: Int
  /// Floats from one pixel to the next, at least ``channels``.
  let stride: Int
  /// Height and width of the whole map.
  let map: Extent
  private(set) var patches: [Patch]
  /// How many pixels all patches have.
  private(set) var pixelCount: Int
  /// Whether the pixels of all patches follow each other without a gap.
  private(set) var isCompact: Bool

  /// Uninitialised patches of `regions`, one after another.
  init(_ regions: [Region], of map: Extent, channels: Int) {
    let total = regions.reduce(0) { $0 + $1.area }
    self.init(
      regions, of: map, channels: channels, stride: channels, offset: 0,
      in: TensorStorage(count: total * channels))
  }

  /// Patches one after another in memory that exists, beginning with its float `offset`.
  init(
    _ regions: [Region], of map: Extent, channels: Int, stride: Int, offset: Int,
    in storage: TensorStorage
  ) {
    self.storage = storage
    start = storage.start + offset
    self.channels = channels
    self.stride = stride
    self.map = map
    var pixel = 0
    patches = regions.map { region in
      defer { pixel += region.area }
      return Patch(region: region, pixel: pixel, pitch: region.columns.count)
    }
    pixelCount = pixel
    isCompact = true
  }

  /// A batch of whole maps, `[N, C, H, W]`; no copy is made.
  init(_ tensor: Tensor) {
    let shape = tensor.shape
    self.init(
      Array(repeating: Region(of: shape.extent), count: shape.batch), of: shape.extent,
      channels: shape.channels, stride: shape.channels, offset: 0, in: tensor.storage)
  }

  /// The batch `[N, C, H, W]`; a copy only when the memory has other things between.
  ///
  /// - Precondition: Every patch fills its map.
  var tensor: Tensor {
    let shape: Shape = [patches.count, channels, map.height, map.width]
    if isCompact, stride == channels, start == storage.start, storage.count == shape.count {
      return Tensor(shape, sharing: storage)
    }
    return Tensor(shape, sharing: compacted().storage)
  }

  /// The same patches with nothing between them.
  func compacted() -> Patches {
    let copy = Patches(regions, of: map, channels: channels)
    PatchCopy(from: self, over: nil).fill(copy)
    return copy
  }

  var regions: [Region] { patches.map(\.region) }

  /// The rows and columns of patch `index`.
  func region(_ index: Int) -> Region { patches[index].region }

  /// Whether every patch fills its map.
  var areWhole: Bool { patches.allSatisfy { $0.region == Region(of: map) } }

  /// The same memory with each patch cut down to a part of it.
  func cropped(to regions: [Region]) -> Patches {
    var result = self
    for (index, region) in regions.enumerated() where region != patches[index].region {
      let old = patches[index]
      let skipped =
        region.isEmpty
        ? 0
        : (region.rows.lowerBound - old.region.rows.lowerBound) * old.pitch
          + region.columns.lowerBound - old.region.columns.lowerBound
      result.patches[index] = Patch(
        region: region, pixel: old.pixel + skipped, pitch: old.pitch)
      result.isCompact = false
    }
    result.pixelCount = regions.reduce(0) { $0 + $1.area }
    return result
  }

  /// The memory of a pixel of the map that patch `index` holds.
  func pixel(_ index: Int, row: Int, column: Int) -> UnsafeMutablePointer<Float> {
    let patch = patches[index]
    let place =
      patch.pixel + (row - patch.region.rows.lowerBound) * patch.pitch
      + column - patch.region.columns.lowerBound
    return start + place * stride
  }

  /// The floats from one row of patch `index` to the next.
  func rowStride(_ index: Int) -> Int { patches[index].pitch * stride }
}
