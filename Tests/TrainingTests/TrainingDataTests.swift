import Imaging
import Tensors
import Testing
import Training

@Suite("Training data")
struct TrainingDataTests {
  private func example(_ label: Int, _ group: String, _ source: String? = nil) -> TrainingExample {
    TrainingExample(
      image: GrayImage(width: 1, height: 1), label: label, group: group, source: source)
  }

  @Test("a split keeps patients whole, takes its share of each class, and repeats")
  func split() {
    let examples = (0..<60).map {
      example($0 % 3 == 0 ? 0 : 1, "p\($0 / 2 % 20 + 20 * ($0 % 3 == 0 ? 0 : 1))")
    }
    let (training, validation) = examples.split(fraction: 0.25, seed: 5)
    #expect(training.count + validation.count == 60)
    #expect(Set(training.map(\.group)).isDisjoint(with: validation.map(\.group)))
    #expect(Set(validation.map(\.label)) == [0, 1])
    #expect(
      examples.split(fraction: 0.25, seed: 5).validation.map(\.group) == validation.map(\.group))
    #expect(
      examples.split(fraction: 0.25, seed: 6).validation.map(\.group) != validation.map(\.group))
  }

  @Test("balanced sampling draws each pair of source and class equally often, and all its images")
  func balance() throws {
    let sizes = [(0, "a", 30), (1, "a", 2), (0, "b", 5), (1, "b", 13)]
    let examples = sizes.flatMap { label, source, count -> [TrainingExample] in
      (0..<count).map { example(label, "\(source)\(label)\($0)", source) }
    }
    let groups = try SourceClassGroups(examples)
    #expect(groups.members.map(\.count) == [30, 2, 5, 13])
    var generator = RandomGenerator(seed: 1)
    let drawn = groups.balanced(count: 120, using: &generator)
    for members in groups.members {
      #expect(drawn.count(where: members.contains) == 30)
      let counts = members.map { member in drawn.count { $0 == member } }
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
    }
    // Each round of four, and so each batch, has all of them.
    for start in stride(from: 0, to: 120, by: 4) {
      let round = drawn[start..<start + 4]
      #expect(groups.members.allSatisfy { members in round.contains(where: members.contains) })
    }
    #expect(throws: TrainingError.noSource(images: 1)) {
      try SourceClassGroups(examples + [example(0, "x")])
    }
  }
}

@Suite("Augmentation")
struct AugmentationTests {
  private let image: GrayImage = {
    var image = GrayImage(width: 9, height: 7)
    for index in image.samples.indices { image.samples[index] = Float(index % 10) / 10 }
    return image
  }()

  private func changed(_ augmentation: Augmentation, seed: UInt64 = 2) -> GrayImage {
    var generator = RandomGenerator(seed: seed)
    return augmentation.apply(to: image, using: &generator)
  }

  private func only(_ change: (inout Augmentation) -> Void) -> Augmentation {
    var augmentation = Augmentation.none
    change(&augmentation)
    return augmentation
  }

  @Test("no augmentation leaves the image, and the same generator gives the same change")
  func repeatable() {
    #expect(changed(.none) == image)
    #expect(changed(Augmentation()) == changed(Augmentation()))
    #expect(changed(Augmentation()) != image)
    #expect(changed(Augmentation()).samples.allSatisfy { (0...1).contains($0) })
  }

  @Test("nothing is mirrored by default; a flip exchanges left and right exactly")
  func flip() {
    #expect(Augmentation().flip == 0)
    let flipped = changed(only { $0.flip = 1 })
    for y in 0..<7 {
      for x in 0..<9 { #expect(flipped[x, y] == image[8 - x, y]) }
    }
  }

  @Test("a number that is 0 changes nothing of what the others do")
  func independence() {
    // Flip and erasing are drawn last, and only where they are asked for.
    let (plain, rare) = (Augmentation(), Augmentation(flip: 1e-12, erasing: 1e-12))
    #expect(changed(plain) == changed(rare))
  }

  @Test("brightness shifts and contrast stretches around half of white")
  func tones() {
    for seed in 0..<8 as Range<UInt64> {
      let brighter = changed(only { $0.brightness = 0.05 }, seed: seed)
      let shift = brighter.samples[14] - image.samples[14]
      #expect(abs(shift) <= 0.05 && shift != 0)
      let stretched = changed(only { $0.contrast = 0.1 }, seed: seed)
      let factor = (stretched.samples[14] - 0.5) / (image.samples[14] - 0.5)
      #expect((0.9...1.1).contains(factor) && factor != 1)
    }
  }

  @Test("erasing replaces a rectangle of 2 to 33 % by one tone")
  func erasing() {
    let noise = GrayImage(
      width: 40, height: 30, samples: (0..<1200).map { Float($0 * 37 % 101) / 101 })
    for seed in 0..<20 as Range<UInt64> {
      var generator = RandomGenerator(seed: seed)
      let erased = only { $0.erasing = 1 }.apply(to: noise, using: &generator)
      let changed = noise.samples.indices.filter { erased.samples[$0] != noise.samples[$0] }
      #expect(Set(changed.map { erased.samples[$0] }).count == 1)
      // A rounded side may leave the range a little.
      #expect((0.01...0.37).contains(Double(changed.count) / 1200))
    }
  }
}
