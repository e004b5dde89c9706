import Diagnostics
import Testing

@Suite("Diagnosis")
struct DiagnosisTests {
  @Test("says what was found, what was expected and what to do, as far as it knows")
  func rendering() {
    let found = "'conv1.weight' has shape [64, 1, 7, 7]"
    #expect(Diagnosis(found).description == found)
    #expect(
      Diagnosis(found, expected: "[64, 3, 7, 7]").description
        == "'conv1.weight' has shape [64, 1, 7, 7], expected [64, 3, 7, 7]")
    #expect(
      Diagnosis(found, remedy: "Give --channels 1").description
        == "'conv1.weight' has shape [64, 1, 7, 7]. Give --channels 1")
    #expect(
      Diagnosis(found, expected: "[64, 3, 7, 7]", remedy: "Give --channels 1").description
        == "'conv1.weight' has shape [64, 1, 7, 7], expected [64, 3, 7, 7]. Give --channels 1")
  }

  @Test("a diagnosable error prints its diagnosis")
  func error() {
    #expect("\(ShapeSlip())" == "a slip, expected none")
  }
}

struct ShapeSlip: Diagnosable {
  var diagnosis: Diagnosis { Diagnosis("a slip", expected: "none") }
}
