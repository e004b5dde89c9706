import LungAttention
import Testing

@Suite("Causal probes")
struct ProbeTests {
  @Test(
    "erasing the text takes from a network that sums it what the text adds, and the control nothing"
  )
  func markerErased() throws {
    let model = try LinearModel.model([
      LinearModel.box(rows: 1..<5, columns: 26..<31), LinearModel.nothing,
    ])
    let outcome = try LinearModel.outcomes(of: LinearModel.subject(), by: model)[.markerErased]
    let effect = try #require(outcome?.effect)
    // 20 white pixels become tissue.
    #expect(abs(effect.logit - 20 * (0.25 - 1)) < 1e-3)
    #expect(effect.controlLogit == 0)
    let fall = try #require(effect.probability)
    #expect(fall < -0.001 && effect.controlProbability == 0)
    #expect(effect.flips == false && effect.controlFlips == false)
  }

  @Test("a network that sums the lungs relies on them, one that sums the rest does not")
  func lungReliance() throws {
    let inside = LinearModel.lungs.pixels.map { Float($0 ? 0.1 : 0) }
    let outside = LinearModel.lungs.pixels.map { Float($0 ? 0 : 0.1) }
    func reliance(_ weights: [Float]) throws -> Double? {
      let model = try LinearModel.model([weights, LinearModel.nothing])
      let found = try LinearModel.outcomes(
        of: LinearModel.subject(markers: []), by: model, fill: .black)
      return ImageProbes(outcomes: Array(found.values), chance: model.chance).lungReliance
    }
    #expect(try reliance(inside).map { $0 > 0.99 } == true)
    #expect(try reliance(outside).map { $0 < -0.99 } == true)
  }

  @Test("the control of removed lungs changes as many pixels, none of them lung or text")
  func control() throws {
    // Counts pixels that are black.
    let all = [Float](repeating: 1, count: LinearModel.side * LinearModel.side)
    let model = try LinearModel.model([all, LinearModel.nothing])
    let flat = GrayImage(width: 32, height: 32, repeating: 0.5)
    let found = try LinearModel.outcomes(
      of: LinearModel.subject(image: flat), by: model, image: flat, fill: .black)
    let effect = try #require(found[.lungsRemoved]?.effect)
    let lungPixels = Double(LinearModel.lungs.pixels.count { $0 })
    #expect(abs(effect.logit + 0.5 * lungPixels) < 1e-3)
    #expect(try abs(#require(effect.controlLogit) + 0.5 * lungPixels) < 1e-3)
  }

  @Test("what cannot be done says why")
  func obstacles() throws {
    let model = try LinearModel.model([LinearModel.nothing, LinearModel.nothing])
    func obstacle(_ kind: ProbeKind, _ subject: ProbeSubject) throws -> ProbeObstacle? {
      guard
        case .failure(let obstacle) = try LinearModel.outcomes(of: subject, by: model)[kind]?
          .result
      else { return nil }
      return obstacle
    }
    let (empty, full) = (false, true)
    func mask(_ value: Bool) -> LungMask {
      LungMask(width: 32, height: 32, pixels: Array(repeating: value, count: 32 * 32))
    }
    #expect(try obstacle(.lungsRemoved, LinearModel.subject(lungs: nil)) == .noMask)
    #expect(try obstacle(.lungsOnly, LinearModel.subject(lungs: mask(empty))) == .noLung)
    #expect(try obstacle(.lungsRemoved, LinearModel.subject(lungs: mask(full))) == .allLung)
    #expect(try obstacle(.markerErased, LinearModel.subject(markers: [])) == .noMarker)
    #expect(try obstacle(.markerInserted, LinearModel.subject()) == .hasMarker)
    #expect(try obstacle(.markerInserted, LinearModel.subject(markers: [])) == .noDonor)
    #expect(try obstacle(.borderErased, LinearModel.subject()) == .noBorder)
    #expect(try obstacle(.borderInserted, LinearModel.subject()) == .noDonor)
    #expect(try obstacle(.backgroundSwapped, LinearModel.subject()) == .noDonor)
    #expect(try obstacle(.tonesSwapped, LinearModel.subject()) == .noDonor)
  }

  @Test("a network of one class decides by its probability, one without probabilities has none")
  func oneClass() throws {
    let weights = LinearModel.box(rows: 1..<5, columns: 26..<31, weight: 0.2).map { $0 }
    var shifted = weights
    // Without the text the sum is below 0.
    for index in shifted.indices where index / 32 > 28 { shifted[index] = -0.1 }
    let sigmoid = try LinearModel.model([shifted])
    let effect = try #require(
      try LinearModel.outcomes(of: LinearModel.subject(), by: sigmoid)[.markerErased]?.effect)
    #expect(effect.before.isPositive == true && effect.after.isPositive == false)
    #expect(effect.flips == true && effect.controlFlips == false)

    let plain = try LinearModel.model([shifted], activation: OutputActivation.none)
    let other = try #require(
      try LinearModel.outcomes(of: LinearModel.subject(), by: plain)[.markerErased]?.effect)
    #expect(other.probability == nil && other.flips == nil && other.logit < 0)
  }

  @Test(
    "what survives is the share above chance, cut at 0 and 1",
    arguments: [(0.9, 0.9, 1.0), (0.9, 0.7, 0.5), (0.9, 0.5, 0), (0.9, 0.1, 0), (0.9, 0.99, 1)])
  func surviving(before: Double, after: Double, share: Double) throws {
    func answer(_ probability: Double) -> ProbeAnswer {
      ProbeAnswer(logit: 0, probability: probability, isPositive: nil)
    }
    let found = LungReliance.surviving(answer(after), of: answer(before), chance: 0.5)
    #expect(try abs(#require(found) - share) < 1e-12)
    // Too little is claimed to speak of surviving.
    #expect(LungReliance.surviving(answer(after), of: answer(0.52), chance: 0.5) == nil)
  }

  @Test("lungs in another's thorax stand in its lungs' place, and nothing else changes")
  func background() throws {
    let white = GrayImage(width: 32, height: 32, repeating: 1)
    let donor = LinearModel.subject(image: white).view
    let swapped = try #require(LinearModel.subject().view.lungs(in: donor))
    for index in swapped.samples.indices {
      let expected: Float = LinearModel.lungs.pixels[index] ? 0.75 : 1
      #expect(abs(swapped.samples[index] - expected) < 1e-4)
    }
    #expect(LinearModel.subject(lungs: nil).view.lungs(in: donor) == nil)
  }
}
