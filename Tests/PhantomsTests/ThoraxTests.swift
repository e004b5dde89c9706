import Imaging
import Phantoms
import Testing

@Suite("A thorax")
struct ThoraxTests {
  @Test("shows the disease inside the lungs and nowhere else", arguments: 1...12)
  func diseaseInsideTheLungs(patient: Int) {
    let thorax = Thorax(patient: patient, seed: 3)
    let (normal, lungMask) = thorax.radiograph(width: 160, height: 128, label: .normal)
    let (covid, sameMask) = thorax.radiograph(width: 160, height: 128, label: .covid)
    #expect(lungMask == sameMask)
    var changed = 0
    for index in lungMask.indices {
      guard lungMask[index] else {
        #expect(covid.samples[index] == normal.samples[index])
        continue
      }
      #expect(covid.samples[index] >= normal.samples[index] - 0.02)
      if covid.samples[index] > normal.samples[index] + 0.05 { changed += 1 }
    }
    // A fair share of the lungs, not all of them.
    let lungs = lungMask.count { $0 }
    #expect((lungs / 20...lungs * 3 / 4).contains(changed))
  }

  @Test("shows the disease in both lungs, more below than above")
  func diseaseIsBilateralAndLow() {
    let size = 128
    var above = 0
    var below = 0
    for patient in 1...30 {
      let thorax = Thorax(patient: patient, seed: 3)
      let (normal, lungMask) = thorax.radiograph(width: size, height: size, label: .normal)
      let covid = thorax.radiograph(width: size, height: size, label: .covid).image
      var left = 0
      var right = 0
      let rows = lungMask.indices.filter { lungMask[$0] }.map { $0 / size }
      let middle = ((rows.min() ?? 0) + (rows.max() ?? 0)) / 2
      for index in lungMask.indices
      where covid.samples[index] > normal.samples[index] + 0.05 {
        if index % size < size / 2 { left += 1 } else { right += 1 }
        if index / size < middle { above += 1 } else { below += 1 }
      }
      #expect(left > 20 && right > 20)
    }
    #expect(below > 2 * above)
  }

  @Test("does not give the disease away by its mean brightness")
  func brightnessIsNoShortcut() {
    var normal: [Float] = []
    var covid: [Float] = []
    for patient in 1...80 {
      let label: PhantomLabel = patient % 2 == 0 ? .covid : .normal
      let samples = Thorax(patient: patient, seed: 5)
        .radiograph(width: 64, height: 64, label: label).image.samples
      let mean = samples.reduce(0, +) / Float(samples.count)
      if label == .covid { covid.append(mean) } else { normal.append(mean) }
    }
    // Area under the ROC curve of the mean alone.
    let wins = covid.reduce(0.0) { total, value in
      total + Double(normal.count { $0 < value })
    }
    #expect(wins / Double(normal.count * covid.count) < 0.75)
  }
}
